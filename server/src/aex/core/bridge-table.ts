import { machineOf, type Transition } from '@fusion-cti/protocol';

/** One chat as the bridge sees it. */
export const BRIDGE_STATES = [
  'creating',
  'attaching',
  'queued',
  'alerting',
  'with_agent',
  'transferring',
  'ended',
  'failed',
] as const;
export type BridgeState = (typeof BRIDGE_STATES)[number];

export type BridgeTrigger =
  | 'created'
  | 'create-failed'
  | 'attached'
  | 'agent-alerting'
  | 'offer-over'
  | 'agent-joined'
  | 'last-agent-left'
  | 'transfer-seen'
  | 'no-successor'
  | 'agent-lost'
  | 'waited-too-long'
  | 'overflowed'
  | 'user-ended'
  | 'guest-gone'
  | 'lost';

/** What the caller is told of it, beside messages and typing. */
export type BridgeNotice = 'agent-joined' | 'agent-left' | 'transferring' | 'ended' | 'error';

type Row = Transition<BridgeState, BridgeTrigger, BridgeNotice>;

const LIVE = ['attaching', 'queued', 'alerting', 'with_agent', 'transferring'] as const;

/** Rows that say the same of several states. */
function fromEach(states: readonly BridgeState[], row: Omit<Row, 'from'>): Row[] {
  return states.map((from) => ({ from, ...row }));
}

export const BRIDGE_TABLE: readonly Row[] = [
  { from: 'creating', on: 'created', to: 'attaching', spec: 'The other side has made a conversation.' },
  { from: 'creating', on: 'create-failed', to: 'failed', spec: 'Who asked is told in the answer.' },
  { from: 'attaching', on: 'attached', to: 'queued', spec: 'Only a conversation that is listened to is routed.' },
  { from: 'queued', on: 'agent-alerting', to: 'alerting', spec: 'An agent is being offered the chat.' },
  { from: 'alerting', on: 'offer-over', to: 'queued', spec: 'Nobody is being offered it any more.' },
  ...fromEach(['queued', 'alerting', 'with_agent', 'transferring'], {
    on: 'agent-joined',
    to: 'with_agent',
    emits: ['agent-joined'],
    spec: 'An agent is there: told once for each time of joining.',
  }),
  {
    from: 'with_agent',
    on: 'last-agent-left',
    to: 'transferring',
    spec: 'The last agent has left on purpose, and the guest is still there.',
  },
  {
    from: 'with_agent',
    on: 'agent-lost',
    to: 'queued',
    emits: ['agent-left'],
    spec: 'The last agent has lost the connection, and did not come back in time.',
  },
  {
    from: 'transferring',
    on: 'transfer-seen',
    to: 'transferring',
    emits: ['transferring'],
    spec: 'Somebody else is asked, or the guest has stayed for a moment.',
  },
  {
    from: 'transferring',
    on: 'no-successor',
    to: 'queued',
    emits: ['agent-left'],
    spec: 'No other agent has come in time.',
  },
  ...fromEach(['queued', 'alerting'], {
    on: 'waited-too-long',
    to: 'ended',
    emits: ['error', 'ended'],
    spec: 'No agent within the longest wait: the guest is taken out of the queue.',
  }),
  ...fromEach(LIVE, {
    on: 'overflowed',
    to: 'ended',
    emits: ['error', 'ended'],
    spec: 'More is waiting for the caller than is kept.',
  }),
  ...fromEach(LIVE, { on: 'user-ended', to: 'ended', emits: ['ended'], spec: 'The user has closed the window.' }),
  ...fromEach(LIVE, { on: 'guest-gone', to: 'ended', emits: ['ended'], spec: 'The chat is over at the other side.' }),
  ...fromEach(['attaching', 'queued'], {
    on: 'lost',
    to: 'failed',
    emits: ['error', 'ended'],
    spec: 'The event stream is lost for good, and there was no agent.',
  }),
  ...fromEach(['alerting', 'with_agent', 'transferring'], {
    on: 'lost',
    to: 'ended',
    emits: ['error', 'ended'],
    spec: 'The event stream is lost for good.',
  }),
];

export const bridgeMachine = machineOf(BRIDGE_TABLE);

export function isOver(state: BridgeState): boolean {
  return state === 'ended' || state === 'failed';
}
