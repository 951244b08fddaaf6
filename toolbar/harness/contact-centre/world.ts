/** What the server's control API tells: the world as configured, and what happens in it at this moment. */
import type { AgentState, CallType, DeviceState, PartyState } from '@fusion-cti/protocol';
import type { FusionAgent } from '../fusion/configuration.js';
import type { Contact } from '../fusion/contact.js';

export interface Queue {
  readonly dn: string;
  readonly name: string;
}

/** Somebody outside, who can be rung and behaves in a fixed way. */
export interface Subscriber {
  readonly number: string;
  readonly behaviour: 'rings' | 'busy' | 'unallocated' | 'unreachable';
}

export interface World {
  readonly agents: readonly FusionAgent[];
  readonly queues: readonly Queue[];
  readonly contacts: readonly Contact[];
  readonly subscribers: readonly Subscriber[];
  readonly dispositions?: readonly { readonly code: string; readonly name: string }[];
}

export interface Line {
  readonly dn: string;
  /** `Queue` is not a line. */
  readonly type: string;
  readonly name?: string;
  readonly device: DeviceState;
  readonly agentId?: string;
  readonly agentState: AgentState;
}

export interface CallParty {
  readonly dn: string;
  readonly state: PartyState;
}

export interface LiveCall {
  readonly connId: string;
  readonly callType: CallType;
  readonly ani?: string;
  readonly dnis?: string;
  readonly parties: readonly CallParty[];
  /** The customer, who has no line here. */
  readonly farEnd?: { readonly number: string; readonly state: 'Dialing' | 'Alerting' | 'Connected' };
}

export interface ContactCentreState {
  readonly dns: readonly Line[];
  readonly calls: readonly LiveCall[];
}
