import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.js';
import * as store from './index.js';
import type { Lease, OutboxItem, Store, Write } from './index.js';
import { adapters } from './testing/adapters.js';

/** Runs of each adapter; `CTI_RANDOM_RUNS` is meant for the switch, which waits for no disk. */
const RUNS = Math.max(50, Math.round(Number(process.env.CTI_RANDOM_RUNS ?? 0) / 25));

const name = fc.constantFrom('a', 'b', 'a/b', 'é');
const text = fc.constantFrom('', 'text', '1 2', '\u{1F600}"\\');
const number = fc.constantFrom(0, 1, 2, 3, 5);
const condition = (field: string) =>
  fc.option(number, { nil: undefined }).map((n) => (n === undefined ? {} : { [field]: n }));
const nth = fc.nat({ max: 3 });

/** What was got from a store in this run, for what is asked later. */
interface Hand {
  readonly items: OutboxItem[];
  readonly leases: Lease[];
}

type Step = (subject: Store, hand: Hand, clock: ManualClock) => Promise<unknown>;
type MakeWrite = (hand: Hand, clock: ManualClock) => Write | undefined;

const write: fc.Arbitrary<MakeWrite> = fc.oneof(
  fc.tuple(name, fc.array(text, { maxLength: 3 }), condition('ifLast')).map((args) => () => store.append(...args)),
  fc.tuple(name, text, condition('ifVersion')).map((args) => () => store.put(...args)),
  fc.tuple(name, condition('ifVersion')).map((args) => () => store.remove(...args)),
  fc.tuple(name, name, number, text).map(
    ([table, key, ms, value]) =>
      (_hand: Hand, clock: ManualClock) =>
        store.schedule(table, key, clock.now() + ms, value),
  ),
  fc.tuple(name, name, condition('ifAt')).map((args) => () => store.unschedule(...args)),
  fc.tuple(name, name, text).map((args) => () => store.enqueue(...args)),
  nth.map(
    (n) =>
      ({ items }: Hand) =>
        ofItem(items, n, store.acknowledge),
  ),
  fc.tuple(nth, number).map(
    ([n, ms]) =>
      ({ items }: Hand, clock: ManualClock) =>
        ofItem(items, n, (item) => store.retry(item, clock.now() + ms)),
  ),
  fc.tuple(nth, text).map(
    ([n, why]) =>
      ({ items }: Hand) =>
        ofItem(items, n, (item) => store.bury(item, why)),
  ),
  fc.tuple(name, nth).map(
    ([outbox, n]) =>
      ({ items }: Hand) =>
        store.discard(outbox, items.at(-1 - n)?.id ?? 0),
  ),
  nth.map((n) => ({ leases }: Hand) => {
    const lease = leases.at(-1 - n);
    return lease && store.fence(lease);
  }),
);

function ofItem(items: readonly OutboxItem[], n: number, make: (item: OutboxItem) => Write): Write | undefined {
  const item = items.at(-1 - n);
  return item && make(item);
}

const commit = fc.array(write, { minLength: 1, maxLength: 4 }).map((makes): Step => (subject, hand, clock) => {
  const writes = makes.map((make) => make(hand, clock)).filter((made) => made !== undefined);
  return subject.commit(...writes);
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: commit },
  fc.tuple(name, number, fc.constantFrom(1, 2, 100)).map(
    (args): Step =>
      (subject) =>
        subject.logs.read(...args),
  ),
  fc.tuple(name, number).map(
    (args): Step =>
      (subject) =>
        subject.logs.trim(...args),
  ),
  name.map(
    (log): Step =>
      (subject) =>
        subject.logs.drop(log),
  ),
  name.map(
    (key): Step =>
      (subject) =>
        subject.records.get(key),
  ),
  fc.tuple(fc.constantFrom('', 'a', 'é'), fc.constantFrom('', 'a', 'a/b'), fc.constantFrom(1, 2, 100)).map(
    (args): Step =>
      (subject) =>
        subject.records.list(...args),
  ),
  fc.tuple(name, name, number).map(([lease, holder, ms]): Step => async (subject, { leases }) => {
    const got = await subject.leases.acquire(lease, holder, ms);
    if (got !== undefined) leases.push(got);
    return got;
  }),
  fc.tuple(nth, number).map(([n, ms]): Step => async (subject, { leases }) => {
    const lease = leases.at(-1 - n);
    return lease && subject.leases.renew(lease, ms);
  }),
  nth.map((n): Step => async (subject, { leases }) => {
    const lease = leases.at(-1 - n);
    return lease && subject.leases.release(lease);
  }),
  name.map(
    (lease): Step =>
      (subject) =>
        subject.leases.holder(lease),
  ),
  name.map((table): Step => async (subject) => [
    await subject.deadlines.next(table),
    // Of those of one moment, the order is not promised.
    (await subject.deadlines.due(table, 100)).map(({ at, name: key, text: value }) => `${at} ${key} ${value}`).sort(),
  ]),
  {
    weight: 3,
    arbitrary: fc.tuple(name, number).map(([outbox, ms]): Step => async (subject, { items }) => {
      const taken = [...(await subject.outboxes.take(outbox, 100, ms))].sort((a, b) => a.id - b.id);
      items.push(...taken);
      return taken;
    }),
  },
  name.map(
    (outbox): Step =>
      (subject) =>
        subject.outboxes.next(outbox),
  ),
  fc.tuple(name, number).map(
    ([outbox, after]): Step =>
      (subject) =>
        subject.outboxes.buried(outbox, after, 100),
  ),
  number.map(
    (ms): Step =>
      async (_subject, _hand, clock) =>
        void clock.advance(ms),
  ),
);

/** What a store answered to each step, refusals too. */
async function trace(subject: Store, clock: ManualClock, steps: readonly Step[]): Promise<unknown[]> {
  const hand: Hand = { items: [], leases: [] };
  const answers: unknown[] = [];
  for (const act of steps)
    answers.push(
      await act(subject, hand, clock).catch(({ code, details }: { code: string; details: string }) => ({
        code,
        details,
      })),
    );
  return answers;
}

describe.each(adapters().filter(({ name: adapter }) => adapter !== 'memory'))('$name', (adapter) => {
  const when = adapter.leftOut === undefined ? describe : describe.skip;

  when(adapter.leftOut === undefined ? 'beside the memory' : `left out: ${adapter.leftOut}`, () => {
    beforeAll(() => adapter.begin());
    afterAll(() => adapter.end());

    test(`P-13 Whatever is asked in whatever order, it answers as the memory does (${RUNS} runs)`, async () => {
      const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const [clock, memoryClock] = [new ManualClock(10), new ManualClock(10)];
        const subject = await adapter.place().open(() => clock.now());
        const memory = store.openMemoryStore(() => memoryClock.now());
        try {
          expect(await trace(subject, clock, steps)).toEqual(await trace(memory, memoryClock, steps));
        } finally {
          await subject.close();
        }
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  });
});
