import { commandFitsParty, recordingIn, type CommandType, type PartyState } from '@fusion-cti/protocol';
import { INTERACTION_COMMANDS } from '@oracle/uef-sdk';
import type { CallControl } from '../state/call-control.js';
import type { Asked, Contact } from '../state/contacts.js';
import type { Connection } from '../state/toolbar-state.js';

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
  [INTERACTION_COMMANDS.accept]: { tries: ['accept'], already: ['Connected', 'Held'] },
  [INTERACTION_COMMANDS.reject]: { tries: ['reject', 'hangup'], already: ['Null'] },
  [INTERACTION_COMMANDS.disconnect]: { tries: ['hangup', 'reject'], already: ['Null'] },
  [INTERACTION_COMMANDS.wrapup]: { tries: ['hangup', 'reject'], already: ['Null'] },
  [INTERACTION_COMMANDS.NOTIFICATION_TIMER_EXP]: {
    tries: ['reject'],
    already: ['Connected', 'Held', 'Null'],
    because: 'offerTimeout',
  },
};

export interface ControlRow {
  /** The first that makes sense for the call, beside the other calls of the line, is sent. */
  readonly tries: readonly CallControl[];
  readonly already: (contact: Contact) => boolean;
}

/** The same for what can be done with a call that is there. */
export const CONTROL_TABLE: Readonly<Record<string, ControlRow>> = {
  [INTERACTION_COMMANDS.hold]: { tries: [{ type: 'hold' }], already: ({ party }) => party === 'Held' },
  [INTERACTION_COMMANDS.unhold]: {
    // While somebody is asked about the call, taking it back puts them on hold.
    tries: [{ type: 'retrieve' }, { type: 'alternate' }],
    already: ({ party }) => party === 'Connected',
  },
  [INTERACTION_COMMANDS.mute]: { tries: [{ type: 'mute' }], already: ({ muted }) => muted },
  [INTERACTION_COMMANDS.unmute]: { tries: [{ type: 'unmute' }], already: ({ muted }) => !muted },
  [INTERACTION_COMMANDS.record]: {
    tries: [{ type: 'startRecording' }, { type: 'resumeRecording' }],
    already: ({ userData }) => recordingIn(userData) === 'on',
  },
  [INTERACTION_COMMANDS.stopRecord]: {
    tries: [{ type: 'stopRecording' }],
    already: ({ userData }) => recordingIn(userData) === 'off',
  },
};

/** What Fusion may offer, with the commands of the contact centre that it takes. */
const OFFERS: readonly (readonly [command: string, needs: readonly CommandType[]])[] = [
  [INTERACTION_COMMANDS.accept, ['accept']],
  [INTERACTION_COMMANDS.reject, ['reject']],
  [INTERACTION_COMMANDS.disconnect, ['hangup']],
  [INTERACTION_COMMANDS.hold, ['hold', 'retrieve']],
  [INTERACTION_COMMANDS.unhold, ['hold', 'retrieve']],
  [INTERACTION_COMMANDS.mute, ['mute', 'unmute']],
  [INTERACTION_COMMANDS.unmute, ['mute', 'unmute']],
  [INTERACTION_COMMANDS.record, ['startRecording', 'stopRecording']],
  [INTERACTION_COMMANDS.stopRecord, ['startRecording', 'stopRecording']],
  [INTERACTION_COMMANDS.transfer, ['singleStepTransfer']],
];

/**
 * What Fusion is told that it may offer. It asks once, often before the contact centre has been reached: then it is all
 * that this toolbar knows, and what the contact centre cannot do is answered with a sentence.
 */
export function supportedCommands(connection: Connection): readonly string[] {
  return OFFERS.filter(
    ([, needs]) => connection.status !== 'online' || needs.every((command) => connection.commands.includes(command)),
  ).map(([command]) => command);
}

export function fittingCommand(row: CommandRow, state: PartyState): CallCommand | undefined {
  return row.tries.find((command) => commandFitsParty(command, state));
}
