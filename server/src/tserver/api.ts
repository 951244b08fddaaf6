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
  TRequest,
} from '@fusion-cti/protocol';
import type { SwitchBehaviour } from './behaviour.js';

/** One connection of one T-Library client. Whoever delivers the events gives the ids. */
export type ClientId = string;

export interface SwitchDn {
  readonly dn: string;
  /**
   * `DN` and `Position` are phones, `Queue` is an ACD queue, `RouteDN` and `RouteQueue` are routing points, `Other` is
   * a virtual queue: no call ever is on it, but events are distributed there.
   */
  readonly type: AddressType;
  readonly name?: string;
  /** Of a queue: where its calls go when nobody takes them. */
  readonly overflow?: QueueOverflow;
  /** Of a routing point: who answers its route requests. Without one, a client has to. */
  readonly strategy?: RoutingStrategy;
  /** Of a phone: what becomes of a call that is not answered. */
  readonly noAnswer?: NoAnswer;
}

export interface QueueOverflow {
  readonly to: string;
  /** Milliseconds in the queue. */
  readonly afterMs?: number;
  /** With so many waiting already, a new call goes on at once. */
  readonly maxWaiting?: number;
}

/** Answers the route requests of a routing point. */
export interface RoutingStrategy {
  /** The ready agent who has waited longest, among those of the queues; of all queues when none is named. */
  readonly queues?: readonly string[];
  /** Or always the same destination. */
  readonly to?: string;
  /** What the caller hears meanwhile. */
  readonly treatment?: string;
  /** Told of the wait, under a VQID of its own. */
  readonly virtualQueue?: string;
  /** When nobody could be found for so long, the call goes to `defaultTo`. Milliseconds. */
  readonly timeoutMs?: number;
  readonly defaultTo?: string;
}

export interface NoAnswer {
  readonly afterMs: number;
  /** Without one the caller is told NoAnswer. */
  readonly overflowTo?: string;
}

export interface SwitchAgent {
  readonly agentId: string;
  /** Without one, any password is right. */
  readonly password?: string;
  /** The queues whose calls this agent takes. */
  readonly queues: readonly string[];
  /** Seconds of after-call work; the switch's own when absent. */
  readonly wrapUpTime?: number | 'untimed';
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

interface OfCall {
  readonly connId: string;
}

interface OfDn {
  readonly dn: string;
}

/** What the reminder of each name is about. */
interface TimerSubjects {
  'busy-tone': OfCall;
  'queue-overflow': OfCall & OfDn;
  'routing-timeout': OfCall & OfDn;
  treatment: OfCall & OfDn;
  'no-answer': OfCall & OfDn;
  'wrap-up': OfDn;
  'legal-guard': OfDn;
  'auto-logout': OfDn;
  reservation: OfDn;
}
export type SwitchTimerName = keyof TimerSubjects;
export type SwitchTimerOf<Name extends SwitchTimerName> = { readonly name: Name } & TimerSubjects[Name];

/** Something the switch asked to be reminded of. */
export type SwitchTimer = { [Name in SwitchTimerName]: SwitchTimerOf<Name> }[SwitchTimerName];

/** How a stand-by takes over: a hot one knows every call, a warm one only that there are calls. */
export type StandBy = 'hot' | 'warm';

export type SwitchInput =
  | { readonly kind: 'connect'; readonly client: ClientId }
  /** Drops registrations and reservations of the client, and nothing else: agents stay logged in and calls stay up. */
  | { readonly kind: 'disconnect'; readonly client: ClientId }
  /** `referenceId` is the ReferenceID: chosen by the client, it comes back on the first answer. */
  | { readonly kind: 'request'; readonly client: ClientId; readonly referenceId: number; readonly request: TRequest }
  /** An outside caller. An empty `from` is a withheld number: the events then have no ANI and no OtherDN. */
  | { readonly kind: 'inboundCall'; readonly to: string; readonly from: string; readonly userData?: KVList }
  /** An outside party of a call, the first that fits. Refused with 496 when the call has none in that state. */
  | { readonly kind: 'farEndAnswer'; readonly connId: string }
  | { readonly kind: 'farEndRelease'; readonly connId: string }
  /** The switch loses a DN, and finds it again. */
  | { readonly kind: 'dnOutOfService'; readonly dn: string }
  | { readonly kind: 'dnBackInService'; readonly dn: string }
  /** A DN leaves the configuration. */
  | { readonly kind: 'dnRemoved'; readonly dn: string }
  | { readonly kind: 'linkLost' }
  | { readonly kind: 'linkRestored' }
  | { readonly kind: 'switchOver'; readonly standBy: StandBy }
  | { readonly kind: 'timer'; readonly timer: SwitchTimer };

export type SwitchInputKind = SwitchInput['kind'];
export type SwitchInputOf<Kind extends SwitchInputKind> = Extract<SwitchInput, { readonly kind: Kind }>;

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
  readonly inService: boolean;
  readonly doNotDisturb: boolean;
  readonly forwardedTo?: string;
  readonly agentId?: string;
  readonly agentState: AgentState;
  readonly agentWorkMode?: AgentWorkMode;
  readonly reasons?: KVList;
  /** When the agent state began. Milliseconds since 1970. */
  readonly since: number;
  /** When after-call work ends by itself. Milliseconds since 1970. */
  readonly until?: number;
  /** The DN whose calls this one listens to. */
  readonly monitors?: string;
}

/** The outside party of a call: it has no DN here, so no events of its own. */
export type FarEndState = 'Dialing' | 'Alerting' | 'Connected';

export interface CallSnapshotOfSwitch {
  readonly connId: string;
  readonly callUuid: string;
  readonly callType: CallType;
  readonly ani?: string;
  readonly dnis?: string;
  /** The other call of the one who started this as a consultation. */
  readonly consultationFor?: string;
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
  /** The call that this one is a consultation for, by the same DN. */
  readonly consultationFor?: string;
  readonly conference: boolean;
  /** Who else is in a conference. */
  readonly participants?: readonly string[];
  readonly muted: boolean;
  readonly userData: KVList;
}

export interface AgentOnDn {
  readonly agentId: string;
  readonly state: AgentState;
  /** When that state began; in NotReady, when the last reason was given. Milliseconds since 1970. */
  readonly since: number;
}
