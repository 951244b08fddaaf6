import type { CommandType } from '@fusion-cti/protocol';
import type { AgentWish } from './agent-wish.js';
import { live } from './selectors.js';
import type { ToolbarState } from './toolbar-state.js';

const CHANGES: readonly CommandType[] = ['ready', 'notReady', 'logout'];

/** Whether the contact centre lets the agent choose a state; which ones is asked when they are shown. */
export function canChoose({ connection, availability }: ToolbarState): boolean {
  if (connection.status !== 'online' || availability.phase === 'failed') return false;
  const isSignedOff = availability.phase === 'unavailable' && availability.signedOff === true;
  return !isSignedOff && CHANGES.some((command) => connection.commands.includes(command));
}

/** Whether something has to be over first. */
export function isBusy(state: ToolbarState): boolean {
  const { availability } = state;
  return live(state).length > 0 || (availability.phase === 'unavailable' && availability.wrapUp === true);
}

/** Whether the agent is as wished. Whoever only wants to be unavailable is so whatever the reason. */
export function isSo({ availability }: Pick<ToolbarState, 'availability'>, wish: AgentWish): boolean {
  if (availability.phase !== 'unavailable') return wish.to === availability.phase;
  const { signedOff = false, wrapUp = false, code } = availability;
  if (wish.to === 'signedOff') return signedOff;
  return wish.to === 'unavailable' && !wrapUp && !signedOff && wish.code === code;
}
