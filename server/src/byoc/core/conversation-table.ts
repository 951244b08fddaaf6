import { machineOf, type Transition } from '@fusion-cti/protocol';

/** One thread between a customer and CXone, as the middleware sees it. */
export const THREAD_STATES = ['open', 'asked', 'ended'] as const;
export type ThreadState = (typeof THREAD_STATES)[number];

export type ThreadTrigger = 'silent' | 'answered' | 'count-down-over' | 'customer-ended' | 'agent-ended';

/** What the customer's side is told of it. */
export type ThreadNotice = 'asked' | 'resumed' | 'ended';

type Row = Transition<ThreadState, ThreadTrigger, ThreadNotice>;

export const THREAD_TABLE: readonly Row[] = [
  {
    from: 'open',
    on: 'silent',
    to: 'asked',
    emits: ['asked'],
    spec: 'Two minutes of silence: the customer is asked, and the count-down begins.',
  },
  {
    from: 'asked',
    on: 'answered',
    to: 'open',
    emits: ['resumed'],
    spec: 'Any answer in time cancels the count-down, and the silence begins anew.',
  },
  {
    from: 'asked',
    on: 'count-down-over',
    to: 'ended',
    emits: ['ended'],
    spec: 'No answer: the conversation is ended at CXone too.',
  },
  ...(['open', 'asked'] as const).flatMap((from): Row[] => [
    {
      from,
      on: 'customer-ended',
      to: 'ended',
      emits: ['ended'],
      spec: 'The customer says so: the conversation is ended at CXone too.',
    },
    {
      from,
      on: 'agent-ended',
      to: 'ended',
      emits: ['ended'],
      spec: 'The case is closed or the thread locked: the customer writes no further on it, and is told.',
    },
  ]),
];

export const threadMachine = machineOf(THREAD_TABLE);
