import { afterEach, expect, test } from 'vitest';
import {
  accepts,
  agent,
  begins,
  customer,
  type Outcome,
  passes,
  replies,
  says,
  sees,
  sets,
  Stage,
  type Step,
  told,
} from './testing/stage.js';
import type { TogetherOptions } from './testing/together.js';

let stage: Stage | undefined;
afterEach(async () => {
  expect(stage?.together.platform.unsigned).toEqual([]);
  await stage?.together.stop();
  stage = undefined;
});

interface Sequence {
  readonly what: string;
  readonly options?: TogetherOptions;
  readonly steps: readonly Step[];
  /** Of what the customer did, where not all was taken. */
  readonly answers?: readonly number[];
  readonly comesTo: Partial<Outcome>;
}

const served = [says('hello'), accepts];
const SILENCE = 120_000;
const COUNT_DOWN = 20_000;
/** Longer than what was seen of a case is taken for true. */
const LATER = 6_000;

const SEQUENCES: readonly Sequence[] = [
  {
    what: 'a conversation, with typing both ways, delivered and seen',
    steps: [
      ...served,
      customer('typing', { isTyping: true }),
      agent('typing'),
      told('typing'),
      replies('How can I help?'),
      told('typing', 'How can I help?'),
      says('The pond is dry'),
      sees,
    ],
    comesTo: {
      words: ['hello', 'The pond is dry'],
      cases: ['open'],
      isLocked: false,
      marks: ['seen'],
    },
  },
  {
    what: 'a silent customer is asked, and counted down, and the end comes',
    steps: [...served, passes(SILENCE), told('asked'), passes(COUNT_DOWN)],
    comesTo: { story: ['asked', 'ended idle'], cases: ['resolved'], isLocked: true, words: ['hello'] },
  },
  {
    what: 'nobody had accepted the case of a silent customer: it is abandoned',
    steps: [says('hello'), passes(SILENCE), told('asked'), passes(COUNT_DOWN)],
    comesTo: { story: ['asked', 'ended idle'], cases: ['closed'], isLocked: true },
  },
  {
    what: 'an answer in time, and the conversation goes on',
    steps: [
      ...served,
      passes(SILENCE),
      told('asked'),
      passes(COUNT_DOWN - 1),
      says('I am here'),
      told('asked', 'resumed'),
      passes(SILENCE - 1),
      replies('Good'),
    ],
    comesTo: { story: ['asked', 'resumed', 'Good'], cases: ['open'], words: ['hello', 'I am here'], isLocked: false },
  },
  {
    what: 'the customer ends, the agent’s conversation too, and nothing more is taken',
    steps: [...served, customer('ended'), told('ended customer'), says('one more thing')],
    answers: [202, 202, 409],
    comesTo: { story: ['ended customer'], cases: ['resolved'], isLocked: true, words: ['hello'] },
  },
  {
    what: 'the agent ends: the customer is told, and refused',
    steps: [...served, agent('end'), passes(LATER), told('ended agent'), says('one more thing')],
    answers: [202, 409],
    comesTo: { story: ['ended agent'], cases: ['closed'], words: ['hello'] },
  },
  {
    what: 'the agent ends, and the customer writes before anybody has looked',
    options: { byoc: { pollMs: 3_600_000 } },
    steps: [...served, agent('end'), passes(LATER), says('one more thing'), told('ended agent')],
    answers: [202, 409],
    comesTo: { cases: ['closed'], words: ['hello'] },
  },
  {
    what: 'an agent begins, the customer answers, and the agent goes on',
    steps: [begins('May I help you?'), told('May I help you?'), says('Yes please'), accepts, replies('Gladly')],
    answers: [200, 202],
    comesTo: {
      story: ['May I help you?', 'Gladly'],
      words: ['Yes please'],
      cases: ['open'],
      marks: ['delivered', 'delivered'],
    },
  },
  {
    what: 'an agent begins, and the customer ends it without an answer',
    steps: [begins('May I help you?'), told('May I help you?'), customer('ended')],
    answers: [200, 202],
    comesTo: { story: ['May I help you?', 'ended customer'], cases: ['resolved'], isLocked: true },
  },
  {
    what: 'an agent begins, and closes the case before the customer has answered',
    steps: [begins('May I help you?'), told('May I help you?'), sets('closed'), passes(LATER), says('Yes please')],
    answers: [200, 409],
    comesTo: { story: ['May I help you?', 'ended agent'], cases: ['closed'], words: [] },
  },
  {
    what: 'an agent may not begin where the channel takes no recipients',
    options: { channel: { recipients: 'none' } },
    steps: [begins('May I help you?')],
    answers: [400],
    comesTo: { story: [], cases: [] },
  },
  {
    what: 'a transfer, of which the customer sees no more than another name',
    steps: [
      ...served,
      replies('One moment'),
      async ({ together }) => together.agent('/chat-agents/5002/state', { state: 'Ready' }),
      agent('transfer', { to: '5002' }),
      agent('accept', { agentId: '5002' }),
      replies('Ben here', { agentId: '5002' }),
      told('One moment', 'Ben here'),
      async ({ together }) =>
        expect(together.platform.told.map(({ message }) => message?.author)).toEqual(['Ava Martin', 'Ben Okafor']),
    ],
    comesTo: { story: ['One moment', 'Ben here'], cases: ['open'], marks: ['delivered', 'delivered'] },
  },
  {
    what: 'a resolved case is taken up again, when a rule says so',
    options: { byoc: { rules: { resolvedEnds: false } }, emulator: { agentEnds: 'resolved' } },
    steps: [...served, agent('end'), passes(LATER), says('One more thing'), accepts, replies('Yes?')],
    comesTo: { story: ['Yes?'], cases: ['open'], words: ['hello', 'One more thing'], marks: ['delivered'] },
  },
  {
    what: 'attachments both ways',
    options: { byoc: { attachmentsIn: 'pass' } },
    steps: [
      says('look', { attachments: [{ friendlyName: 'pond.png', url: 'https://example.com/pond.png' }] }),
      accepts,
      agent('files', { name: 'map.txt', content: Buffer.from('to the river').toString('base64') }),
      told('map.txt'),
      async ({ together }) => {
        const [sent] = together.platform.told.flatMap(({ message }) => message?.attachments ?? []);
        expect(await (await fetch(sent?.url ?? '')).text()).toBe('to the river');
      },
    ],
    comesTo: { story: ['map.txt'], words: ['look'], marks: ['delivered'] },
  },
];

const WAYS = [
  ['the older way', false],
  ['the 3.0 way', true],
] as const;

test.each(WAYS.flatMap(([way, outbound]) => SEQUENCES.map((row) => [row.what, way, outbound, row] as const)))(
  'J-87 Middleware and CXone together: %s, %s',
  async (_what, _way, outboundApiForReplies, { options = {}, steps, answers, comesTo }) => {
    stage = await Stage.start({ ...options, integration: { outboundApiForReplies } });
    for (const step of steps) await step(stage);
    await stage.comesTo(comesTo);
    // Nothing follows that would undo it.
    await stage.together.untilQuiet();
    await stage.comesTo(comesTo);
    const all = stage.answers.map(() => 202);
    expect(stage.answers).toEqual(answers ?? all);
  },
  20_000,
);
