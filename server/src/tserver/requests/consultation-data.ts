import { consultationData, type ConsultationRequest } from '../call-control/consultation.js';
import { partyOf } from './checks.js';
import { userDataFits } from './user-data-limit.js';

/** For a request that begins a consultation, which may know what its call knows. */
export const consultationDataFits = userDataFits<
  ConsultationRequest & { readonly ThisDN: string; readonly ConnID: string }
>((context, request) => {
  const call = partyOf(context, request)?.call;
  return call && consultationData(context, call, request).list;
});
