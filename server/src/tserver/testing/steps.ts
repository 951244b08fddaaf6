import type { DnSnapshot, SwitchInput } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import type { Turn } from './conversation.js';
import { ask, call, Rig } from './rig.js';
import { WHOLE_WORLD } from './whole-world.js';

/** Something that happens, or time that passes. */
export type Step = Turn['when'];
export type Steps = readonly Step[];

/** Takes steps of which none may be refused. */
export function take(rig: Rig, steps: Steps): void {
  for (const step of steps) {
    if (step.kind === 'elapse') rig.elapse(step.milliseconds);
    else rig.all(step);
  }
}

/** A switch in which all this has happened, and nothing is written down yet. */
export function rigAfter(steps: Steps, behaviour: Partial<SwitchBehaviour> = {}): Rig {
  const rig = Rig.registered(behaviour, WHOLE_WORLD);
  take(rig, steps);
  rig.deliveries.length = 0;
  return rig;
}

/** Every row needs a way to make it happen: the look-up fails the test of a row that has none. */
export function driver<Value>(drivers: Readonly<Record<string, Value>>, ...keys: readonly string[]): Value {
  for (const key of keys) {
    const found = drivers[key];
    if (found !== undefined) return found;
  }
  throw new Error(`No test knows how to make this happen: ${keys.join(', ')}`);
}

/** Everything that was told about a DN, in order. */
export function toldAt(rig: Rig, dn: string): readonly string[] {
  return rig.deliveries.filter(({ event }) => event.ThisDN === dn).map(({ event }) => event.event);
}

/** What can be seen of a DN; nothing, when it is not configured any more. */
export function seenOf(rig: Rig, number: string): DnSnapshot | undefined {
  return rig.switch.snapshot().dns.find(({ dn }) => dn === number);
}

/** An outside caller. */
export function inbound(to: string): SwitchInput {
  return { kind: 'inboundCall', to, from: 'Y' };
}

export function answer(dn: string, nth = 1): Step {
  return ask('RequestAnswerCall', dn, { ConnID: call(nth) });
}

export function release(dn: string, nth = 1): Step {
  return ask('RequestReleaseCall', dn, { ConnID: call(nth) });
}

export function hold(dn: string, nth = 1): Step {
  return ask('RequestHoldCall', dn, { ConnID: call(nth) });
}

/** Somebody outside hangs up. */
export function farEndGoes(nth = 1): SwitchInput {
  return { kind: 'farEndRelease', connId: call(nth) };
}

/** Situations, each from an idle switch. The call is call 1, a consultation about it call 2. */
export const A_CALLS_B: Steps = [ask('RequestMakeCall', 'A', { OtherDN: 'B' })];
export const A_TALKS_TO_B: Steps = [...A_CALLS_B, answer('B')];
export const A_HOLDS_B: Steps = [...A_TALKS_TO_B, hold('A')];
export const A_HEARS_BUSY: Steps = [ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' })];
export const A_CONSULTS_D: Steps = [
  ...A_TALKS_TO_B,
  ask('RequestInitiateTransfer', 'A', { ConnID: call(1), OtherDN: 'D' }),
];
export const A_TALKS_TO_D_ABOUT_B: Steps = [...A_CONSULTS_D, answer('D', 2)];
/** A, B and C; C came last. */
export const CONFERENCE: Steps = [
  ...A_TALKS_TO_B,
  ask('RequestSingleStepConference', 'A', { ConnID: call(1), OtherDN: 'C' }),
  answer('C'),
];
