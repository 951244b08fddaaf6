import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';

/** Every DN of the call is told, and of the other call that shares the data. The one who changed it gets the answer. */
export function tellUserData(context: SwitchContext, by: Party, answer?: Answer): void {
  const details = { ThirdPartyDN: by.number };
  context.tell.party(by, 'EventAttachedDataChanged', 'Ok', answer);
  for (const call of by.call.data.calls)
    for (const party of call.parties)
      if (party !== by && party.state !== 'Null')
        context.tell.party(party, 'EventAttachedDataChanged', 'Ok', undefined, details);
}
