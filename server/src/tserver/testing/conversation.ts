import type { SwitchInput } from '../api.js';
import { lineOf, type Ask, type Rig } from './rig.js';

/** Something that happens, and every event that it leads to, in order. */
export interface Turn {
  readonly when: SwitchInput | Ask | { readonly kind: 'elapse'; readonly milliseconds: number };
  readonly then: readonly string[];
}

export function elapse(milliseconds: number): Turn['when'] {
  return { kind: 'elapse', milliseconds };
}

/** The whole trace of a conversation, in the form in which it is written down, and what it leaves behind. */
export function played(
  rig: Rig,
  turns: readonly Turn[],
): { readonly turns: readonly Turn[]; readonly callsLeft: number; readonly timersLeft: number } {
  const trace = turns.map(({ when }) => {
    const told = when.kind === 'elapse' ? rig.elapse(when.milliseconds) : rig.do(when).deliveries;
    return { when, then: told.map(lineOf) };
  });
  return { turns: trace, callsLeft: rig.switch.snapshot().calls.length, timersLeft: rig.timers.size };
}
