import type { DNRole } from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Dn } from '../model/dn.js';
import { Party } from '../model/party.js';
import { stopIdleTimers, watchIdle } from './agent-work.js';

type WaitTimerName = 'queue-overflow' | 'routing-timeout' | 'treatment';

/** A DN becomes a party of a call. The party has no state until its first event. */
export function join(context: SwitchContext, call: Call, dn: Dn, role: DNRole, queue?: Dn): Party {
  const party = new Party(call, dn, dn.number, role, queue, context.now);
  call.parties.push(party);
  dn.parties.set(call.connId, party);
  stopIdleTimers(context, dn);
  context.distribution.changed(dn);
  return party;
}

/** Somebody behind a trunk becomes a party of a call. An empty number is a withheld one. */
export function joinOutside(context: SwitchContext, call: Call, number: string, role: DNRole): Party {
  const party = new Party(call, undefined, number, role, undefined, context.now);
  call.parties.push(party);
  return party;
}

/**
 * The DN has nothing to do with the call any more. The call keeps the party where it ends as a whole, so that the
 * events of the others still name it.
 */
export function leave(context: SwitchContext, party: Party): void {
  const { dn } = party;
  if (dn === undefined) return;
  dn.parties.delete(party.call.connId);
  party.place?.leave();
  stopWaiting(context, party);
  if (dn.idle && dn.device === 'OffHook') context.tell.device(dn, 'LastPartyGone');
  watchIdle(context, dn);
  context.distribution.changed(dn);
}

/** While the call is on its queue, a timer can say that it has been there for too long. */
export function setWaitTimer(context: SwitchContext, queued: Party, name: WaitTimerName, delayMs: number): void {
  const { call, dn } = queued;
  if (dn === undefined) return;
  const timer = context.setTimer({ name, connId: call.connId, dn: dn.number }, delayMs);
  queued.waitTimers = [...(queued.waitTimers ?? []), timer];
}

export function stopWaiting(context: SwitchContext, queued: Party): void {
  for (const timer of queued.waitTimers ?? []) context.cancelTimer(timer);
  queued.waitTimers = undefined;
}

/** The party goes on in a call of another ConnID, and its timers run on. */
export function takeTimersAlong(context: SwitchContext, party: Party): void {
  const { connId } = party.call;
  party.waitTimers = party.waitTimers?.flatMap((name) => context.moveTimer(name, connId) ?? []);
  party.noAnswerTimer = context.moveTimer(party.noAnswerTimer, connId);
}

export function lift(context: SwitchContext, dn: Dn | undefined): void {
  if (dn?.device === 'OnHook') context.tell.device(dn, 'PhoneLifted');
}
