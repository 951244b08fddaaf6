import type {
  AddressType,
  AgentState,
  AgentWorkMode,
  CallType,
  DeviceState,
  DNRole,
  KVList,
  PartyState,
  TErrorCode,
  TEvent,
} from '@fusion-cti/protocol';
import type { SwitchBehaviour } from './behaviour.js';
import type { TRequest } from './requests/shapes.js';

/** One connection of one T-Library client. Whoever delivers the events gives the ids. */
export type ClientId = string;

export interface SwitchDn {
  readonly dn: string;
  /** `DN` and `Position` are phones; `Queue` is an ACD queue. */
  readonly type: AddressType;
  readonly name?: string;
}

export interface SwitchAgent {
  readonly agentId: string;
  /** Without one, any password is right. */
  readonly password?: string;
  /** The queues whose calls this agent takes. */
  readonly queues: readonly string[];
}

/**
 * How a number outside the switch behaves when it is called.
 * - `rings`: until a `farEndAnswer` or `farEndRelease`.
 * - `busy`: the network reports Busy.
 * - `unallocated`: known to be wrong before dialling, so the request is refused with 71.
 * - `unreachable`: found out by the network, which reports SitInvalidnum.
 */
export interface SwitchSubscriber {
  readonly number: string;
  readonly behaviour: 'rings' | 'busy' | 'unallocated' | 'unreachable';
}

/** What the configuration database would say. The switch never changes it. */
export interface SwitchWorld {
  readonly dns: readonly SwitchDn[];
  readonly agents: readonly SwitchAgent[];
  readonly subscribers: readonly SwitchSubscriber[];
}

/** Something the switch asked to be reminded of. */
export interface SwitchTimer {
  readonly name: 'busy-tone';
  readonly connId: string;
}

export type SwitchInput =
  | { readonly kind: 'connect'; readonly client: ClientId }
  /** Drops the registrations of the client, and nothing else: agents stay logged in and calls stay up. */
  | { readonly kind: 'disconnect'; readonly client: ClientId }
  /** `referenceId` is the ReferenceID: chosen by the client, it comes back on the first answer. */
  | { readonly kind: 'request'; readonly client: ClientId; readonly referenceId: number; readonly request: TRequest }
  /** An outside caller. An empty `from` is a withheld number: the events then have no ANI and no OtherDN. */
  | { readonly kind: 'inboundCall'; readonly to: string; readonly from: string; readonly userData?: KVList }
  /** The outside party of a call. Refused with 496 when the call has none, or not in that state. */
  | { readonly kind: 'farEndAnswer'; readonly connId: string }
  | { readonly kind: 'farEndRelease'; readonly connId: string }
  | { readonly kind: 'timer'; readonly timer: SwitchTimer };

/** Reminders by name, so that what a process waits for can be listed. A second `set` of a name replaces the first. */
export interface SwitchTimers {
  set(name: string, delayMs: number, input: SwitchInput): void;
  cancel(name: string): void;
}

export interface SwitchOptions {
  readonly world: SwitchWorld;
  /** Milliseconds since 1970. Read once per input: all events of one input have one time. */
  readonly now: () => number;
  /** 16 lower-case hexadecimal digits, never the same twice. */
  readonly nextConnId: () => string;
  /** 32 characters of 0-9 and A-V, never the same twice. */
  readonly nextCallUuid: () => string;
  readonly timers: SwitchTimers;
  readonly behaviour?: Partial<SwitchBehaviour>;
}

/** Who asked, and under which number: the copy of the first answer that goes to them carries it. */
export interface Answer {
  readonly client: ClientId;
  readonly referenceId: number;
}

/**
 * One event, serialised once by whoever delivers it: every client in `clients` gets it, and only the requester's copy
 * carries the ReferenceID. `clients` is empty when nobody has registered the DN: the event happened all the same.
 */
export interface Delivery {
  /** Without ReferenceID. */
  readonly event: TEvent;
  readonly clients: readonly ClientId[];
  readonly answers?: Answer;
}

export interface SwitchResult {
  readonly deliveries: readonly Delivery[];
  /** Nothing was changed. A request that was refused has an EventError in `deliveries` too. */
  readonly refused?: TErrorCode;
  /** The call that was created or touched. */
  readonly connId?: string;
}

export interface SwitchSnapshot {
  /** In the order of the world. */
  readonly dns: readonly DnSnapshot[];
  /** In the order in which they began. */
  readonly calls: readonly CallSnapshotOfSwitch[];
}

export interface DnSnapshot {
  readonly dn: string;
  readonly type: AddressType;
  readonly name?: string;
  readonly device: DeviceState;
  readonly registeredClients: number;
  readonly agentId?: string;
  readonly agentState: AgentState;
  readonly agentWorkMode?: AgentWorkMode;
  readonly reasons?: KVList;
  /** When the agent state began. Milliseconds since 1970. */
  readonly since: number;
}

/** The outside party of a call: it has no DN here, so no events of its own. */
export type FarEndState = 'Dialing' | 'Alerting' | 'Connected';

export interface CallSnapshotOfSwitch {
  readonly connId: string;
  readonly callUuid: string;
  readonly callType: CallType;
  readonly ani?: string;
  readonly dnis?: string;
  readonly parties: readonly {
    readonly dn: string;
    readonly state: PartyState;
    readonly role: DNRole;
    readonly since: number;
  }[];
  readonly farEnd?: { readonly number: string; readonly state: FarEndState };
  readonly userData: KVList;
}

export interface PartyOnDn {
  readonly connId: string;
  readonly state: PartyState;
  readonly role: DNRole;
  /** When that state began. Milliseconds since 1970. */
  readonly since: number;
  readonly callType: CallType;
  readonly otherDn?: string;
  readonly ani?: string;
  readonly dnis?: string;
  /** The queue that the call came through. */
  readonly queue?: string;
  readonly userData: KVList;
}

export interface AgentOnDn {
  readonly agentId: string;
  readonly state: AgentState;
  /** When that state began; in NotReady, when the last reason was given. Milliseconds since 1970. */
  readonly since: number;
}
