/** Every state that the toolbar can be looked at in. A new element, or a new look of one, gets a row here. */
import { commandTypes, kvListOf } from '@fusion-cti/protocol';
import { msg } from '@lit/localize';
import { FRESH, type Contact } from '../../src/state/contacts.js';
import type { Means } from '../../src/state/wish.js';
import { INITIAL_STATE, type Notice, type ToolbarState } from '../../src/state/toolbar-state.js';
import { chatStates } from './chat-states.js';

/** What "now" is in the gallery. Milliseconds since 1970. */
export const NOW = Date.UTC(2026, 0, 5, 9, 30);
const MINUTE = 60_000;

const DIRECTORY = [
  { name: 'Ben Okafor', number: '7002' },
  { name: 'Chiara Rossi', number: '7003' },
];

const { offered, one, two, work } = chatStates(NOW);

const available: ToolbarState = {
  ...INITIAL_STATE,
  availability: { phase: 'available', since: NOW - 12 * MINUTE },
  connection: {
    status: 'online',
    level: 'ours',
    commands: commandTypes(),
    agentId: '5001',
    agentName: 'Ava Martin',
    dn: '7001',
    notReadyReasons: [
      { code: 'BREAK', text: 'Break' },
      { code: 'LUNCH', text: 'Lunch' },
      { code: 'TRAINING', text: 'Training' },
    ],
  },
  colleagues: [
    {
      agentId: '5002',
      name: 'Ben Okafor',
      dn: '7002',
      state: 'Ready',
      since: NOW - 4 * MINUTE,
      wrapUp: false,
      onCall: true,
    },
    {
      ...{ agentId: '5003', name: 'Chiara Rossi', dn: '7003', state: 'NotReady', since: NOW - 9 * MINUTE },
      ...{ wrapUp: false, onCall: false, reason: 'Lunch' },
    },
  ],
  dispositions: [
    { code: 'RESOLVED', name: 'Resolved' },
    { code: 'FOLLOW_UP', name: 'Follow-up needed' },
  ],
  directory: DIRECTORY,
};

const call: Contact = {
  ...FRESH,
  eventId: 'e1',
  connectionId: 'c1',
  direction: 'inbound',
  number: '+14155550100',
  name: 'Maria Gonzalez',
  queueName: 'Heating support',
  party: 'Connected',
  since: NOW - 2 * MINUTE,
  answeredAt: NOW - 2 * MINUTE,
  userData: kvListOf({ Topic: 'Boiler pressure', CustomerSegment: 'Gold' }),
};
const { answeredAt: _, ...unanswered } = call;
const asking: Contact = {
  ...call,
  eventId: 'e2',
  connectionId: 'c2',
  direction: 'outbound',
  number: '7002',
  name: 'Ben Okafor',
  consultation: true,
  consultationFor: 'e1',
};

function calls(...contacts: readonly Contact[]): ToolbarState {
  return { ...available, contacts, shownEventId: contacts[0]?.eventId };
}

function notice(over: Partial<Notice> = {}): Notice {
  return {
    id: 'n1',
    what: 'Fusion was not told about the call (Maria Gonzalez)',
    why: 'Fusion did not answer within 5 seconds. Is this page inside Fusion?',
    retryable: true,
    ...over,
  };
}

const failed: ToolbarState = {
  ...available,
  connection: { status: 'lost' },
  availability: {
    phase: 'failed',
    failure: { hop: 'socket', reason: 'The server is stopping. Connect again in a moment.', retryable: true },
  },
};

export const STATES = {
  unavailable: INITIAL_STATE,
  connecting: {
    ...INITIAL_STATE,
    availability: { phase: 'connecting', step: 'switch' },
    connection: { status: 'connecting' },
  },
  available,
  leaving: { ...available, availability: { phase: 'leaving', since: NOW - MINUTE } },
  'on-a-break': {
    ...available,
    availability: { phase: 'unavailable', why: 'On a break', pause: { since: NOW - 3 * MINUTE } },
  },
  'after-call-work': {
    ...available,
    availability: { phase: 'unavailable', why: 'After-call work', pause: { since: NOW - 10_000, until: NOW + 20_000 } },
  },
  failed,
  'taken-over': {
    ...failed,
    availability: {
      phase: 'failed',
      failure: {
        hop: 'session',
        reason: 'You went on working in another window or browser.',
        retryable: true,
        takesOver: true,
      },
    },
  },
  stopped: {
    ...INITIAL_STATE,
    stopped: notice({ what: 'The toolbar cannot start', why: 'The file config.json is not JSON.', retryable: false }),
  },
  notices: {
    ...available,
    notices: [
      notice(),
      notice({
        id: 'n2',
        what: 'The call to +99 could not be placed',
        why: 'The number cannot be dialled. Check it and try again.',
        retryable: false,
      }),
    ],
  },
  placing: { ...available, placing: { eventId: 'e9', number: '+442079460018' } },
  ringing: calls({ ...unanswered, party: 'Alerting', since: NOW - 8_000 }),
  'ringing-unknown': calls({ ...unanswered, name: undefined, number: '', party: 'Alerting', since: NOW - 8_000 }),
  answering: calls({ ...unanswered, party: 'Alerting', since: NOW - 8_000, asked: 'accept' }),
  dialling: calls({ ...unanswered, direction: 'outbound', party: 'Dialing', since: NOW - 4_000 }),
  busy: calls({ ...unanswered, direction: 'outbound', party: 'Failed', since: NOW - 4_000 }),
  call: calls(call),
  'call-with-a-long-name': calls({
    ...call,
    name: 'Wolfeschlegelsteinhausenbergerdorff Maximiliane von und zu Hohenstaufen',
  }),
  muted: calls({ ...call, muted: true }),
  held: calls({ ...call, party: 'Held', since: NOW - 30_000 }),
  'line-lost': { ...failed, contacts: [{ ...call, lost: true }] },
  keypad: { ...calls({ ...call, tones: '4711#' }), panel: { eventId: 'e1', panel: 'keypad' } },
  'call-data': { ...calls(call), panel: { eventId: 'e1', panel: 'data' } },
  transfer: { ...calls(call), panel: { eventId: 'e1', panel: 'transfer' } },
  conference: { ...calls(call), panel: { eventId: 'e1', panel: 'conference' } },
  consultation: calls({ ...call, party: 'Held' }, asking),
  participants: calls({ ...call, conference: true, participants: ['+14155550100', '7002', '7003'] }),
  notes: { ...calls(call), panel: { eventId: 'e1', panel: 'notes' } },
  'what-comes-next': { ...calls(call), next: { to: 'unavailable', code: 'LUNCH' } },
  'choice-of-states': available,
  'sound-blocked': available,
  status: failed,
  'call-log': available,
  settings: available,
  more: { ...calls(call), line: { doNotDisturb: true, forwardedTo: '7002', monitoring: '7002' } },
  'chat-offered': { ...available, chats: offered },
  chat: { ...available, chats: one },
  'chat-transfer': { ...available, chats: one },
  'two-chats-beside-a-call': { ...calls(call), chats: two },
  'chat-offered-during-a-call': { ...calls(call), chats: offered },
  'after-chat-work': { ...available, chats: work },
  'wrap-up': calls({ ...call, party: 'Null' }),
  'ringing-during-wrap-up': calls(
    { ...call, party: 'Null' },
    { ...unanswered, eventId: 'e3', connectionId: 'c3', party: 'Alerting' },
  ),
} as const satisfies Readonly<Record<string, ToolbarState>>;

export type StateName = keyof typeof STATES;

export function isStateName(name: string): name is StateName {
  return Object.hasOwn(STATES, name);
}

/** What a state is looked at with: buttons that are pressed, by name in the language of the page, and what the browser lets the page do. */
export interface Look {
  readonly presses?: readonly (() => string)[];
  readonly means?: Partial<Means>;
}

export const LOOKS: Partial<Readonly<Record<StateName, Look>>> = {
  'choice-of-states': { presses: [() => msg('Choose your state')] },
  'sound-blocked': { means: { sound: 'blocked' } },
  status: { presses: [() => msg('Connection lost')] },
  'call-log': { presses: [() => msg('Call log')] },
  settings: { presses: [() => msg('Settings')] },
  more: { presses: [() => msg('More')] },
  'chat-transfer': { presses: [() => msg('Transfer or invite')] },
};
