import type { TRequestName } from '../tlib/requests.js';

/**
 * What a toolbar can ask for by `POST /genesys/events`.
 *
 * `published` commands are those that Oracle's pages know; the others are ours. The spellings of accept and hang-up are
 * not visible in Oracle's pages, so every spelling seen in public clients is an alias, and case does not matter.
 */
export interface CommandRow {
  readonly aliases: readonly string[];
  readonly published: boolean;
  /** The T-Server request that decides whether the command is legal, in the tables of this package. */
  readonly request: TRequestName;
}

export const COMMANDS = {
  initialize: { aliases: ['register'], published: true, request: 'RequestAgentLogin' },
  ready: { aliases: [], published: false, request: 'RequestAgentReady' },
  notReady: { aliases: [], published: false, request: 'RequestAgentNotReady' },
  logout: { aliases: [], published: false, request: 'RequestAgentLogout' },
  accept: { aliases: ['answer', 'acceptCall'], published: true, request: 'RequestAnswerCall' },
  reject: { aliases: ['decline', 'rejectCall'], published: true, request: 'RequestReleaseCall' },
  hangup: {
    aliases: ['disconnect', 'release', 'hangupCall'],
    published: true,
    request: 'RequestReleaseCall',
  },
  makeCall: { aliases: ['dial'], published: true, request: 'RequestMakeCall' },
} as const satisfies Record<string, CommandRow>;

export type CommandType = keyof typeof COMMANDS;

/** The commands a server of the published level has: all that a toolbar may use when no `hello` came. */
export const PUBLISHED_COMMANDS: readonly CommandType[] = commandTypes().filter((type) => COMMANDS[type].published);

const BY_SPELLING = new Map<string, CommandType>(
  commandTypes().flatMap((type) =>
    [type, ...COMMANDS[type].aliases].map((spelling) => [fold(spelling), type] as const),
  ),
);

/** The command that a `type` names, whatever its case or hyphens; `undefined` when there is none. */
export function commandTypeOf(spelling: string): CommandType | undefined {
  return BY_SPELLING.get(fold(spelling));
}

export function commandTypes(): readonly CommandType[] {
  return Object.keys(COMMANDS) as CommandType[];
}

function fold(spelling: string): string {
  return spelling.replaceAll(/[-_]/g, '').toLowerCase();
}

/** Fields that every command may carry. */
export interface CommandBase {
  /** Proves who is asking. Absent only at the published level. */
  readonly session?: string;
  /** Makes a repeat harmless: the same id gets the same answer, and acts once. */
  readonly commandId?: string;
}

export type Command = CommandBase &
  (
    | { readonly type: 'initialize' | 'ready' | 'logout' }
    | { readonly type: 'notReady'; readonly reason?: string }
    /** Without `connectionId`: the only call that fits. */
    | { readonly type: 'accept' | 'reject' | 'hangup'; readonly connectionId?: string }
    /** `connectionId` is the caller's own event id here, and comes back as `eventId` in the frames. */
    | { readonly type: 'makeCall'; readonly toNumber: string; readonly connectionId?: string }
  );

/** The answer to a command that was accepted. What it leads to is told by events only. */
export interface CommandAccepted {
  readonly status: 'Success';
  readonly commandId?: string;
}
