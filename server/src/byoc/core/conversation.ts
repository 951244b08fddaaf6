import type { ThreadState } from './conversation-table.js';

export interface EndUser {
  /** On the external platform. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly nickname: string;
  readonly image: string;
  /** Values of custom fields. */
  readonly fields?: readonly { readonly ident: string; readonly value: string }[];
}

/** Who ended it: a silent customer's clock, the customer, or the agent. */
export type EndCause = '' | 'idle' | 'customer' | 'agent';

/** When the silence of a customer counts: always, only after leaving, or never. */
export type IdleMode = 'always' | 'left' | 'never';

/** One thread. Moments are milliseconds since 1970. */
export interface Conversation {
  readonly brand: number;
  /** CXone's id of the channel. */
  readonly channel: string;
  /** The thread's id on the external platform. */
  readonly thread: string;
  readonly customer: EndUser;
  readonly state: ThreadState;
  readonly endCause: EndCause;
  readonly createdAt: number;
  readonly endedAt: number;
  /** When the silence or the count-down is over; 0: neither runs. */
  readonly dueAt: number;
  /** The customer has left the page. */
  readonly isAway: boolean;
  /** Of the customer. An agent may have begun it, and then nobody is silent yet. */
  readonly messages: number;
  readonly agentMessages: number;
  /** CXone's number of the case, as soon as it is known. */
  readonly contact: string;
}

export function newConversation(
  origin: Pick<Conversation, 'brand' | 'channel' | 'thread' | 'customer'>,
  now: number,
): Conversation {
  return {
    ...origin,
    state: 'open',
    endCause: '',
    createdAt: now,
    endedAt: 0,
    dueAt: 0,
    isAway: false,
    messages: 0,
    agentMessages: 0,
    contact: '',
  };
}
