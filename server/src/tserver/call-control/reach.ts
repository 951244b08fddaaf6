import type { CallState } from '@fusion-cti/protocol';
import type { SwitchSubscriber } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Dn } from '../model/dn.js';
import type { Party } from '../model/party.js';
import { join, leave } from './presence.js';

/** Brings a call to a DN: a queue takes it, an idle phone rings, a busy one answers with the busy tone. */
export function reach(context: SwitchContext, call: Call, dn: Dn): void {
  if (dn.acd !== undefined) {
    const queued = join(context, call, dn, 'Destination', dn);
    context.tell.party(queued, 'EventQueued');
    context.distribution.arrive(queued);
  } else if (dn.idle) ring(context, call, dn);
  else fail(context, call, 'Busy');
}

/** Brings a call to a number outside, through a trunk. */
export function reachOutside(context: SwitchContext, call: Call, caller: Party, subscriber: SwitchSubscriber): void {
  context.tell.party(caller, 'EventNetworkReached');
  if (subscriber.behaviour === 'rings')
    call.farEnd = { number: subscriber.number, role: 'Destination', state: 'Alerting' };
  else fail(context, call, subscriber.behaviour === 'busy' ? 'Busy' : 'SitInvalidnum');
}

/** A queued call is given to an agent. Whether it leaves its queue now or when answered is an option of the switch. */
export function offer(context: SwitchContext, queued: Party, agent: Dn): void {
  const { divertOnRinging, divertedBeforeRinging } = context.behaviour;
  context.touched ??= queued.call.connId;
  if (divertOnRinging && divertedBeforeRinging) divert(context, queued, agent);
  ring(context, queued.call, agent, queued.dn);
  if (divertOnRinging && !divertedBeforeRinging) divert(context, queued, agent);
}

export function divert(context: SwitchContext, queued: Party, agent: Dn): void {
  context.tell.party(queued, 'EventDiverted', 'Ok', undefined, agent);
  leave(context, queued);
  queued.call.remove(queued);
}

/** The caller is told why nobody will answer, and hears it until they hang up or the time is over. */
function fail(context: SwitchContext, call: Call, why: CallState): void {
  const { caller } = call;
  if (caller === undefined) return;
  context.tell.party(caller, 'EventDestinationBusy', why);
  call.busyTimer = `busy-tone:${call.connId}`;
  context.timers.set(call.busyTimer, context.behaviour.busyTimeoutMs, {
    kind: 'timer',
    timer: { name: 'busy-tone', connId: call.connId },
  });
}

function ring(context: SwitchContext, call: Call, dn: Dn, queue?: Dn): void {
  context.tell.party(join(context, call, dn, 'Destination', queue), 'EventRinging');
}
