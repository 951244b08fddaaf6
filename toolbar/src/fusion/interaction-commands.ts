import { commandFitsParty, type CommandType, type PartyState } from '@fusion-cti/protocol';
import { INTERACTION_COMMANDS } from '@oracle/uef-sdk';
import type { Asked } from '../state/contacts.js';

/** The commands about a call that the vendor has. */
export type CallCommand = Extract<CommandType, 'accept' | 'reject' | 'hangup'>;

export interface CommandRow {
  /** The first that fits the call's state is sent: people and Fusion do not always know that state. */
  readonly tries: readonly CallCommand[];
  /** States in which what is asked for is so already: the phone itself may have been quicker. */
  readonly already: readonly PartyState[];
  /** Why it is asked, where that is not the command itself. */
  readonly because?: Asked;
}

/** What Fusion's buttons mean for a call. What is not here is not supported. */
export const INTERACTION_TABLE: Readonly<Record<string, CommandRow>> = {
  [INTERACTION_COMMANDS.accept]: { tries: ['accept'], already: ['Connected'] },
  [INTERACTION_COMMANDS.reject]: { tries: ['reject', 'hangup'], already: ['Null'] },
  [INTERACTION_COMMANDS.disconnect]: { tries: ['hangup', 'reject'], already: ['Null'] },
  [INTERACTION_COMMANDS.wrapup]: { tries: ['hangup', 'reject'], already: ['Null'] },
  [INTERACTION_COMMANDS.NOTIFICATION_TIMER_EXP]: {
    tries: ['reject'],
    already: ['Connected', 'Null'],
    because: 'offerTimeout',
  },
};

/** What Fusion is told that it may offer. */
export const SUPPORTED_COMMANDS: readonly string[] = [
  INTERACTION_COMMANDS.accept,
  INTERACTION_COMMANDS.reject,
  INTERACTION_COMMANDS.disconnect,
];

export function fittingCommand(row: CommandRow, state: PartyState): CallCommand | undefined {
  return row.tries.find((command) => commandFitsParty(command, state));
}
