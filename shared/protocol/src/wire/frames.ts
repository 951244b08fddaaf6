import type { ChatSnapshot } from './chat-frames.js';
import { fits, isRecord, type Shape, type ShapeOf } from './shape.js';

/**
 * What travels on `/genesysWs`, one JSON object a frame, server to client.
 *
 * The published level is the flat object that clients written from Oracle's pages read. Everything else is ours, and
 * goes only to clients that asked for it with {@link SUBPROTOCOL}.
 */

/** The four events that Oracle's pages name. */
export const PUBLISHED_EVENTS = ['EventRegistered', 'EventRinging', 'EventEstablished', 'EventReleased'] as const;
export type PublishedEventName = (typeof PUBLISHED_EVENTS)[number];

export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type CallDirection = (typeof DIRECTIONS)[number];

/** The T-Library projection of an event: its attributes in the spelling that web clients of T-Servers use. */
export const EVENT_DATA_SHAPE = {
  thisDN: 'string?',
  thisDNRole: 'string?',
  thisQueue: 'string?',
  thisTrunk: 'number?',
  otherDN: 'string?',
  otherDNRole: 'string?',
  otherQueue: 'string?',
  otherTrunk: 'number?',
  thirdPartyDN: 'string?',
  thirdPartyDNRole: 'string?',
  thirdPartyQueue: 'string?',
  thirdPartyTrunk: 'number?',
  connID: 'string?',
  previousConnID: 'string?',
  transferConnID: 'string?',
  conferenceConnID: 'string?',
  callID: 'number?',
  callUuid: 'string?',
  callType: 'string?',
  callTypeId: 'number?',
  callState: 'string?',
  callStateId: 'number?',
  propagatedCallType: 'string?',
  propagatedCallTypeId: 'number?',
  cause: 'number?',
  ani: 'string?',
  dnis: 'string?',
  collectedDigits: 'string?',
  lastDigit: 'string?',
  dtmfDigits: 'string?',
  treatmentType: 'string?',
  routeType: 'string?',
  routeTypeId: 'number?',
  location: 'string?',
  networkCallID: 'number?',
  networkNodeID: 'number?',
  agentID: 'string?',
  agentDN: 'string?',
  place: 'string?',
  workMode: 'string?',
  workModeId: 'number?',
  duration: 'number?',
  priority: 'number?',
  forwardMode: 'string?',
  forwardModeId: 'number?',
  monitorNextCallType: 'string?',
  monitorNextCallTypeId: 'number?',
  addressType: 'string?',
  addressTypeId: 'number?',
  addressInfoType: 'string?',
  addressInfoTypeId: 'number?',
  addressInfoStatus: 'number?',
  communicationDN: 'string?',
  customerID: 'string?',
  userEvent: 'number?',
  privateServiceID: 'number?',
  userData: 'list?',
  extensions: 'list?',
  reasons: 'list?',
  referenceID: 'number?',
  errorCode: 'number?',
  errorMessage: 'string?',
  applicationName: 'string?',
  serverVersion: 'string?',
  serverRole: 'string?',
  serverRoleId: 'number?',
  serverCapabilityMask: 'string?',
  sessionID: 'number?',
  serverStartTime: 'number?',
  eventSequenceNumber: 'number?',
  timeInSecs: 'number?',
  timeInuSecs: 'number?',
} as const satisfies Shape;
export type EventData = ShapeOf<typeof EVENT_DATA_SHAPE>;

/** The published level. `eventName` and `eventType` are equal: Oracle's page reads one, a later client the other. */
export const PUBLISHED_SHAPE = {
  eventName: 'string',
  eventType: 'string?',
  ANI: 'string?',
  eventId: 'string?',
  connectionId: 'string?',
  direction: 'string?',
  queueName: 'string?',
} as const satisfies Shape;
export type PublishedFrame = ShapeOf<typeof PUBLISHED_SHAPE>;

/** A T-Server event at our level: the published fields, plus what lets a client resume and explain. */
export const EVENT_SHAPE = {
  ...PUBLISHED_SHAPE,
  seq: 'number?',
  messageId: 'number?',
  eventData: 'object?',
} as const satisfies Shape;
export type EventFrame = Omit<ShapeOf<typeof EVENT_SHAPE>, 'eventData'> & { readonly eventData?: EventData };

/** First frame of every connection at our level. */
export const HELLO_SHAPE = {
  eventName: ['hello'],
  /** Proves who is asking, in commands and in a reconnect. A secret. */
  session: 'string',
  /** The last `seq` of this session. */
  seq: 'number',
  /** `true`: the frames missed follow, with their original `seq`. `false`: a snapshot follows. */
  resumed: 'boolean',
  agentId: 'string',
  agentName: 'string',
  dn: 'string',
  /** The commands this server takes. */
  commands: 'list',
  /** A client that has heard nothing for two and a half times as long should connect again. Milliseconds. */
  pingMs: 'number',
  /** Why agents are not ready here: `[{ code, text }]`, in the order in which they are offered. */
  notReadyReasons: 'list?',
} as const satisfies Shape;
export type HelloFrame = Omit<ShapeOf<typeof HELLO_SHAPE>, 'notReadyReasons'> & {
  readonly notReadyReasons?: readonly NotReadyReason[];
};

/** A reason for not being ready, as the contact centre knows it. */
export const NOT_READY_REASON_SHAPE = {
  /** What the switch is told: the value of `ReasonCode` among the Reasons. */
  code: 'string',
  /** For people. */
  text: 'string',
} as const satisfies Shape;
export type NotReadyReason = ShapeOf<typeof NOT_READY_REASON_SHAPE>;

/** The whole truth at one `seq`, for a client that cannot be given what it missed. */
export const SNAPSHOT_SHAPE = {
  eventName: ['snapshot'],
  seq: 'number',
  /** A state of the agent table. */
  agentState: 'string',
  calls: 'list',
  /** The switch cannot be asked about the line at the moment: no call is mentioned, and none need be over. */
  lineUnknown: 'boolean?',
  /** The server's time: what every other time here is to be compared with. Milliseconds since 1970. */
  time: 'number?',
  /** When the agent state began, and when the switch ends it by itself. Absent: nobody is logged in; never. */
  agentSince: 'number?',
  agentUntil: 'number?',
  /** How and why the agent is not ready, as in the event that told it. */
  workMode: 'string?',
  reasons: 'list?',
  /** Of the line, whoever works on it. */
  doNotDisturb: 'boolean?',
  forwardedTo: 'string?',
  /** The DN whose calls this line listens to. */
  monitoring: 'string?',
  /** Absent where the session takes no chats. */
  chats: 'list?',
  /** A state of the chat agent table: whether the agent is offered chats. */
  chatAgent: 'string?',
} as const satisfies Shape;
export const CALL_SNAPSHOT_SHAPE = {
  connectionId: 'string',
  eventId: 'string',
  direction: DIRECTIONS,
  /** A state of the party table. */
  state: 'string',
  /** When that state began. Milliseconds since 1970. */
  since: 'number',
  ANI: 'string?',
  queueName: 'string?',
  /** The ConnID of the call that this one is a consultation for. */
  consultationFor: 'string?',
  conference: 'boolean?',
  /** Who else is in the conference: numbers. */
  participants: 'list?',
  muted: 'boolean?',
  /** This line only listens. */
  observer: 'boolean?',
  /** A KVList; absent when the call has none. */
  userData: 'list?',
} as const satisfies Shape;
export type CallSnapshot = ShapeOf<typeof CALL_SNAPSHOT_SHAPE>;
export type SnapshotFrame = Omit<ShapeOf<typeof SNAPSHOT_SHAPE>, 'calls' | 'chats'> & {
  readonly calls: readonly CallSnapshot[];
  /** Whoever reads them checks them: most toolbars never do. */
  readonly chats?: readonly ChatSnapshot[];
};

/** A frame about chats. Most toolbars never read one: `chatFrameOf` checks the rest of it when one does. */
export const CHAT_FRAME_SHAPE = { eventName: 'string', seq: 'number?' } as const satisfies Shape;
export type UnreadChatFrame = ShapeOf<typeof CHAT_FRAME_SHAPE>;

/** Sent after a silence, because a page cannot see WebSocket pings. */
export const PING_SHAPE = { eventName: ['ping'], time: 'number' } as const satisfies Shape;
export type PingFrame = ShapeOf<typeof PING_SHAPE>;

/** The answer to a frame that the client should not have sent. */
export const ERROR_SHAPE = { eventName: ['error'], code: 'string', message: 'string' } as const satisfies Shape;
export type ErrorFrame = ShapeOf<typeof ERROR_SHAPE>;

export type ServerFrame =
  | { readonly kind: 'hello'; readonly frame: HelloFrame }
  | { readonly kind: 'snapshot'; readonly frame: SnapshotFrame }
  | { readonly kind: 'ping'; readonly frame: PingFrame }
  | { readonly kind: 'error'; readonly frame: ErrorFrame }
  | { readonly kind: 'chat'; readonly frame: UnreadChatFrame }
  | { readonly kind: 'event'; readonly frame: EventFrame };

/**
 * A frame as received, checked; `undefined` when it is not one of ours. A server of the published level may put
 * anything beside the fields that its page names, so only fields that are read are checked.
 */
export function parseServerFrame(text: string): ServerFrame | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  // A later public variant of Oracle's microservice writes `eventType` instead of `eventName`.
  const candidate = value.eventName === undefined ? { ...value, eventName: value.eventType } : value;
  if (isHello(candidate)) return { kind: 'hello', frame: candidate };
  if (isSnapshot(candidate)) return { kind: 'snapshot', frame: candidate };
  if (fits(PING_SHAPE, candidate)) return { kind: 'ping', frame: candidate };
  if (fits(ERROR_SHAPE, candidate)) return { kind: 'error', frame: candidate };
  if (isEvent(candidate)) return { kind: 'event', frame: candidate };
  if (isChatFrame(candidate)) return { kind: 'chat', frame: candidate };
  return undefined;
}

function isHello(value: unknown): value is HelloFrame {
  if (!fits(HELLO_SHAPE, value)) return false;
  return value.notReadyReasons?.every((reason) => fits(NOT_READY_REASON_SHAPE, reason)) ?? true;
}

function isSnapshot(value: unknown): value is SnapshotFrame {
  return fits(SNAPSHOT_SHAPE, value) && value.calls.every((call) => fits(CALL_SNAPSHOT_SHAPE, call));
}

function isChatFrame(value: unknown): value is UnreadChatFrame {
  return fits(CHAT_FRAME_SHAPE, value) && value.eventName.startsWith('Chat');
}

function isEvent(value: unknown): value is EventFrame {
  if (!fits(EVENT_SHAPE, value) || !value.eventName.startsWith('Event')) return false;
  return value.eventData === undefined || fits(EVENT_DATA_SHAPE, value.eventData);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The caller reports a frame that is not ours; what exactly is wrong with it helps nobody.
  }
}
