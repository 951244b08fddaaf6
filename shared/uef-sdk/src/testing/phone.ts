/** A phone context on a desk, and the request helper that goes with it. */
import type { IPhoneContext, IRequestHelper, IUiEventsFrameworkProvider } from '../types/index.js';
import type { Desk } from './desk.js';

export interface Phone {
  readonly provider: IUiEventsFrameworkProvider;
  readonly requestHelper: IRequestHelper;
  readonly phone: IPhoneContext;
}

/** Initialises a framework object (the desk's own unless another is given) and walks to its phone context. */
export async function openPhone(desk: Desk, framework = desk.framework): Promise<Phone> {
  const provider = await framework.initialize('toolbar under test', 'v1');
  const mca = await provider.getMultiChannelAdaptorContext();
  const phone = (await mca.getCommunicationChannelContext('PHONE')) as IPhoneContext;
  return { provider, requestHelper: provider.requestHelper, phone };
}
