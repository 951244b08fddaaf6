/**
 * The wire between the two halves: JSON text over `postMessage`.
 *
 * The vendor's transport is private, so this is our assumption. Only the name of the build-info question is observed.
 * The envelope is that of the older toolbar library, which the framework wraps, so that a log looks familiar to
 * whoever has seen one: every message has a method and a uuid, an answer repeats the uuid of its question, and the
 * replies to commands are methods of their own.
 *
 * Other scripts post to the same windows (development servers, browser extensions, the vendor's own library). What is
 * not one of our envelopes is therefore not an error: the parsers return `undefined`, and the caller ignores it.
 */
import { EVENTS } from './names.js';

/** Seen in traces of the framework; the public file of the older library says 1.3.0. */
export const WIRE_VERSION = '1.5.0';

/** The question a freshly loaded client asks its parent window (observed). */
export const HANDSHAKE_METHOD = 'FETCH_BUILD_INFO';

/** Ours: asks what tabs, records, channels and engagements there are. */
export const WORKSPACE_METHOD = 'describeWorkspace';

/** Methods in which a command's reply travels back, by the event that brought the command (older library). */
export const REPLY_METHODS: Readonly<Record<string, string>> = {
  [EVENTS.onToolbarInteractionCommand]: 'tbInteractionCommandResponse',
  [EVENTS.onToolbarAgentCommand]: 'tbAgentCommandResponse',
};

/** No honest message comes near this; a longer one is not worth parsing. */
const MAX_MESSAGE_CHARACTERS = 1_000_000;

/** Toolbar to host: a question, an action, a listener's registration, or the reply to a command. */
export interface ToolbarMessage {
  readonly method: string;
  readonly version: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** From `oraTbName`; empty when the URL had none. */
  readonly toolbarName: string;
  /** New for every message, except that the reply to a command repeats the command's. */
  readonly uuid: string;
  readonly eventSource: string;
  readonly mcaOrigEventSource: string;
  readonly window: null;
}

/** Host to toolbar: an answer when `uuid` is that of an open question, an event otherwise. */
export interface HostMessage {
  readonly method: string;
  readonly uuid: string;
  readonly toolbarName: string;
  readonly [field: string]: unknown;
}

/** `data.registration` of a message whose method is an event's name. */
export const REGISTRATION = { ADD: 'add', REMOVE: 'remove' } as const;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record itself, or an empty one for anything else. */
export function recordOrEmpty(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The string itself, or undefined for anything else. */
export function stringOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseRecord(message: unknown): Record<string, unknown> | undefined {
  if (typeof message !== 'string' || message.length > MAX_MESSAGE_CHARACTERS || !message.startsWith('{')) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(message);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    // Somebody else's text that happens to begin with a brace.
    return undefined;
  }
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

/** The envelope in a message that came from a toolbar, or undefined if it is none. */
export function parseToolbarMessage(message: unknown): ToolbarMessage | undefined {
  const envelope = parseRecord(message);
  if (envelope === undefined) return undefined;
  const { method, version, data, toolbarName, uuid, eventSource, mcaOrigEventSource } = envelope;
  const valid =
    isNonEmptyString(method) &&
    isNonEmptyString(uuid) &&
    typeof version === 'string' &&
    typeof toolbarName === 'string' &&
    isRecord(data);
  if (!valid) return undefined;
  return {
    method,
    version,
    data,
    toolbarName,
    uuid,
    eventSource: stringOrUndefined(eventSource) ?? '',
    mcaOrigEventSource: stringOrUndefined(mcaOrigEventSource) ?? '',
    window: null,
  };
}

/** The envelope in a message that came from a host, or undefined if it is none. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  const envelope = parseRecord(message);
  if (envelope === undefined) return undefined;
  const { method, uuid, toolbarName } = envelope;
  if (!isNonEmptyString(method) || !isNonEmptyString(uuid) || typeof toolbarName !== 'string') return undefined;
  return { ...envelope, method, uuid, toolbarName };
}

/** A refusal on the wire: what makes a publish reject instead of resolving without success. */
export function isCodedError(error: unknown): error is { status: string; message: string; details?: unknown } {
  return isRecord(error) && typeof error.status === 'string' && typeof error.message === 'string';
}

/** A tab of the agent desktop, as the toolbar may see it. */
export interface HostTab {
  readonly tabId: string;
  readonly type: string;
  readonly engagementId?: string;
}

/** A record that is open in a tab. */
export interface HostRecord {
  readonly recordType: string;
  readonly recordId: string;
  readonly tabId: string;
}

/** A contact that Fusion considers started. */
export interface HostEngagement {
  readonly engagementId: string;
  readonly eventId: string;
  readonly channel: string;
  readonly interactionId?: string;
  readonly wrapupId?: string;
  readonly inData?: Record<string, unknown>;
  readonly outData?: Record<string, unknown>;
  readonly active?: boolean;
}

/** What the desktop looks like at this moment; what the toolbar's tab, record and engagement getters report. */
export interface HostWorkspace {
  /** Channels that have a context. A toolbar without `CHAT` here must make do with the phone. */
  readonly activeChannels: readonly string[];
  readonly currentTabId: string;
  readonly activeTabId: string;
  readonly tabs: readonly HostTab[];
  readonly records: readonly HostRecord[];
  readonly engagements: readonly HostEngagement[];
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The workspace in the answer to WORKSPACE_METHOD; entries without their ids are left out. */
export function parseWorkspace(answer: HostMessage): HostWorkspace {
  const { activeChannels, currentTabId, activeTabId, tabs, records, engagements } = recordOrEmpty(answer.outData);
  return {
    activeChannels: Array.isArray(activeChannels) ? activeChannels.filter((name) => typeof name === 'string') : [],
    currentTabId: stringOrUndefined(currentTabId) ?? '',
    activeTabId: stringOrUndefined(activeTabId) ?? '',
    tabs: recordsIn(tabs).flatMap(({ tabId, type, engagementId }) =>
      isNonEmptyString(tabId)
        ? [
            {
              tabId,
              type: stringOrUndefined(type) ?? '',
              ...(isNonEmptyString(engagementId) ? { engagementId } : {}),
            },
          ]
        : [],
    ),
    records: recordsIn(records).flatMap(({ recordType, recordId, tabId }) =>
      isNonEmptyString(recordType) && isNonEmptyString(recordId)
        ? [{ recordType, recordId, tabId: stringOrUndefined(tabId) ?? '' }]
        : [],
    ),
    engagements: recordsIn(engagements).flatMap((engagement) => parseEngagement(engagement)),
  };
}

function parseEngagement(engagement: Record<string, unknown>): HostEngagement[] {
  const { engagementId, eventId, channel, interactionId, wrapupId, inData, outData, active } = engagement;
  if (!isNonEmptyString(engagementId) || !isNonEmptyString(eventId) || !isNonEmptyString(channel)) return [];
  return [
    {
      engagementId,
      eventId,
      channel,
      interactionId: stringOrUndefined(interactionId) ?? '',
      wrapupId: stringOrUndefined(wrapupId) ?? '',
      inData: recordOrEmpty(inData),
      outData: recordOrEmpty(outData),
      active: active !== false,
    },
  ];
}
