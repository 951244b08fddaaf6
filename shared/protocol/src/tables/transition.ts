/**
 * A state machine as data. Each row is one sentence of the specification, and the same rows decide what a core does,
 * which buttons a toolbar enables, what the generated diagrams show and what the model test checks.
 */
export interface Transition<State extends string, Trigger extends string, Emit extends string = never> {
  readonly from: State;
  readonly on: Trigger;
  readonly to: State;
  /** Events that the transition causes, in order. */
  readonly emits?: readonly Emit[];
  /** The sentence of the specification. */
  readonly spec: string;
}

/** The row for a trigger in a state; `undefined` when the trigger means nothing there. */
export type Machine<State extends string, Trigger extends string, Emit extends string = never> = (
  state: State,
  trigger: Trigger,
) => Transition<State, Trigger, Emit> | undefined;

/**
 * Compiles rows into a look-up.
 * @throws Error when two rows have the same state and trigger: such a table has no meaning.
 */
export function machineOf<State extends string, Trigger extends string, Emit extends string = never>(
  rows: readonly Transition<State, Trigger, Emit>[],
): Machine<State, Trigger, Emit> {
  const byState = new Map<State, Map<Trigger, Transition<State, Trigger, Emit>>>();
  for (const row of rows) {
    const byTrigger = byState.get(row.from) ?? new Map<Trigger, Transition<State, Trigger, Emit>>();
    if (byTrigger.has(row.on)) throw new Error(`Two rows for ${row.on} in state ${row.from}`);
    byTrigger.set(row.on, row);
    byState.set(row.from, byTrigger);
  }
  return (state, trigger) => byState.get(state)?.get(trigger);
}
