import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Party } from '../model/party.js';
import { lift } from './presence.js';
import { divert } from './reach.js';

/** A ringing phone is answered: from here on there is a talk path. */
export function answer(context: SwitchContext, party: Party, answer: Answer): void {
  const { call } = party;
  const { queued } = call;
  if (queued !== undefined) divert(context, queued, party.dn);
  const { answeringSideFirst } = context.behaviour;
  if (!answeringSideFirst) connectCaller(context, call);
  lift(context, party.dn);
  context.tell.party(party, 'EventEstablished', 'Ok', answer);
  if (answeringSideFirst) connectCaller(context, call);
}

/** The side that did not answer: a caller inside has an event, an outside party only a state. */
export function connectCaller(context: SwitchContext, call: Call): void {
  if (call.farEnd !== undefined) call.farEnd.state = 'Connected';
  if (call.caller !== undefined) context.tell.party(call.caller, 'EventEstablished');
}
