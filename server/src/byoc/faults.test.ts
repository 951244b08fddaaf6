import { afterEach, expect, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { accepts, type Outcome, replies, says, Stage, type Step, told } from './testing/stage.js';
import { LOCAL_INTEGRATION, QUICK } from './testing/together.js';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.together.stop();
  stage = undefined;
});

/** What goes wrong at CXone, when it calls the middleware, and at the platform. */
const atCxone =
  (fault: object): Step =>
  ({ together }) =>
    together.emulator('POST', '/faults', fault);
const inCallbacks =
  (faults: object): Step =>
  ({ together }) =>
    together.emulator('POST', '/callback-faults', faults);
const atPlatform =
  (...faults: (number | 'cut-after')[]): Step =>
  async ({ together }) => {
    const left = [...faults];
    together.platform.fault = () => left.shift();
  };
const expired: Step = ({ together }) => together.emulator('POST', '/expire-tokens');
const otherSecret: Step = ({ together }) =>
  together.emulator('PUT', `/integrations/${LOCAL_INTEGRATION}`, { clientSecret: 'another-secret-than-agreed' });

interface Cell {
  readonly fault: string;
  readonly order: readonly Step[];
  /** Absent: the customer says `question`, the agent `answer`. */
  readonly steps?: readonly Step[];
  /** Beside, or instead of, that all of it arrives once. */
  readonly comesTo?: Partial<Outcome>;
  /** Statuses that CXone got for the agent's messages. Absent: that of one. */
  readonly callbacks?: readonly number[];
  /** The agent is told, beginning so. */
  readonly notice?: string;
}

const TALK = [says('question'), replies('answer')];
const ARRIVES: Partial<Outcome> = {
  story: ['welcome', 'answer'],
  words: ['hello', 'question'],
  marks: ['delivered', 'delivered'],
  cases: ['open'],
};
const FAILS: Partial<Outcome> = { story: ['welcome'], marks: ['delivered', 'failed'] };

const CELLS: readonly Cell[] = [
  { fault: 'a storm of 401', order: [atCxone({ count: 6, refuse: { status: 401 } })] },
  { fault: 'tokens of CXone that are good no more', order: [expired] },
  {
    fault: 'a token server that is down when they are',
    order: [expired, atCxone({ operation: 'token', count: 3, refuse: { status: 503 } })],
  },
  {
    fault: '429 with Retry-After',
    order: [atCxone({ operation: 'createMessage', refuse: { status: 429, retryAfterSeconds: 1 } })],
  },
  { fault: '429 for all that is asked', order: [atCxone({ count: 5, refuse: { status: 429, retryAfterSeconds: 0 } })] },
  { fault: '5xx for all that is asked', order: [atCxone({ count: 6, refuse: { status: 503 } })] },
  { fault: 'answers that are slow', order: [atCxone({ count: 3, delayMs: 100 })] },
  { fault: 'answers slower than is waited', order: [atCxone({ operation: 'createMessage', count: 2, delayMs: 600 })] },
  { fault: 'a lost answer after the commit', order: [atCxone({ operation: 'createMessage', loseAnswer: true })] },
  { fault: 'lost answers to all that is asked', order: [atCxone({ count: 5, loseAnswer: true })] },
  { fault: 'a callback twice', order: [inCallbacks({ duplicate: 1 })], callbacks: [200, 200] },
  {
    fault: 'callbacks in another order, which tell when the agent wrote',
    order: [inCallbacks({ reorder: 1 })],
    steps: [
      says('question'),
      replies('answer'),
      replies('more'),
      told('welcome', 'more', 'answer'),
      async ({ together }) => {
        const [, more, answer] = together.platform.told.map(({ message }) => Date.parse(message?.at ?? ''));
        expect(answer).toBeLessThanOrEqual(more ?? 0);
      },
    ],
    comesTo: { story: ['welcome', 'more', 'answer'], marks: ['delivered', 'delivered', 'delivered'] },
    callbacks: [200, 200],
  },
  { fault: 'a bearer that is old', order: [inCallbacks({ staleToken: 1 })], callbacks: [401, 200] },
  { fault: 'no bearer', order: [inCallbacks({ noToken: 1 })], callbacks: [401, 200] },
  { fault: 'fields that nobody knows', order: [inCallbacks({ unknownFields: 1 })] },
  { fault: 'a type that nobody knows', order: [inCallbacks({ unknownType: 1 })] },
  {
    fault: 'an attachment that is too large',
    order: [inCallbacks({ oversizeAttachment: 1 })],
    comesTo: FAILS,
    notice: 'Not delivered (attachment_too_large)',
  },
  {
    fault: 'an attachment whose address is good no more',
    order: [inCallbacks({ expiredAttachment: 1 })],
    comesTo: FAILS,
    notice: 'Not delivered (attachment_gone)',
  },
  {
    fault: 'another brand',
    order: [inCallbacks({ otherBrand: 1 })],
    comesTo: FAILS,
    callbacks: [400],
    notice: 'Not delivered (400',
  },
  {
    fault: 'a secret that was not agreed',
    order: [otherSecret],
    comesTo: FAILS,
    callbacks: [401],
    notice: 'Not delivered (The token was refused with 401',
  },
  { fault: 'a platform that is down for a while', order: [atPlatform(503, 503, 503)] },
  { fault: 'a platform whose answer is lost', order: [atPlatform('cut-after')] },
  {
    fault: 'a platform that will never take it',
    order: [atPlatform(410)],
    comesTo: FAILS,
    notice: 'Not delivered (status 410)',
  },
];

const WAYS = [
  ['the older way', false],
  ['the 3.0 way', true],
] as const;

test.each(WAYS.flatMap(([way, outbound]) => CELLS.map((cell) => [cell.fault, way, outbound, cell] as const)))(
  'J-88 Middleware and CXone together: %s, %s',
  async (_fault, _way, outboundApiForReplies, { order, steps = TALK, comesTo = {}, callbacks = [200], notice }) => {
    stage = await Stage.start({ ...QUICK, clock: new SystemClock(), integration: { outboundApiForReplies } });
    const { together } = stage;
    // All tokens are there, and nothing is on its way.
    for (const step of [says('hello'), accepts, replies('welcome')]) await step(stage);
    await stage.comesTo({ story: ['welcome'], marks: ['delivered'] });
    const before = (await callbacksOf(stage)).length;
    for (const step of [...order, ...steps]) await step(stage);
    await stage.comesTo({ ...ARRIVES, ...comesTo });
    const got = (await callbacksOf(stage)).slice(before);
    expect(got.map(({ status }) => status)).toEqual(callbacks);
    const heard = JSON.stringify(await together.server.get(`/control/chats/${await stage.chatId()}`));
    expect(heard.includes('Not delivered')).toBe(notice !== undefined);
    expect(heard).toContain(notice ?? 'question');
    expect(together.platform.unsigned).toEqual([]);
  },
  20_000,
);

interface CallbackList {
  readonly callbacks: readonly { readonly kind: string; readonly status?: number }[];
}

async function callbacksOf({ together }: Stage) {
  const { body } = await together.emulator<CallbackList>('GET', '/callbacks?limit=1000');
  return body.callbacks.filter(({ kind }) => kind === 'reply' || kind === 'outbound');
}
