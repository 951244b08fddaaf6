/** What a mock Fusion gives to, and gets from, its half of the framework. */
import type { HostWorkspace } from '../wire.js';
import type { ClearTimer, MessageSource, MessageTarget, SetTimer } from '../windows.js';

export type { HostEngagement, HostRecord, HostTab, HostWorkspace } from '../wire.js';

/** One action that the toolbar published. */
export interface HostAction {
  /** Name on the wire: `newCommEvent`, `agentStateEvent`, `getConfiguration`, ...; an unknown request string as it is. */
  readonly method: string;
  readonly channel?: string;
  readonly channelType?: string;
  readonly appClassification?: string;
  readonly eventId?: string;
  /** `data.inData`, or an empty record. */
  readonly inData: Record<string, unknown>;
  /** Everything the request's setters wrote, plus the fields of the context it was published on. */
  readonly data: Record<string, unknown>;
  readonly uuid: string;
  readonly toolbarName: string;
}

/** A refusal with a status: the toolbar's publish rejects with it. */
export interface HostError {
  readonly status: string;
  readonly message: string;
  readonly details?: unknown;
}

/**
 * Answer to one action. Extra members (`configuration`, `engagementId`, `interactionId`, `wrapupId`, `screenPopMode`,
 * ...) travel beside `outData`.
 *
 * Two kinds of failure (assumption): an `error` with a status makes the publish reject; any other `error`, or none,
 * makes it resolve with `isSuccess() === false` and `getData().result === 'error'`.
 */
export interface HostAnswer {
  readonly result: 'success' | 'error';
  readonly outData?: Record<string, unknown>;
  readonly error?: HostError | string;
  readonly [extra: string]: unknown;
}

/** `undefined` means: never answer. A rejection is answered with the status `HOST_FAILURE`. */
export type HostActionHandler = (action: HostAction) => Promise<HostAnswer | undefined>;

/** How a command ended: answered by the toolbar, or given up by the host. */
export type CommandSettlement = 'reply' | 'timeout' | 'not-subscribed' | 'reloaded' | 'disposed';

/** Reply of the toolbar to a command. `result` is `success`, or a failure word (`failure`, `error`). */
export interface CommandReply {
  readonly result: string;
  readonly resultDisplayString?: string;
  readonly outData: Record<string, unknown>;
  /** `reply` unless the host gave up waiting. */
  readonly settledBy: CommandSettlement;
}

/** A listener the toolbar registered. */
export interface HostSubscription {
  readonly eventName: string;
  readonly channel?: string;
  readonly appClassification?: string;
}

/** One line of the event log. */
export interface HostTraffic {
  readonly direction: 'in' | 'out';
  /** The envelope's method. */
  readonly name: string;
  readonly eventId?: string;
  readonly payload: unknown;
}

/**
 * Options of a host. They are read whenever they are needed, never copied: a mock may give an object with getters
 * and change `handshake` or `responseShape` between two loads of the toolbar.
 */
export interface UefHostOptions {
  /** The toolbar's window at this moment, or null while there is none. */
  readonly target: () => MessageTarget | null;
  readonly listenOn: MessageSource;
  /** Origin the toolbar is served from, such as `http://127.0.0.1:5173`. Messages from any other are ignored. */
  readonly origin: string;
  /** The name in the toolbar's `oraTbName`. */
  readonly toolbarName: string;
  readonly onAction: HostActionHandler;
  /** A toolbar page asked for build information: it was loaded, or initialised once more. */
  readonly onHandshake?: (info: { readonly applicationName: string; readonly pageId: string }) => void;
  /** May refuse a listener: it is then never called. Default: every listener is taken. */
  readonly acceptSubscription?: (subscription: HostSubscription) => boolean;
  /** Event log: every message that passes in either direction. */
  readonly onTraffic?: (entry: HostTraffic) => void;
  /** What happens to the question for build information. Default `answer`. */
  readonly handshake?: 'answer' | 'hang' | 'reject';
  /** `raw` answers without accessor methods, as one live tenant was seen to do. Default `full`. */
  readonly responseShape?: 'full' | 'raw';
  /** Milliseconds until a command without a reply counts as failed. Default 10 000. */
  readonly commandTimeoutMs?: number;
  /** Parts of the desktop that differ from one tab, no records and the channels `PHONE` and `CHAT`. */
  readonly workspace?: () => Partial<HostWorkspace>;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Default: the global `setTimeout`. */
  readonly setTimer?: SetTimer;
  /** Default: the global `clearTimeout`. */
  readonly clearTimer?: ClearTimer;
}

/** A call command, such as a press on Answer. */
export interface InteractionCommand {
  readonly command: string;
  readonly eventId: string;
  readonly slot?: string;
  readonly inData?: Record<string, unknown>;
  /** Default `PHONE`. */
  readonly channel?: string;
}

/** A command about the agent, such as `getActiveInteractionCommands`. */
export interface AgentCommand {
  readonly command: string;
  readonly inData?: Record<string, unknown>;
  /** Default `PHONE`. */
  readonly channel?: string;
}

/** A change on Fusion's side. `updateType` travels both beside and inside outData. */
export interface DataUpdate {
  readonly eventId: string;
  readonly updateType: string;
  readonly outData?: Record<string, unknown>;
  /** Default `PHONE`. */
  readonly channel?: string;
}

/** An event outside the multichannel adaptor, for the contexts of that kind (and id, where given). */
export interface DesktopEvent {
  readonly eventName: string;
  readonly context: 'global' | 'tab' | 'record' | 'notification' | 'sidePane' | 'modalWindow' | 'engagement';
  readonly contextId?: string;
  readonly outData?: Record<string, unknown>;
}
