import type { KVList } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import type { SwitchContext } from '../context.js';
import type { Call, Consultation } from '../model/call.js';
import type { Party } from '../model/party.js';
import { attached } from '../model/user-data.js';
import { type Destination, numberOf } from './destination.js';
import { join } from './presence.js';
import { reach } from './reach.js';
import { tellUserData } from './user-data.js';

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
  const { joint, list } = consultationData(context, main.call, request);
  if (joint && list !== main.call.data.list) {
    main.call.data.list = list;
    tellUserData(context, main);
  }
  const call = context.calls.open({
    callType: 'Consult',
    ani: undefined,
    dnis: numberOf(destination),
    userData: joint ? main.call.data : list,
    consultation: { main, purpose },
  });
  // Who has a call to put on hold is a phone of this switch.
  const caller = join(context, call, dn ?? context.directory.dn(main.number), 'Origination');
  context.tell.party(caller, 'EventDialing', 'Ok', answer);
  reach(context, call, destination);
  return caller;
}

/**
 * What a consultation about the call will know. The request's own extension counts first.
 * @returns `joint`: and the call with it, for both have one data
 */
export function consultationData(
  { behaviour }: SwitchContext,
  main: Call,
  { UserData: own, Extensions }: ConsultationRequest,
): { readonly joint: boolean; readonly list: KVList } {
  const wish = Extensions?.find(({ key }) => key === 'ConsultUserData')?.value;
  const mode = typeof wish === 'string' && DATA_MODES.has(wish) ? (wish as DataMode) : behaviour.consultUserData;
  if (mode === 'separate') return { joint: false, list: own ?? [] };
  const { list } = main.data;
  return { joint: mode === 'joint', list: own === undefined || own.length === 0 ? list : attached(list, own) };
}
