import type { CallState, DNRole } from '@fusion-cti/protocol';
import type { SwitchSubscriber } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Dn } from '../model/dn.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { businessForAll } from './agent-work.js';
import { type Destination, destinationOf } from './destination.js';
import { join, joinOutside, leave, stopWaiting } from './presence.js';
import { dissolve } from './release.js';
import { superviseAnswer } from './ringing.js';
import { arriveAtRoutingPoint, toldUsed } from './routing-point.js';

/** How a call comes to its destination. */
export interface Arrival {
  readonly role?: DNRole;
  /** The queue or routing point that it came through. */
  readonly queue?: Dn | undefined;
  /** The call's party on that queue, while it may still stand there. */
  readonly offeredFrom?: Party;
  /** Why it comes here, when it was meant for somebody else. */
  readonly callState?: CallState;
  readonly details?: Details;
}

/** Forwarding in a circle ends somewhere. */
const MAX_FORWARDS = 10;

/** Brings a call to a destination: a queue takes it, an idle phone rings, a busy one answers with the busy tone. */
export function reach(context: SwitchContext, call: Call, destination: Destination, arrival: Arrival = {}): void {
  const end = forwarded(context, destination);
  if (end === undefined) fail(context, call, 'Busy');
  else if (end.by === undefined) arrive(context, call, end.destination, arrival);
  else {
    const details: Details = { ThirdPartyDN: end.by.number, ThirdPartyDNRole: 'Destination' };
    const { forwardedCallState } = context.behaviour;
    arrive(context, call, end.destination, { ...arrival, callState: forwardedCallState, details });
  }
}

/**
 * Whether a call to there would get anywhere: in a queue, or to a phone that rings, here or after being forwarded.
 * @param call when it is there already, and moves
 */
export function takesCalls(context: SwitchContext, destination: Destination, call?: Call): boolean {
  const end = forwarded(context, destination)?.destination;
  if (end === undefined) return false;
  if (end.dn === undefined) return end.subscriber.behaviour === 'rings';
  return takes(end.dn, call);
}

/** A phone that is free; or a queue, which has no call twice. */
function takes(dn: Dn, call: Call | undefined): boolean {
  if (dn.acd === undefined) return dn.reachable;
  if (!dn.inService) return false;
  return call === undefined || !dn.parties.has(call.connId);
}

/** Where a call ends up that phones forward, and the last of those phones; `undefined` for a circle. */
function forwarded(
  context: SwitchContext,
  destination: Destination,
): { readonly destination: Destination; readonly by: Dn | undefined } | undefined {
  let end = destination;
  let by: Dn | undefined;
  for (let hops = 0; hops < MAX_FORWARDS; hops += 1) {
    const to = end.dn === undefined ? undefined : forwardOf(end.dn);
    if (to === undefined) return { destination: end, by };
    by = end.dn;
    const next = destinationOf(context, to);
    if (next === undefined) return undefined;
    end = next;
  }
  return undefined;
}

function arrive(context: SwitchContext, call: Call, destination: Destination, arrival: Arrival): void {
  const { dn } = destination;
  if (dn === undefined) reachOutside(context, call, destination.subscriber, arrival);
  else if (!takes(dn, call)) fail(context, call, 'Busy');
  else if (dn.acd === undefined) ring(context, call, dn, arrival);
  else enqueue(context, call, dn, arrival);
}

function enqueue(context: SwitchContext, call: Call, dn: Dn, arrival: Arrival): void {
  if (!call.business) {
    call.business = true;
    businessForAll(context, call);
  }
  const queued = join(context, call, dn, 'Destination', dn);
  context.tell.party(queued, 'EventQueued', arrival.callState, undefined, arrival.details);
  if (dn.acd?.routing === undefined) context.distribution.arrive(queued);
  else arriveAtRoutingPoint(context, queued);
}

/** Where a call to the phone goes instead, at once. */
function forwardOf(dn: Dn): string | undefined {
  const { forwarding } = dn;
  if (forwarding === undefined) return undefined;
  switch (forwarding.mode) {
    case 'Unconditional':
    case 'SendAllCalls':
      return forwarding.to;
    case 'OnBusy':
    case 'OnBusyAndNoAnswer':
      return dn.reachable ? undefined : forwarding.to;
    default:
      return undefined;
  }
}

/** Brings a call to a number outside, through a trunk. */
function reachOutside(context: SwitchContext, call: Call, subscriber: SwitchSubscriber, arrival: Arrival): void {
  const caller = dialling(call);
  if (caller !== undefined) context.tell.party(caller, 'EventNetworkReached');
  if (subscriber.behaviour === 'rings') {
    const far = joinOutside(context, call, subscriber.number, arrival.role ?? newcomersRole(call));
    context.tell.party(far, 'EventRinging');
  } else fail(context, call, subscriber.behaviour === 'busy' ? 'Busy' : 'SitInvalidnum');
}

/** A queued call is given to an agent. Whether it leaves its queue now or when answered is an option of the switch. */
export function offer(context: SwitchContext, queued: Party, agent: Dn): void {
  const { divertOnRinging, divertedBeforeRinging } = context.behaviour;
  const { dn } = queued;
  if (dn === undefined) return;
  context.touched ??= queued.call.connId;
  // A routing point has no agents of its own to give the call back from: it is always gone from there.
  const divertNow = divertOnRinging || dn.acd?.routing !== undefined;
  if (dn.acd?.routing !== undefined) toldUsed(context, queued, agent.number);
  if (divertNow && divertedBeforeRinging) divert(context, queued, agent.number);
  ring(context, queued.call, agent, { queue: dn, offeredFrom: queued });
  if (divertNow && !divertedBeforeRinging) divert(context, queued, agent.number);
  // While it rings at an agent it does not overflow to another.
  if (!divertNow) stopWaiting(context, queued);
}

/** @param to the destination that the call left its queue for */
export function divert(context: SwitchContext, queued: Party, to: string, callState?: CallState): void {
  const { call } = queued;
  const role = newcomersRole(call);
  context.tell.party(queued, 'EventDiverted', callState, undefined, { ThirdPartyDN: to, ThirdPartyDNRole: role });
  leave(context, queued);
  call.remove(queued);
}

/** A call that goes on leaves the queue where it stood while a phone rang. */
export function divertFor(context: SwitchContext, { offeredFrom }: Party, to: string): void {
  if (offeredFrom?.state === 'Queued') divert(context, offeredFrom, to);
}

/** The one who dialled and waits for an answer; somebody outside, too. */
function dialling(call: Call): Party | undefined {
  return call.parties.find(({ state }) => state === 'Dialing');
}

/**
 * The caller is told why nobody will answer, and hears it until they hang up or the time is over. Who was connected
 * already, and then moved on, has nobody left to talk to.
 */
function fail(context: SwitchContext, call: Call, why: CallState): void {
  const caller = dialling(call);
  if (caller === undefined) {
    if (call.members.length < 2) dissolve(context, call);
    return;
  }
  context.tell.party(caller, 'EventDestinationBusy', why);
  call.busyTone = context.setTimer({ name: 'busy-tone', connId: call.connId }, context.behaviour.busyTimeoutMs);
}

/** Who comes to a conference late, because a queue had to find them, is a member like the others. */
function newcomersRole(call: Call): DNRole {
  return call.isConference ? 'ConferenceMember' : 'Destination';
}

function ring(context: SwitchContext, call: Call, dn: Dn, arrival: Arrival): void {
  const party = join(context, call, dn, arrival.role ?? newcomersRole(call), arrival.queue);
  party.offeredFrom = arrival.offeredFrom;
  context.tell.party(party, 'EventRinging', arrival.callState, undefined, arrival.details);
  superviseAnswer(context, party);
}
