import type { KVList, RequestOf } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import { tellUserData } from '../call-control/user-data.js';
import type { SwitchContext } from '../context.js';
import { attached, updated, type UserData } from '../model/user-data.js';
import { onCall, partyOf, touchedParty, type CallRequest } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';
import { userDataFits } from './user-data-limit.js';

type DataRequest = RequestOf<'RequestAttachUserData'> | RequestOf<'RequestUpdateUserData'>;

/** @param change what the request makes of the data that there is */
function fits(change: (present: KVList, pairs: KVList) => KVList): Check<DataRequest> {
  return userDataFits((context, request) => change(partyOf(context, request)?.call.data.list ?? [], request.UserData));
}

/** A request that changes the data, and tells everybody. */
function changing<Request extends CallRequest>(apply: (data: UserData, request: Request) => void) {
  return (context: SwitchContext, request: Request, answer: Answer): void => {
    const party = touchedParty(context, request);
    apply(party.call.data, request);
    tellUserData(context, party, answer);
  };
}

const attachUserData: RequestDefinition<'RequestAttachUserData'> = {
  preconditions: [...onCall, fits(attached)],
  perform: changing((data, { UserData: pairs }) => {
    data.attach(pairs);
  }),
};

const updateUserData: RequestDefinition<'RequestUpdateUserData'> = {
  preconditions: [...onCall, fits(updated)],
  perform: changing((data, { UserData: pairs }) => {
    data.update(pairs);
  }),
};

/** A key that is not there is no error: afterwards it is not there. */
const deletePair: RequestDefinition<'RequestDeletePair'> = {
  preconditions: onCall,
  perform: changing((data, { UserDataKey }) => {
    data.deletePair(UserDataKey);
  }),
};

const deleteUserData: RequestDefinition<'RequestDeleteUserData'> = {
  preconditions: onCall,
  perform: changing((data) => {
    data.clear();
  }),
};

export const USER_DATA_REQUESTS = {
  RequestAttachUserData: attachUserData,
  RequestUpdateUserData: updateUserData,
  RequestDeletePair: deletePair,
  RequestDeleteUserData: deleteUserData,
};
