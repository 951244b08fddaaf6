import type { KVList, TRequest } from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import { sizeOf, updated } from '../model/user-data.js';
import { partyOf } from './checks.js';
import type { Check } from './definition.js';

/**
 * Data is refused before it is too much, not cut.
 * @param dataOf what the call would have then; `undefined` when the request says nothing of it
 */
export function userDataFits<Request = TRequest>(
  dataOf: (context: SwitchContext, request: Request) => KVList | undefined,
): Check<Request> {
  return {
    name: 'user-data-fits',
    code: 53,
    holds: (context, request) => {
      const data = dataOf(context, request);
      return data === undefined || sizeOf(data) <= context.behaviour.userDataLimit;
    },
  };
}

/** For a request that begins a call. */
export const newUserDataFits = userDataFits<{ readonly UserData?: KVList }>((_context, { UserData }) => UserData);

/** For a request that moves a call, and says more of it. */
export const moreUserDataFits = userDataFits<{
  readonly ThisDN: string;
  readonly ConnID: string;
  readonly UserData?: KVList;
}>((context, request) => {
  const { UserData: pairs } = request;
  return pairs && updated(partyOf(context, request)?.call.data.list ?? [], pairs);
});
