import type { RecordingCommand } from '../tables/recording.js';
import type { AgentWorkMode, ForwardMode, MergeType, MonitorNextCallType } from '../tlib/enums.js';
import type { KVRecord } from '../tlib/kv-list.js';
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

  hold: { aliases: [], published: false, request: 'RequestHoldCall' },
  retrieve: { aliases: [], published: false, request: 'RequestRetrieveCall' },
  alternate: { aliases: [], published: false, request: 'RequestAlternateCall' },
  reconnect: { aliases: [], published: false, request: 'RequestReconnectCall' },
  merge: { aliases: [], published: false, request: 'RequestMergeCalls' },
  clear: { aliases: [], published: false, request: 'RequestClearCall' },
  redirect: { aliases: [], published: false, request: 'RequestRedirectCall' },

  initiateTransfer: { aliases: [], published: false, request: 'RequestInitiateTransfer' },
  completeTransfer: { aliases: [], published: false, request: 'RequestCompleteTransfer' },
  muteTransfer: { aliases: [], published: false, request: 'RequestMuteTransfer' },
  singleStepTransfer: {
    aliases: ['transfer', 'blindTransfer'],
    published: false,
    request: 'RequestSingleStepTransfer',
  },
  initiateConference: { aliases: [], published: false, request: 'RequestInitiateConference' },
  completeConference: { aliases: [], published: false, request: 'RequestCompleteConference' },
  singleStepConference: { aliases: [], published: false, request: 'RequestSingleStepConference' },
  deleteFromConference: { aliases: [], published: false, request: 'RequestDeleteFromConference' },

  sendDtmf: { aliases: ['dtmf'], published: false, request: 'RequestSendDTMF' },
  mute: { aliases: [], published: false, request: 'RequestSetMuteOn' },
  unmute: { aliases: [], published: false, request: 'RequestSetMuteOff' },
  attachData: { aliases: [], published: false, request: 'RequestAttachUserData' },
  updateData: { aliases: [], published: false, request: 'RequestUpdateUserData' },
  deleteData: { aliases: [], published: false, request: 'RequestDeletePair' },

  startRecording: { aliases: ['record'], published: false, request: 'RequestUpdateUserData' },
  stopRecording: { aliases: ['stopRecord'], published: false, request: 'RequestUpdateUserData' },
  pauseRecording: { aliases: [], published: false, request: 'RequestUpdateUserData' },
  resumeRecording: { aliases: [], published: false, request: 'RequestUpdateUserData' },

  sendUserEvent: { aliases: [], published: false, request: 'RequestDistributeUserEvent' },
  dndOn: { aliases: [], published: false, request: 'RequestSetDNDOn' },
  dndOff: { aliases: [], published: false, request: 'RequestSetDNDOff' },
  forward: { aliases: [], published: false, request: 'RequestCallForwardSet' },
  cancelForward: { aliases: [], published: false, request: 'RequestCallForwardCancel' },
  monitor: { aliases: [], published: false, request: 'RequestMonitorNextCall' },
  cancelMonitor: { aliases: [], published: false, request: 'RequestCancelMonitoring' },
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

/** Among the Reasons of a not-ready agent: what it is that keeps them. */
export const NOT_READY_REASON_KEY = 'ReasonCode';

/** The work modes in which an agent can be not ready. */
export const NOT_READY_WORK_MODES = [
  'AuxWork',
  'AfterCallWork',
  'LegalGuard',
  'NoCallDisconnect',
  'WalkAway',
] as const satisfies readonly AgentWorkMode[];
export type NotReadyWorkMode = (typeof NOT_READY_WORK_MODES)[number];

/** What a supervisor is to the call: unheard, heard by the agent only, or heard by all. `normal` is T-Library's word for `mute`. */
export const MONITOR_MODES = ['normal', 'mute', 'coach', 'connect'] as const;
export type MonitorMode = (typeof MONITOR_MODES)[number];

/** How long a supervisor stays: until the call ends, or until the agent has left it. */
export const MONITOR_SCOPES = ['call', 'agent'] as const;
export type MonitorScope = (typeof MONITOR_SCOPES)[number];

/** Fields that every command may carry. */
export interface CommandBase {
  /** Proves who is asking. Absent only at the published level. */
  readonly session?: string;
  /** Makes a repeat harmless: the same id gets the same answer, and acts once. */
  readonly commandId?: string;
}

export type Command = CommandBase &
  (
    | { readonly type: 'initialize' | 'ready' | 'logout' | 'dndOn' | 'dndOff' | 'cancelForward' }
    | { readonly type: 'notReady'; readonly reason?: string; readonly workMode?: NotReadyWorkMode }
    | { readonly type: 'forward'; readonly toNumber: string; readonly mode?: Exclude<ForwardMode, 'None'> }
    | {
        readonly type: 'monitor';
        readonly dn: string;
        readonly mode?: MonitorMode;
        readonly scope?: MonitorScope;
        readonly monitorType?: MonitorNextCallType;
      }
    | { readonly type: 'cancelMonitor'; readonly dn?: string }
    /** Data for whoever listens on the line. `of`: the ConnID of the call that it is about, which may be over. */
    | { readonly type: 'sendUserEvent'; readonly userData: KVRecord; readonly of?: string }
    /** `connectionId` is the caller's own event id here, and comes back as `eventId` in the frames. */
    | { readonly type: 'makeCall'; readonly toNumber: string; readonly connectionId?: string }
    | CallCommand
  );

/** Commands about a call. Without `connectionId`: the only call that fits. */
type CallCommand = { readonly connectionId?: string } & (
  | { readonly type: 'accept' | 'reject' | 'hangup' | 'clear' | 'hold' | 'retrieve' | 'mute' | 'unmute' }
  /** About two calls, of which `connectionId` names either: the other is found. */
  | { readonly type: 'alternate' | 'reconnect' | 'completeTransfer' | 'completeConference' }
  | { readonly type: 'merge'; readonly mergeType?: MergeType }
  | {
      readonly type:
        | 'redirect'
        | 'initiateTransfer'
        | 'muteTransfer'
        | 'singleStepTransfer'
        | 'initiateConference'
        | 'singleStepConference';
      readonly toNumber: string;
    }
  | { readonly type: 'deleteFromConference'; readonly number: string }
  | { readonly type: 'sendDtmf'; readonly digits: string }
  | { readonly type: 'attachData' | 'updateData'; readonly userData: KVRecord }
  | { readonly type: 'deleteData'; readonly key: string }
  | { readonly type: RecordingCommand }
);

/** The answer to a command that was accepted. What it leads to is told by events only. */
export interface CommandAccepted {
  readonly status: 'Success';
  readonly commandId?: string;
  /** The number of the last frame so far: what came of the command at once has been told up to it. */
  readonly seq?: number;
}
