import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Party } from '../model/party.js';
import { businessCall } from './agent-work.js';
import { stopSupervision } from './ringing.js';
import { lift } from './presence.js';
import { divertFor, reach, takesCalls } from './reach.js';
import { dissolve } from './release.js';
import { observe } from './supervision.js';

/** A ringing phone is answered: from here on there is a talk path. Nobody answers for somebody outside but a world. */
export function answerCall(context: SwitchContext, party: Party, answer?: Answer): void {
  const { call } = party;
  stopSupervision(context, party);
  divertFor(context, party, party.number);
  const { answeringSideFirst } = context.behaviour;
  if (!answeringSideFirst) connectCallers(context, call);
  lift(context, party.dn);
  establish(context, party, answer);
  if (answeringSideFirst) connectCallers(context, call);
  for (const member of call.members) observe(context, member);
  const { predictiveFor } = call;
  if (predictiveFor === undefined) return;
  if (!takesCalls(context, { dn: predictiveFor }, call)) {
    dissolve(context, call);
    return;
  }
  call.predictiveFor = undefined;
  reach(context, call, { dn: predictiveFor });
}

/** Only who still dialled has an event: who was connected before, by a transfer, has had it. */
function connectCallers(context: SwitchContext, call: Call): void {
  for (const party of call.parties) if (party.state === 'Dialing') establish(context, party);
}

function establish(context: SwitchContext, party: Party, answer?: Answer): void {
  const wrapUp = businessCall(context, party);
  context.tell.party(party, 'EventEstablished', 'Ok', answer, wrapUp && { Extensions: wrapUp });
}
