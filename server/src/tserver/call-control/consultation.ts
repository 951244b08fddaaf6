import type { KVList } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import type { SwitchContext } from '../context.js';
import type { Call, Consultation } from '../model/call.js';
import type { Party } from '../model/party.js';
import type { UserData } from '../model/user-data.js';
import { type Destination, numberOf } from './destination.js';
import { join } from './presence.js';
import { reach } from './reach.js';

export interface ConsultationRequest {
  readonly UserData?: KVList;
  readonly Extensions?: KVList;
}

type DataMode = SwitchBehaviour['consultUserData'];
const DATA_MODES: ReadonlySet<string> = new Set<DataMode>(['separate', 'inherited', 'joint']);

/** Puts the call on hold, and calls somebody about it. @returns the caller's party in the new call */
export function consult(
  context: SwitchContext,
  main: Party,
  destination: Destination,
  purpose: Consultation['purpose'],
  request: ConsultationRequest,
  answer: Answer,
): Party {
  const { dn } = main;
  context.tell.party(main, 'EventHeld');
  const call = context.calls.open({
    callType: 'Consult',
    ani: undefined,
    dnis: numberOf(destination),
    userData: dataFor(context, main.call, request),
    consultation: { main, purpose },
  });
  // Who has a call to put on hold is a phone of this switch.
  const caller = join(context, call, dn ?? context.directory.dn(main.number), 'Origination');
  context.tell.party(caller, 'EventDialing', 'Ok', answer);
  reach(context, call, destination);
  return caller;
}

/** What a consultation knows of the call that it is about. The request's own extension counts first. */
function dataFor({ behaviour }: SwitchContext, main: Call, request: ConsultationRequest): KVList | UserData {
  const own = request.UserData ?? [];
  const wish = request.Extensions?.find(({ key }) => key === 'ConsultUserData')?.value;
  const mode = typeof wish === 'string' && DATA_MODES.has(wish) ? (wish as DataMode) : behaviour.consultUserData;
  if (mode === 'separate') return own;
  if (mode === 'inherited') return [...main.data.list, ...own];
  main.data.attach(own);
  return main.data;
}
