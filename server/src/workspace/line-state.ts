import type { AgentWorkMode, CallType, DNRole, KVList, MonitorNextCallType, PartyState } from '@fusion-cti/protocol';

export type ApiAgentState = 'LoggedOut' | 'LoggedIn' | 'NotReady' | 'Ready';

/** Whom a supervisor's line listens to. The modes and scopes are the switch's own words. */
export interface Monitoring {
  readonly monitoredDN: string;
  readonly monitorMode: string;
  readonly monitorScope: string;
  readonly monitorNextCallType: MonitorNextCallType;
}

/** A line and the agent there, as the events of the line have told. Replaced, never changed. */
export interface LineState {
  readonly number: string;
  readonly agentId: string | undefined;
  readonly agentState: ApiAgentState;
  readonly agentWorkMode: AgentWorkMode;
  readonly reasons: KVList;
  readonly dnd: boolean;
  readonly forwardTo: string | undefined;
  readonly inService: boolean;
  readonly monitors: Monitoring | undefined;
  /** When the last change was. Milliseconds since 1970. */
  readonly timestamp: number;
}

export type RecordingState = 'Stopped' | 'Recording' | 'Paused';

export interface Participant {
  /** Absent when the caller withholds it. */
  readonly number?: string;
  readonly role: `Role${DNRole}`;
}

/** A call as one line knows it. Replaced, never changed. */
export interface LineCall {
  readonly connId: string;
  readonly callUuid: string | undefined;
  readonly callType: CallType;
  /** What `connId` was, when a transfer or a conference has changed it. */
  readonly previousConnId: string | undefined;
  /** Of a consultation: the call that it is about. */
  readonly parentConnId: string | undefined;
  readonly phoneNumber: string;
  /** At the switch; `Null` when the call is over for this line. */
  readonly party: PartyState;
  readonly role: DNRole;
  readonly ani: string | undefined;
  readonly dnis: string | undefined;
  readonly participants: readonly Participant[];
  readonly userData: KVList;
  readonly extensions: KVList | undefined;
  /** Absent when it never was recorded. */
  readonly recording: RecordingState | undefined;
  /** The agent has said that everything about it is done. */
  readonly completed: boolean;
  /** Of a supervisor who listens to it. */
  readonly monitoring: Monitoring | undefined;
  /** When this line's part in it began. Milliseconds since 1970. */
  readonly since: number;
}

export function newLine(number: string): LineState {
  return {
    number,
    agentId: undefined,
    agentState: 'LoggedOut',
    agentWorkMode: 'Unknown',
    reasons: [],
    dnd: false,
    forwardTo: undefined,
    inService: true,
    monitors: undefined,
    timestamp: 0,
  };
}
