/** The examples that the vendors publish, as fields: what is asked with, and what an answer has. */

/** One answer: which fields it has, and those of its message, if it has one. */
export interface PublishedExample {
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** Which ids of its chat it brings; absent: none. */
  readonly ids?: readonly (typeof IDS)[number][];
  readonly fields: readonly string[];
  /** Fields that we add, and why is in docs/COMPATIBILITY.md. */
  readonly added: readonly string[];
  readonly message?: readonly string[];
}

const IDS = ['alias', 'secureKey', 'userId', 'chatId'] as const;
const CLASSIC = ['secureKey', 'userId', 'chatId'] as const;
const ANSWER = ['messages', 'chatEnded', 'statusCode', ...IDS, 'nextPosition'];
const LINE = ['from', 'index', 'type', 'utcTime'];

export const REQUEST_CHAT: readonly PublishedExample[] = [
  { firstName: 'Joan', lastName: 'Smith', subject: 'Savings Account', userData: { key1: 'value1', key2: 'value2' } },
  {
    firstName: 'Joan',
    lastName: 'Smith',
    subject: 'Savings Account',
    userData: { key1: 'value1', key2: 'value2' },
    auth: { username: 'user1', password: 'pass1' },
  },
  {
    firstName: 'Joan',
    lastName: 'Smith',
    subject: 'Savings Account',
    userData: { key1: 'value1', key2: 'value2' },
    auth: { encoded: 'dXNlcjE6cGFzczE=' },
  },
].map((request) => ({
  operation: 'requestChat',
  request,
  fields: ['statusCode', ...IDS, 'messages', 'nextPosition'],
  added: ['chatEnded'],
  message: LINE,
}));

/** In the order in which one chat can have them. */
export const IN_CHAT: readonly PublishedExample[] = [
  {
    operation: 'sendMessage',
    request: { message: 'Hello, ...' },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text', 'messageType'],
  },
  {
    operation: 'requestNotifications',
    request: { transcriptPosition: '2' },
    ids: IDS,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text', 'messageType'],
  },
  {
    operation: 'readReceipt',
    request: { transcriptPosition: '2' },
    ids: ['secureKey'],
    fields: ['messages', 'chatEnded', 'statusCode', 'secureKey', 'nextPosition'],
    added: ['alias', 'userId', 'chatId'],
  },
  ...['startTyping', 'stopTyping'].map((operation) => ({
    operation,
    request: { message: 'Hello, ...' },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text'],
  })),
  {
    operation: 'pushUrl',
    request: { pushUrl: 'http://www.genesys.com' },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text'],
  },
  {
    operation: 'updateNickname',
    request: { nickname: 'MyNewNickname' },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text'],
  },
  {
    operation: 'customNotice',
    request: { message: 'ORDER UPDATE' },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
    message: [...LINE, 'text'],
  },
  {
    operation: 'updateData',
    request: { userData: { key3: 'value3', key4: 'value4' } },
    ids: CLASSIC,
    fields: ANSWER,
    added: [],
  },
  {
    operation: 'disconnect',
    request: {},
    ids: IDS,
    fields: ['messages', 'chatEnded', 'statusCode', 'alias', 'chatId', 'nextPosition'],
    added: [],
  },
];

/** An event that an agent causes, heard from a modern service. */
export const MODERN_EVENT = { fields: [...ANSWER, 'monitored', 'channel'], message: [...LINE, 'text'] } as const;

/** Of the file operations: an answer has more than the examples, for a client that cannot do without. */
export const FILES = [
  {
    operation: 'fileGetLimits',
    fields: ['messages', 'chatEnded', 'statusCode', 'secureKey'],
    added: ['alias', 'userId', 'chatId', 'nextPosition'],
    message: ['from', 'text', 'type', 'utcTime', 'userData'],
  },
  {
    operation: 'fileUpload',
    fields: ['chatEnded', 'statusCode', 'secureKey', 'userData'],
    added: ['messages', 'alias', 'userId', 'chatId', 'nextPosition'],
  },
  {
    operation: 'fileDelete',
    fields: ['chatEnded', 'statusCode', 'secureKey'],
    added: ['messages', 'alias', 'userId', 'chatId', 'nextPosition'],
  },
] as const;

/** The profile of aura-mocks' documentation, as it is posted. */
export const PUBLISHED_PROFILES = [
  {
    profile: 'default',
    settings: {
      chat: {
        pushUrl: 'https://bot.example/aura-services/v1/genesys/messages',
        autoMessages: [
          { from: { nickname: 'system', type: 'External' }, type: 'ParticipantJoined', timeout: 1 },
          { from: { type: 'External' }, type: 'Message', timeout: 1, text: 'Please wait' },
          { from: { type: 'External' }, type: 'Message', timeout: 1, text: 'Somebody comes soon' },
          { from: { nickname: 'agent1', type: 'Agent' }, type: 'ParticipantJoined', timeout: 1 },
          { from: { type: 'Agent' }, type: 'Message', timeout: 1, text: 'How can I help?' },
        ],
      },
    },
  },
] as const;
