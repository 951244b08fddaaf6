import type { AgentTrigger, KVList } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Explanation } from '../model/agent-seat.js';
import type { Call } from '../model/call.js';
import type { Dn } from '../model/dn.js';
import type { Party } from '../model/party.js';
import { endReservation } from './reservation.js';

/** Agent states that the switch itself changes: around business calls, and when an agent does nothing. */

const READY: Explanation = { workMode: 'ManualIn', reasons: undefined, extensions: undefined };
export const WRAP_UP_TIME = 'WrapUpTime';
/** A day, in seconds. */
const LONGEST_WRAP_UP = 86_400;

/**
 * An established call makes its agent busy, if it is a business call.
 * @returns what EventEstablished says of the after-call work to come
 */
export function businessCall(context: SwitchContext, party: Party): KVList | undefined {
  const { dn } = party;
  if (dn === undefined || dn.seat.phase === 'Null' || !party.call.business || party.role === 'Observer')
    return undefined;
  const { seat } = dn;
  party.counted = true;
  seat.businessCalls += 1;
  if (seat.businessCalls === 1) {
    if (seat.phase === 'LegalGuard') {
      stopWorkTimers(context, dn);
      seat.explain('ManualIn', undefined, undefined);
    }
    change(context, dn, 'BusinessCallEstablished');
  }
  const time = wrapUpTime(context, dn);
  return time === 0 ? undefined : wrapUpOf(time);
}

/** A call that has become a business call is one for everybody who is up in it. */
export function businessForAll(context: SwitchContext, call: Call): void {
  if (!call.business) return;
  for (const party of call.parties)
    if (!party.counted && (party.state === 'Connected' || party.state === 'Held')) businessCall(context, party);
}

/** Told before EventReleased. A second business call suppresses the work after the first. */
export function afterCall(context: SwitchContext, party: Party): void {
  const { dn } = party;
  if (dn === undefined || !party.counted) return;
  party.counted = false;
  const { seat } = dn;
  seat.businessCalls -= 1;
  if (seat.phase === 'Null' || seat.businessCalls > 0) return;
  const time = wrapUpTime(context, dn);
  const guard = context.behaviour.legalGuardTime;
  if (time !== 0) releasedToWrapUp(context, dn, time);
  else if (guard > 0) releasedToGuard(context, dn, guard);
  else change(context, dn, 'BusinessCallReleased');
  seat.nextWrapUp = undefined;
  watchIdle(context, dn);
}

function releasedToWrapUp(context: SwitchContext, dn: Dn, time: number | 'untimed'): void {
  const { seat } = dn;
  const resumes = seat.phase === 'BusyNotReady' && context.behaviour.wrapUpAfterNotReady;
  const begins = seat.phase === 'BusyReady' || resumes;
  if (begins) {
    seat.afterWrapUp = resumes ? seat.explanation : undefined;
    seat.explain('AfterCallWork', undefined, wrapUpOf(time));
  }
  change(context, dn, resumes ? 'NotReadyReleasedToWrapUp' : 'BusinessCallReleasedToWrapUp');
  if (begins) startWrapUp(context, dn, time);
}

function releasedToGuard(context: SwitchContext, dn: Dn, guard: number): void {
  const begins = dn.seat.phase === 'BusyReady';
  if (begins) dn.seat.explain('LegalGuard', undefined, undefined);
  change(context, dn, 'BusinessCallReleasedToGuard');
  if (begins) context.setTimer({ name: 'legal-guard', dn: dn.number }, guard * 1000);
}

/** [D] What EventAgentNotReady says of after-call work that was asked for, if that will end by itself. */
export function wrapUpAskedFor(context: SwitchContext, dn: Dn): KVList {
  const time = wrapUpTime(context, dn);
  const timed = context.behaviour.timedAcwInIdle && dn.seat.businessCalls === 0;
  return timed && time !== 0 ? wrapUpOf(time) : [];
}

/**
 * The agent has asked for after-call work. In the idle state it may be timed, too.
 * @param was what they were before that; `undefined`: ready
 */
export function manualAfterCallWork(context: SwitchContext, dn: Dn, was: Explanation | undefined): void {
  const { seat } = dn;
  const time = wrapUpTime(context, dn);
  seat.afterWrapUp = context.behaviour.acwInIdleForceReady ? undefined : was;
  if (seat.phase !== 'AfterCallWork') return;
  seat.nextWrapUp = undefined;
  if (context.behaviour.timedAcwInIdle && time !== 0) startWrapUp(context, dn, time);
}

/** [A] A request about an agent may say how long the next after-call work is. */
export function wishForWrapUp({ seat }: Dn, extensions: KVList | undefined): void {
  const wish = extensions?.find(({ key }) => key === WRAP_UP_TIME)?.value;
  if (wish === 'untimed' || (typeof wish === 'number' && wish >= 0 && wish <= LONGEST_WRAP_UP)) seat.nextWrapUp = wish;
}

/** Also in the middle of another call: else that agent would stay in after-call work for ever. */
export function wrapUpOver(context: SwitchContext, dn: Dn): void {
  const { seat } = dn;
  if (seat.phase !== 'AfterCallWork' && seat.phase !== 'BusyAfterCallWork') return;
  const { workMode, reasons, extensions } = seat.afterWrapUp ?? READY;
  seat.explain(workMode, reasons, extensions);
  change(context, dn, seat.afterWrapUp === undefined ? 'WrapUpOver' : 'WrapUpOverBackToNotReady');
}

export function legalGuardOver(context: SwitchContext, dn: Dn): void {
  if (dn.seat.phase !== 'LegalGuard') return;
  dn.seat.explain('ManualIn', undefined, undefined);
  change(context, dn, 'LegalGuardOver');
}

export function makeNotReady(context: SwitchContext, dn: Dn): void {
  stopWorkTimers(context, dn);
  dn.seat.explain('AuxWork', undefined, undefined);
  change(context, dn, 'NoAnswerNotReady');
}

/** By the switch. The event still names the agent who goes. */
export function logOut(
  context: SwitchContext,
  dn: Dn,
  trigger: AgentTrigger = 'LoggedOutBySwitch',
  answer?: Answer,
): void {
  const { seat } = dn;
  stopWorkTimers(context, dn);
  stopIdleTimers(context, dn);
  endReservation(context, dn);
  context.tell.agent(dn, trigger, answer);
  if (seat.agentId !== undefined) context.directory.unseat(seat.agentId);
  for (const party of dn.parties.values()) party.counted = false;
  seat.vacate();
}

/** Whatever ended by itself does so no more: the agent has said what they do now. */
export function stopWorkTimers(context: SwitchContext, dn: Dn): void {
  context.cancelTimer(`wrap-up:${dn.number}`);
  context.cancelTimer(`legal-guard:${dn.number}`);
}

/** Nothing has happened yet since now. Who is on a call is doing something. */
export function watchIdle(context: SwitchContext, dn: Dn): void {
  const { autoLogoutTimeout, autoLogoutReady } = context.behaviour;
  if (autoLogoutTimeout === 0 || dn.seat.phase === 'Null') return;
  stopIdleTimers(context, dn);
  if (!dn.idle) return;
  const resting = dn.seat.phase === 'NotReady' && dn.seat.workMode !== 'AuxWork';
  if (resting || autoLogoutReady) context.setTimer({ name: 'auto-logout', dn: dn.number }, autoLogoutTimeout * 60_000);
}

export function stopIdleTimers(context: SwitchContext, dn: Dn): void {
  if (context.behaviour.autoLogoutTimeout > 0) context.cancelTimer(`auto-logout:${dn.number}`);
}

function startWrapUp(context: SwitchContext, dn: Dn, time: number | 'untimed'): void {
  if (time !== 'untimed') context.setTimer({ name: 'wrap-up', dn: dn.number }, time * 1000);
}

function wrapUpTime({ behaviour, directory }: SwitchContext, { seat }: Dn): number | 'untimed' {
  const agent = seat.agentId === undefined ? undefined : directory.agent(seat.agentId);
  return seat.nextWrapUp ?? agent?.wrapUpTime ?? behaviour.wrapUpTime;
}

function wrapUpOf(time: number | 'untimed'): KVList {
  return [
    time === 'untimed'
      ? { key: WRAP_UP_TIME, type: 'str', value: time }
      : { key: WRAP_UP_TIME, type: 'int', value: time },
  ];
}

function change(context: SwitchContext, dn: Dn, trigger: AgentTrigger): void {
  context.tell.agent(dn, trigger);
  context.distribution.changed(dn);
}
