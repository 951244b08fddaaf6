import type { Machine } from '@fusion-cti/protocol';

/** The core itself is wrong: never the answer to something that somebody did. */
export class ChatFault extends Error {
  override readonly name = 'ChatFault';
}

/**
 * The state that a trigger leads to. States change nowhere else, so what the tables do not say cannot happen.
 * @throws ChatFault when there is no row.
 */
export function advance<State extends string, Trigger extends string>(
  machine: Machine<State, Trigger>,
  state: State,
  trigger: Trigger,
  subject: string,
): State {
  const row = machine(state, trigger);
  if (row === undefined) throw new ChatFault(`No row for ${trigger} in state ${state} (${subject})`);
  return row.to;
}
