import {
  device,
  service,
  type AddressType,
  type DeviceState,
  type DeviceTrigger,
  type FeatureState,
  type ForwardMode,
  type ServiceState,
  type ServiceTrigger,
  type TEventName,
} from '@fusion-cti/protocol';
import type { QueueOverflow, NoAnswer, RoutingStrategy, SwitchDn } from '../api.js';
import { advance } from './advance.js';
import { AgentSeat } from './agent-seat.js';
import { Line } from './line.js';
import type { Party } from './party.js';
import { Registrations } from './registrations.js';

/** What a queue or a routing point has beside a DN: who waits in it, and who waits for it. */
export class AcdQueue {
  readonly waiting = new Line<Party>();
  /** The phones of agents who could take a call now; who has been able to for longest comes first. */
  readonly available = new Line<Dn>();
  readonly overflow: QueueOverflow | undefined;
  /** `undefined`: a queue, not a routing point. */
  readonly routing: { readonly strategy: RoutingStrategy | undefined } | undefined;

  constructor(row: SwitchDn) {
    this.overflow = row.overflow;
    this.routing = ROUTING_POINTS.has(row.type) ? { strategy: row.strategy } : undefined;
  }
}

/** Where calls to a phone go instead. */
export interface Forwarding {
  readonly to: string;
  readonly mode: ForwardMode;
}

/** Who listens to the next call of an agent. */
export interface Monitoring {
  readonly supervisor: Dn;
  readonly target: Dn;
  readonly type: 'OneCall' | 'AllCalls';
  readonly mode: 'mute' | 'coach' | 'connect';
  /** `agent`: until the agent leaves the call. `call`: until it ends. */
  readonly scope: 'agent' | 'call';
}

const PHONES: ReadonlySet<AddressType> = new Set<AddressType>(['DN', 'Position']);
const ROUTING_POINTS: ReadonlySet<AddressType> = new Set<AddressType>(['RouteDN', 'RouteQueue']);
const ACD: ReadonlySet<AddressType> = new Set<AddressType>(['Queue', ...ROUTING_POINTS]);
export const KNOWN_TYPES: ReadonlySet<AddressType> = new Set<AddressType>([...PHONES, ...ACD, 'Other']);

export class Dn {
  readonly number: string;
  readonly type: AddressType;
  readonly name: string | undefined;
  readonly registrations = new Registrations();
  /** By ConnID. A phone has one or two, a queue may have thousands. */
  readonly parties = new Map<string, Party>();
  readonly seat: AgentSeat;
  /** `undefined`: neither queue nor routing point. */
  readonly acd: AcdQueue | undefined;
  readonly isPhone: boolean;
  readonly noAnswer: NoAnswer | undefined;
  device: DeviceState = 'OnHook';
  service: ServiceState = 'InService';
  /** Until it leaves the configuration. Calls that had come through it may still name it. */
  configured = true;
  doNotDisturb: FeatureState = 'Off';
  messageWaiting: FeatureState = 'Off';
  forwarding: Forwarding | undefined = undefined;
  /** As the one who is listened to. */
  monitoredBy: Monitoring | undefined = undefined;
  /** As the one who listens. */
  monitors: Monitoring | undefined = undefined;

  constructor(row: SwitchDn, since: number) {
    this.number = row.dn;
    this.type = row.type;
    this.name = row.name;
    this.seat = new AgentSeat(this, since);
    this.acd = ACD.has(row.type) ? new AcdQueue(row) : undefined;
    this.isPhone = PHONES.has(row.type);
    this.noAnswer = row.noAnswer;
  }

  get idle(): boolean {
    return this.parties.size === 0;
  }

  get inService(): boolean {
    return this.configured && this.service === 'InService';
  }

  /** Whether a new call would ring here. */
  get reachable(): boolean {
    return this.idle && this.inService && this.doNotDisturb === 'Off';
  }

  /** Whether a call from a queue could ring here now. */
  get available(): boolean {
    return this.seat.phase === 'Ready' && this.seat.reservation === undefined && this.reachable;
  }

  /** @returns the events that the row emits. */
  applyDevice(trigger: DeviceTrigger): readonly TEventName[] {
    const row = advance(device, this.device, trigger, `DN ${this.number}`);
    this.device = row.to;
    return row.emits ?? [];
  }

  /** @returns the events that the row emits. */
  applyService(trigger: ServiceTrigger): readonly TEventName[] {
    const row = advance(service, this.service, trigger, `DN ${this.number}`);
    this.service = row.to;
    return row.emits ?? [];
  }
}
