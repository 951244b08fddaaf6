import type { Machine, Transition } from '@fusion-cti/protocol';

/** The switch itself is wrong: never the answer to something that a client did. */
export class SwitchFault extends Error {
  override readonly name = 'SwitchFault';
}

/**
 * The row that a trigger takes. States change nowhere else, so what the tables do not say cannot happen.
 * @throws SwitchFault when there is no row.
 */
export function advance<State extends string, Trigger extends string, Emit extends string>(
  machine: Machine<State, Trigger, Emit>,
  state: State,
  trigger: Trigger,
  subject: string,
): Transition<State, Trigger, Emit> {
  const row = machine(state, trigger);
  if (row === undefined) throw new SwitchFault(`No row for ${trigger} in state ${state} (${subject})`);
  return row;
}
