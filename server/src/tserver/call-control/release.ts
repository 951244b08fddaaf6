import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Party } from '../model/party.js';
import { leave } from './presence.js';

/** A party puts the phone down. What that means to the others depends on how far the call had come. */
export function release(context: SwitchContext, party: Party, answer: Answer): void {
  if (party.state === 'Alerting') reject(context, party, answer);
  else if (party.state === 'Connected') hangUp(context, party, answer);
  else giveUp(context, party, answer);
}

/** The outside party goes: a caller before or after the answer, or a number outside that does not take the call. */
export function releaseFarEnd(context: SwitchContext, call: Call): void {
  if (call.farEnd?.state === 'Dialing') abandon(context, call);
  else if (call.farEnd?.state === 'Alerting') turnAway(context, call);
  else for (const party of call.parties) letGo(context, party);
  end(context, call);
}

/** The busy tone has lasted long enough. */
export function releaseBusy(context: SwitchContext, call: Call): void {
  for (const party of call.parties) letGo(context, party);
  end(context, call);
}

function hangUp(context: SwitchContext, party: Party, answer: Answer): void {
  const { releasingSideFirst } = context.behaviour;
  if (releasingSideFirst) letGo(context, party, answer);
  for (const other of party.call.parties) if (other !== party) letGo(context, other);
  if (!releasingSideFirst) letGo(context, party, answer);
  end(context, party.call);
}

/** The caller goes before anybody answered. */
function giveUp(context: SwitchContext, caller: Party, answer: Answer): void {
  letGo(context, caller, answer);
  abandon(context, caller.call);
  end(context, caller.call);
}

/** Phones that ring and queues that hold the call are told that its caller is gone. */
function abandon(context: SwitchContext, call: Call): void {
  const asRelease = context.behaviour.abandonedBy === 'external' && call.farEnd === undefined;
  for (const party of call.parties) {
    if (party.state !== 'Alerting' && party.state !== 'Queued') continue;
    context.tell.party(party, asRelease && party.state === 'Alerting' ? 'EventReleased' : 'EventAbandoned');
    leave(context, party);
  }
}

/** A call that still stands in its queue goes on to the next agent, and its caller notices nothing. */
function reject(context: SwitchContext, party: Party, answer: Answer): void {
  const { call } = party;
  const { queued } = call;
  letGo(context, party, answer);
  if (queued !== undefined) {
    call.remove(party);
    context.distribution.comeBack(queued);
    return;
  }
  turnAway(context, call);
  end(context, call);
}

/** The destination does not take the call. An outside caller just hears it; a caller inside has events. */
function turnAway(context: SwitchContext, call: Call): void {
  const { caller } = call;
  if (caller === undefined) return;
  if (context.behaviour.rejectedCallerHearsBusy) context.tell.party(caller, 'EventDestinationBusy', 'Busy');
  letGo(context, caller);
}

function letGo(context: SwitchContext, party: Party, answer?: Answer): void {
  context.tell.party(party, 'EventReleased', 'Ok', answer);
  leave(context, party);
}

function end(context: SwitchContext, call: Call): void {
  if (call.busyTimer !== undefined) context.timers.cancel(call.busyTimer);
  context.calls.end(call);
}
