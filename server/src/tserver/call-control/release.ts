import type { CallState } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { afterCall } from './agent-work.js';
import { stopSupervision } from './ringing.js';
import { leave } from './presence.js';
import { abandonVirtual } from './routing-point.js';

/** How a party goes. */
export interface Farewell {
  readonly answer?: Answer | undefined;
  readonly callState?: CallState;
  readonly details?: Details;
}

/** A party puts the phone down. What that means to the others depends on how far the call had come. */
export function release(context: SwitchContext, party: Party, answer?: Answer): void {
  if (party.role === 'Observer') stopObserving(context, party, answer);
  else if (party.state === 'Alerting') reject(context, party, answer);
  else hangUp(context, party, { answer });
}

/**
 * A party leaves for good. With two others up, the call goes on without it; else it is over for everybody.
 * @param by who put the party out, if somebody did
 */
export function hangUp(context: SwitchContext, party: Party, farewell: Farewell, by?: Party, ref?: Answer): void {
  const { call } = party;
  if (goesOnWithout(call, party)) {
    const thirdParty = by === undefined ? undefined : deletedBy(by);
    letGo(context, party, { ...farewell, ...(thirdParty && { details: thirdParty }) });
    call.remove(party);
    tellDeleted(context, call, party, thirdParty, by, ref);
    releaseOrphans(context, call, party);
    return;
  }
  // Who gives up before an answer always is first: the option is about calls that were up.
  const first = context.behaviour.releasingSideFirst || party.state === 'Dialing';
  if (first) letGo(context, party, farewell);
  for (const other of call.parties) if (other !== party) dismiss(context, other);
  if (!first) letGo(context, party, farewell);
  end(context, call);
}

/** Everybody is released, whatever they were doing. */
export function clear(context: SwitchContext, party: Party, callState: CallState, answer?: Answer): void {
  const { call } = party;
  letGo(context, party, { answer, callState });
  for (const other of call.parties) if (other !== party && other.state !== 'Null') letGo(context, other, { callState });
  end(context, call);
}

/** The call is over for everybody, by no party's doing. */
export function dissolve(context: SwitchContext, call: Call): void {
  for (const party of call.parties) if (party.state !== 'Null') letGo(context, party, {});
  end(context, call);
}

/**
 * A party that never was up is gone already: the others go on, or the one who is left hears why.
 * @param why told to a caller who still waits for an answer
 */
export function goOnWithout(context: SwitchContext, gone: Party, why: CallState): void {
  const { call } = gone;
  const { members } = call;
  if (members.length >= 2) tellDeleted(context, call, gone);
  else turnAway(context, call, why);
}

/** Says good-bye to one party, and gives its agent the work that is left. */
export function letGo(context: SwitchContext, party: Party, { answer, callState, details }: Farewell): void {
  stopSupervision(context, party);
  abandonVirtual(context, party);
  afterCall(context, party);
  context.tell.party(party, 'EventReleased', callState, answer, details);
  leave(context, party);
}

export function end(context: SwitchContext, call: Call): void {
  tellDialler(context, call);
  context.cancelTimer(call.busyTone);
  context.calls.end(call);
}

/** The routing point of a dialler's call has heard that it dials, and hears that nobody was reached. */
function tellDialler(context: SwitchContext, call: Call): void {
  const { predictiveFor } = call;
  if (predictiveFor === undefined) return;
  call.predictiveFor = undefined;
  context.tell.dn(predictiveFor, 'EventReleased', undefined, {
    ThisDNRole: 'Origination',
    ConnID: call.connId,
    CallID: call.callId,
    CallUUID: call.callUuid,
    CallType: call.callType,
    CallState: 'Ok',
    ...(call.dnis !== undefined && { DNIS: call.dnis }),
  });
}

/** Two members are a call, if one of them is up: phones that ring at each other are none. */
function goesOnWithout(call: Call, party: Party): boolean {
  const others = call.members.filter((member) => member !== party);
  return others.length >= 2 && others.some(({ isUp }) => isUp);
}

/** Phones that ring and queues that hold the call are told that its caller is gone; the others, that it is over. */
function dismiss(context: SwitchContext, party: Party): void {
  if (party.state === 'Null') return;
  const waited = party.state === 'Alerting' || party.state === 'Queued';
  const { abandonedBy } = context.behaviour;
  const asRelease = abandonedBy === 'external' && party.state === 'Alerting' && party.call.callType !== 'Inbound';
  if (!waited || asRelease) {
    letGo(context, party, {});
    return;
  }
  stopSupervision(context, party);
  abandonVirtual(context, party);
  context.tell.party(party, 'EventAbandoned');
  leave(context, party);
}

/** A call that still stands in its queue goes on to the next agent, and its caller notices nothing. */
function reject(context: SwitchContext, party: Party, answer: Answer | undefined): void {
  const { call, offeredFrom } = party;
  letGo(context, party, { answer });
  const waits = call.queued !== undefined && call.members.length > 0;
  if (waits || call.members.length >= 2) call.remove(party);
  if (!waits) goOnWithout(context, party, 'Busy');
  else if (offeredFrom?.state === 'Queued') context.distribution.comeBack(offeredFrom);
  else tellDeleted(context, call, party);
}

/** The destination does not take the call. Who was connected meanwhile is just released. */
function turnAway(context: SwitchContext, call: Call, why: CallState): void {
  for (const party of call.parties) {
    if (party.state === 'Null') continue;
    if (party.state === 'Dialing' && (why !== 'Busy' || context.behaviour.rejectedCallerHearsBusy))
      context.tell.party(party, 'EventDestinationBusy', why);
    letGo(context, party, {});
  }
  end(context, call);
}

function stopObserving(context: SwitchContext, observer: Party, answer: Answer | undefined): void {
  const { call } = observer;
  letGo(context, observer, { answer });
  call.remove(observer);
  tellDeleted(context, call, observer);
}

/** Who listened to an agent who has left has nothing to listen to. */
export function releaseOrphans(context: SwitchContext, call: Call, agent: Party): void {
  const observer = call.parties.find(({ observes }) => observes?.scope === 'agent' && observes.target === agent.dn);
  if (observer !== undefined) stopObserving(context, observer, undefined);
}

function deletedBy(by: Party): Details {
  return { ThirdPartyDN: by.number, ThirdPartyDNRole: 'DeletedBy' };
}

function tellDeleted(
  context: SwitchContext,
  call: Call,
  gone: Party,
  thirdParty?: Details,
  requester?: Party,
  answer?: Answer,
): void {
  const callState = call.members.length > 2 ? 'Conferenced' : 'Ok';
  const details: Details = {
    OtherDNRole: context.behaviour.deletedPartyRole,
    ...(gone.number !== '' && { OtherDN: gone.number }),
    ...thirdParty,
  };
  for (const party of call.parties) {
    if (party.state === 'Null' || party.place !== undefined) continue;
    context.tell.party(party, 'EventPartyDeleted', callState, party === requester ? answer : undefined, details);
  }
}
