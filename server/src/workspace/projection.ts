import type { CallType, DNRole, KVList, PartyState, TEvent, TEventName } from '@fusion-cti/protocol';
import type { CallSnapshotOfSwitch, PartyOnDn } from '../tserver/index.js';
import type { LineCall, LineState, Monitoring, Participant } from './line-state.js';

/**
 * The one place where T-Library's words become those of the Workspace API: what each event changes in what a line
 * knows, and how the objects and messages of the API tell it.
 */
export type NotificationType =
  'StateChange' | 'AttachedDataChanged' | 'ParticipantsUpdated' | 'CallRecordingStateChange';

/** What an event does to a call of the line: the party's new state, if it has one, and how the message is marked. */
interface CallRow {
  readonly party?: PartyState;
  readonly tells: NotificationType;
}

export const CALL_ROWS: Partial<Readonly<Record<TEventName, CallRow>>> = {
  EventRinging: { party: 'Alerting', tells: 'StateChange' },
  EventDialing: { party: 'Dialing', tells: 'StateChange' },
  EventEstablished: { party: 'Connected', tells: 'StateChange' },
  EventHeld: { party: 'Held', tells: 'StateChange' },
  EventRetrieved: { party: 'Connected', tells: 'StateChange' },
  EventDestinationBusy: { party: 'Failed', tells: 'StateChange' },
  EventReleased: { party: 'Null', tells: 'StateChange' },
  EventAbandoned: { party: 'Null', tells: 'StateChange' },
  EventDtmfSent: { tells: 'StateChange' },
  EventMuteOn: { tells: 'StateChange' },
  EventMuteOff: { tells: 'StateChange' },
  EventPartyChanged: { tells: 'ParticipantsUpdated' },
  EventPartyAdded: { tells: 'ParticipantsUpdated' },
  EventPartyDeleted: { tells: 'ParticipantsUpdated' },
  EventAttachedDataChanged: { tells: 'AttachedDataChanged' },
};

/** `undefined`: it is no change of the line. */
type LineChange = (line: LineState, event: TEvent) => Partial<LineState> | undefined;

const told = (agentState: LineState['agentState']): LineChange => {
  return (_line, { AgentID, AgentWorkMode = 'Unknown', Reasons = [] }) => ({
    agentState,
    agentId: AgentID,
    agentWorkMode: AgentWorkMode,
    reasons: Reasons,
  });
};

/** What an event does to the line. The first one is no news to a client: it asked, and the next events tell. */
export const LINE_ROWS: Partial<Readonly<Record<TEventName, LineChange>>> = {
  EventRegistered: (_line, { AgentID, Extensions = [] }) => ({
    agentId: AgentID,
    dnd: numberOf(Extensions, 'dnd') === 1,
    forwardTo: textOf(Extensions, 'fwd'),
  }),
  EventAgentLogin: told('LoggedIn'),
  EventAgentLogout: told('LoggedOut'),
  EventAgentReady: told('Ready'),
  EventAgentNotReady: told('NotReady'),
  EventQueueLogout: () => ({}),
  EventDNDOn: () => ({ dnd: true }),
  EventDNDOff: () => ({ dnd: false }),
  EventForwardSet: (_line, { OtherDN }) => ({ forwardTo: OtherDN }),
  EventForwardCancel: () => ({ forwardTo: undefined }),
  EventDNOutOfService: () => ({ inService: false }),
  EventDNBackInService: () => ({ inService: true }),
  EventMonitoringNextCall: (_line, event) => (observes(event) ? { monitors: monitoringOf(event) } : undefined),
  EventMonitoringCancelled: (_line, event) => (observes(event) ? { monitors: undefined } : undefined),
  // Listening to one call only is over when that call is there: the switch does not say so.
  EventEstablished: ({ monitors }, event) =>
    observes(event) && monitors?.monitorNextCallType === 'OneCall' ? { monitors: undefined } : undefined,
};

function observes({ ThisDNRole }: TEvent): boolean {
  return ThisDNRole === 'Observer';
}

export function lineAfter(line: LineState, event: TEvent): LineState {
  const change = LINE_ROWS[event.event]?.(line, event);
  return change === undefined ? line : { ...line, ...change, timestamp: timeOf(event) };
}

/**
 * A call of a line after an event about it.
 * @param known as it was, under the ConnID that it had; `undefined` for a new one
 * @param seen the call as it is at the switch; `undefined` when it is over
 */
export function callAfter(
  known: LineCall | undefined,
  event: TEvent & { readonly ThisDN: string; readonly ConnID: string },
  row: CallRow,
  seen: CallSnapshotOfSwitch | undefined,
  monitors: Monitoring | undefined,
): LineCall {
  const { ConnID: connId, ThisDN: phoneNumber } = event;
  const role = event.ThisDNRole ?? known?.role ?? 'Unknown';
  const party = row.party ?? known?.party ?? 'Connected';
  return {
    connId,
    phoneNumber,
    role,
    party,
    callUuid: event.CallUUID ?? known?.callUuid,
    callType: event.CallType ?? known?.callType ?? 'Unknown',
    previousConnId: known === undefined || known.connId === connId ? known?.previousConnId : known.connId,
    parentConnId: event.TransferConnID ?? event.ConferenceConnID,
    ani: event.ANI ?? known?.ani,
    dnis: event.DNIS ?? known?.dnis,
    participants: party === 'Null' && known !== undefined ? known.participants : others(known, event, role, seen),
    userData: event.UserData ?? [],
    extensions: event.Extensions ?? known?.extensions,
    recording: known?.recording,
    completed: false,
    monitoring: supervision(known?.monitoring ?? (role === 'Observer' ? monitors : undefined), event.event),
    since: known?.since ?? timeOf(event),
  };
}

/** A call that was on the line before anybody listened. */
export function callFrom(phoneNumber: string, party: PartyOnDn, seen: CallSnapshotOfSwitch | undefined): LineCall {
  const { connId, role, otherDn, consultationFor, callType } = party;
  return {
    connId,
    phoneNumber,
    role,
    party: party.state,
    callUuid: seen?.callUuid,
    callType,
    previousConnId: undefined,
    parentConnId: consultationFor,
    ani: party.ani,
    dnis: party.dnis,
    participants: others(undefined, { ThisDN: phoneNumber, OtherDN: otherDn }, role, seen),
    userData: party.userData,
    extensions: undefined,
    recording: undefined,
    completed: false,
    monitoring: undefined,
    since: party.since,
  };
}

/** A call to which a stand-by has given another ConnID; it knows nothing of the data that was attached. */
export function callRenamed(known: LineCall, { connId, consultationFor, userData }: PartyOnDn): LineCall {
  return { ...known, connId, previousConnId: known.connId, parentConnId: consultationFor, userData };
}

const OPPOSITE_ROLES: Partial<Readonly<Record<DNRole, DNRole>>> = {
  Origination: 'Destination',
  Destination: 'Origination',
};

type Naming = Pick<TEvent, 'OtherDNRole'> & { readonly ThisDN: string; readonly OtherDN?: string | undefined };

/** Everybody else in the call. Events of a conference name nobody, so it is the switch that is asked who they are. */
function others(
  known: LineCall | undefined,
  { ThisDN, OtherDN, OtherDNRole }: Naming,
  role: DNRole,
  seen: CallSnapshotOfSwitch | undefined,
): readonly Participant[] {
  const usual = OPPOSITE_ROLES[role] ?? 'ConferenceMember';
  const opposite = OtherDNRole ?? usual;
  if (seen === undefined) return OtherDN === undefined ? (known?.participants ?? []) : [participant(OtherDN, opposite)];
  const inside = seen.parties
    .filter(({ dn, state }) => dn !== ThisDN && state !== 'Null')
    .map(({ dn, role: theirs }) => participant(dn, theirs));
  const { farEnd } = seen;
  if (farEnd === undefined) return inside;
  return [participant(farEnd.number, OtherDN === farEnd.number ? opposite : usual), ...inside];
}

function participant(number: string, role: DNRole): Participant {
  return { ...(number !== '' && { number }), role: `Role${role}` };
}

function supervision(monitoring: Monitoring | undefined, event: TEventName): Monitoring | undefined {
  if (monitoring === undefined) return undefined;
  if (event === 'EventMuteOn') return { ...monitoring, monitorMode: 'mute' };
  return event === 'EventMuteOff' ? { ...monitoring, monitorMode: 'connect' } : monitoring;
}

function monitoringOf({ OtherDN = '', MonitorNextCallType = 'OneCall', Extensions = [] }: TEvent): Monitoring {
  return {
    monitoredDN: OtherDN,
    monitorMode: textOf(Extensions, 'MonitorMode') ?? 'mute',
    monitorScope: textOf(Extensions, 'MonitorScope') ?? 'call',
    monitorNextCallType: MonitorNextCallType,
  };
}

/** Milliseconds since 1970. */
export function timeOf({ TimeinSecs, TimeinuSecs }: TEvent): number {
  return TimeinSecs * 1000 + Math.floor(TimeinuSecs / 1000);
}

function textOf(list: KVList, key: string): string | undefined {
  const value = list.find((pair) => pair.key === key)?.value;
  return typeof value === 'string' ? value : undefined;
}

function numberOf(list: KVList, key: string): number | undefined {
  const value = list.find((pair) => pair.key === key)?.value;
  return typeof value === 'number' ? value : undefined;
}

const STATE_NAMES = {
  Alerting: 'Ringing',
  Dialing: 'Dialing',
  /** The API has no word for the busy tone. */
  Failed: 'Dialing',
  Queued: 'Dialing',
  Connected: 'Established',
  Held: 'Held',
  Null: 'Released',
} as const satisfies Record<PartyState, string>;

export type ApiCallState = (typeof STATE_NAMES)[PartyState] | 'Completed';

/** A call as the API writes it. */
export interface ApiCall {
  readonly id: string;
  readonly connId: string;
  readonly callUuid?: string;
  readonly previousConnId?: string;
  readonly parentConnId?: string;
  readonly phoneNumber: string;
  readonly callType: CallType;
  readonly state: ApiCallState;
  readonly ani?: string;
  readonly dnis?: string;
  readonly participants: readonly Participant[];
  readonly capabilities: readonly string[];
  readonly userData: KVList;
  readonly extensions?: KVList;
  readonly recordingState?: string;
  readonly isMonitoredByMe?: true;
  readonly monitoringInfo?: Monitoring;
  /** Seconds. */
  readonly duration: number;
}

/** @param now milliseconds since 1970 */
export function apiCall(call: LineCall, capabilities: readonly string[], now: number): ApiCall {
  const { connId, callUuid, previousConnId, parentConnId, ani, dnis, extensions, recording, monitoring } = call;
  return {
    id: connId,
    connId,
    ...(callUuid !== undefined && { callUuid }),
    ...(previousConnId !== undefined && { previousConnId }),
    ...(parentConnId !== undefined && { parentConnId }),
    phoneNumber: call.phoneNumber,
    callType: call.callType,
    state: call.completed ? 'Completed' : STATE_NAMES[call.party],
    ...(ani !== undefined && { ani }),
    ...(dnis !== undefined && { dnis }),
    participants: call.participants,
    capabilities,
    userData: call.userData,
    ...(extensions !== undefined && { extensions }),
    ...(recording !== undefined && { recordingState: recording }),
    ...(monitoring !== undefined && { isMonitoredByMe: true, monitoringInfo: monitoring }),
    duration: Math.max(0, Math.floor((now - call.since) / 1000)),
  };
}

/** A line as the API writes it. */
export interface ApiDn extends Pick<LineState, 'number' | 'agentState' | 'agentWorkMode' | 'reasons' | 'dnd'> {
  readonly switchName: string;
  readonly agentId?: string;
  readonly forwardTo?: string;
  readonly capabilities: readonly string[];
  readonly timestamp: number;
}

export function apiDn(line: LineState, switchName: string, capabilities: readonly string[]): ApiDn {
  const { number, agentId, agentState, agentWorkMode, reasons, dnd, forwardTo, timestamp } = line;
  return {
    number,
    switchName,
    ...(agentId !== undefined && { agentId }),
    agentState,
    agentWorkMode,
    reasons,
    dnd,
    ...(forwardTo !== undefined && { forwardTo }),
    capabilities,
    timestamp,
  };
}

/** What is published to `/workspace/v3/voice`. */
export type VoiceMessage = { readonly operationId?: string } & (
  | { readonly messageType: 'DnStateChanged'; readonly dn: ApiDn }
  | { readonly messageType: 'CallStateChanged'; readonly notificationType: NotificationType; readonly call: ApiCall }
  | { readonly messageType: 'EventError' | 'EventUserEvent' | 'MonitoringStateChanged' }
);

type OtherMessage = (event: TEvent) => VoiceMessage & Readonly<Record<string, unknown>>;

/** Events that are no change of a line or a call, or of which the API says more than that. */
export const OTHER_ROWS: Partial<Readonly<Record<TEventName, OtherMessage>>> = {
  EventError: ({ ErrorCode, ErrorMessage, ConnID, ThisDN }) => ({
    messageType: 'EventError',
    code: ErrorCode,
    message: ErrorMessage,
    error: { errorCode: ErrorCode, errorMessage: ErrorMessage },
    ...(ConnID !== undefined && { connId: ConnID }),
    ...(ThisDN !== undefined && { phoneNumber: ThisDN }),
  }),
  EventUserEvent: ({ UserData = [], CallUUID, ConnID, UserEvent, Extensions }) => ({
    messageType: 'EventUserEvent',
    userData: UserData,
    ...(CallUUID !== undefined && { callUuid: CallUUID }),
    ...(ConnID !== undefined && { connId: ConnID }),
    ...(UserEvent !== undefined && { userEvent: UserEvent }),
    ...(Extensions !== undefined && { extensions: Extensions }),
  }),
  EventMonitoringNextCall: (event) => monitoringMessage(event, 'Started'),
  EventMonitoringCancelled: (event) => monitoringMessage(event, 'Stopped'),
};

/** The line is the supervisor's, or that of the agent who is listened to. */
function monitoringMessage(event: TEvent, monitoringState: 'Started' | 'Stopped') {
  const { ThisDN = '', OtherDN = '' } = event;
  const [supervisorDN, monitoredDN] = observes(event) ? [ThisDN, OtherDN] : [OtherDN, ThisDN];
  const monitoringInfo = { ...monitoringOf(event), monitoredDN };
  return { messageType: 'MonitoringStateChanged', monitoringState, supervisorDN, monitoringInfo } as const;
}
