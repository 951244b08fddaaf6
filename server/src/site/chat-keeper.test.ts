import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import { SystemIds } from '../runtime/ids.js';
import { Journal } from '../runtime/journal.js';
import { Seal } from '../runtime/seal.js';
import { openMemoryStore, type Store, type Write } from '../runtime/store/index.js';
import { readWorld } from '../world/world-file.js';
import { ChatKeeper } from './chat-keeper.js';
import { ChatShelf } from './chat-shelf.js';
import { Chats } from './chats.js';
import { holdAnswers } from './hold-answers.js';

const { log } = Fastify();

/** A store that can be away, before or after it has done what it was asked. */
class Shaky {
  readonly inner: Store;
  away: 'not' | 'before' | 'after' = 'not';
  commits = 0;

  constructor(clock: ManualClock) {
    this.inner = openMemoryStore(() => clock.now());
  }

  get store(): Store {
    const { logs, records, leases, deadlines, outboxes } = this.inner;
    const commit = async (...writes: readonly Write[]): Promise<readonly number[]> => {
      this.commits += 1;
      if (this.away === 'before') throw new CodedError('store-unavailable');
      const done = await this.inner.commit(...writes);
      if (this.away === 'not') return done;
      this.away = 'not';
      throw new CodedError('store-unavailable');
    };
    return { logs, records, leases, deadlines, outboxes, commit, close: async () => undefined };
  }
}

const SEAL = new Seal(Buffer.alloc(32, 7));

describe('keeping chats', () => {
  const clock = new ManualClock();
  const ids = new SystemIds(clock.now());

  async function process(shaky: Shaky, name: string) {
    const world = await readWorld('');
    const journal = new Journal(() => clock.now(), 0);
    const chats = new Chats({ world, clock, ids, journal, maxChats: 10, retentionMs: 1000, fileBytes: 10 });
    // A face that finds every chat again.
    chats.keepFace({ partOf: () => ({}), resume: () => undefined });
    const shelf = new ChatShelf(shaky.store, SEAL, name);
    const lost: string[] = [];
    const content = await shelf.open();
    const keeper = new ChatKeeper({
      ...{ shelf, clock, log, answerMs: 5_000 },
      recordOf: (chatId) => chats.recordOf(chatId),
      agentOf: (agentId) => chats.agentMemory(agentId),
      onLost: () => lost.push(name),
    });
    chats.resume(keeper, content, 60_000);
    const open = () => {
      const presence = 'unwatched' as const;
      return chats.do({ kind: 'open', service: 'customer-support', nickname: 'Rita', presence }).chatId ?? '';
    };
    const say = (chatId: string, text: string) =>
      chats.do({ kind: 'post', chatId, by: 'customer', type: 'Message', text });
    return { chats, keeper, lost, open, say };
  }
  const safe = (chats: Chats) => new Promise<void>((resolve) => chats.whenSafe(resolve));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const turns = async () => {
    for (let n = 0; n < 20; n += 1) await turn();
  };

  it('N-95 Of two servers with one store the later has it, and the earlier acknowledges nothing any more', async () => {
    const shaky = new Shaky(clock);
    const earlier = await process(shaky, 'earlier');
    const chatId = earlier.open();
    await safe(earlier.chats);
    const later = await process(shaky, 'later');
    expect(later.chats.chat(chatId)).toMatchObject({ state: 'Waiting' });
    const answers: string[] = [];
    earlier.say(chatId, 'too late');
    earlier.chats.whenSafe(() => answers.push('earlier'));
    later.say(chatId, 'in time');
    later.chats.whenSafe(() => answers.push('later'));
    await turns();
    expect([answers, earlier.lost, later.lost]).toEqual([['later'], ['earlier'], []]);
    const third = await process(shaky, 'third');
    expect(third.chats.server.transcript(chatId).map(({ text }) => text)).toEqual([undefined, 'in time']);
  });

  it.each(['before', 'after'] as const)(
    'N-96 A store that is away for a while, from %s it has written, keeps answers waiting; each thing is written once',
    async (away) => {
      const shaky = new Shaky(clock);
      const first = await process(shaky, 'first');
      const chatId = first.open();
      await safe(first.chats);
      shaky.away = away;
      const answers: number[] = [];
      first.say(chatId, 'one');
      first.chats.whenSafe(() => answers.push(1));
      await turns();
      first.say(chatId, 'two');
      first.chats.whenSafe(() => answers.push(2));
      await turns();
      if (away === 'before') {
        expect(answers).toEqual([]);
        clock.advance(1_000);
        await turns();
        expect(answers).toEqual([]);
        shaky.away = 'not';
        clock.advance(1_000);
        await turns();
      }
      expect([answers, first.lost]).toEqual([[1, 2], []]);
      const { chats } = await process(shaky, 'second');
      expect(chats.server.transcript(chatId).map(({ text }) => text)).toEqual([undefined, 'one', 'two']);
    },
  );

  it('N-98 Answers are refused when the store is away for longer than they wait, each once; what they were about comes', async () => {
    const shaky = new Shaky(clock);
    const { chats, open, say } = await process(shaky, 'first');
    const chatId = open();
    await safe(chats);
    const app = Fastify();
    holdAnswers(app, chats);
    app.post<{ Querystring: { text: string } }>('/say', async ({ query }) => {
      say(chatId, query.text);
      return { said: query.text };
    });
    const answers: (readonly [number, object])[] = [];
    const post = (text: string) =>
      void app.inject({ method: 'POST', url: '/say', query: { text } }).then((answer) => {
        answers.push([answer.statusCode, answer.json()]);
      });
    post('before');
    await turns();
    const good = (said: string) => [200, { said }];
    const refused = [503, expect.objectContaining({ code: 'store-unavailable' })];
    expect(answers).toEqual([good('before')]);
    shaky.away = 'before';
    post('late');
    const calls: string[] = [];
    chats.whenSafeInTime(
      () => calls.push('safe'),
      () => calls.push('late'),
    );
    await turns();
    clock.advance(3_000);
    post('in time');
    await turns();
    clock.advance(1_999);
    await turns();
    expect(answers).toHaveLength(1);
    clock.advance(1);
    await turns();
    expect(answers).toEqual([good('before'), refused]);
    shaky.away = 'not';
    clock.advance(200);
    await turns();
    expect(answers).toEqual([good('before'), refused, good('in time')]);
    clock.advance(60_000);
    await turns();
    expect([answers.length, calls]).toEqual([3, ['late']]);
    const { chats: kept } = await process(shaky, 'second');
    expect(kept.server.transcript(chatId).map(({ text }) => text)).toEqual([undefined, 'before', 'late', 'in time']);
    // Who has lost the store does not keep anybody waiting for it.
    post('lost');
    await turns();
    post('later');
    await turns();
    expect(answers.slice(3)).toEqual([refused, refused]);
    expect(clock.pending().filter(({ name }) => name === 'chat keeper answer')).toEqual([]);
    await app.close();
  });

  it('N-96 What happens in one turn is written together, and nobody waits for what others do afterwards', async () => {
    const shaky = new Shaky(clock);
    const { chats, open, say } = await process(shaky, 'one');
    const chatId = open();
    await safe(chats);
    const before = shaky.commits;
    const order: number[] = [];
    for (let n = 0; n < 100; n += 1) {
      say(chatId, `line ${n}`);
      chats.whenSafe(() => order.push(n));
    }
    await safe(chats);
    expect(order).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(shaky.commits - before).toBe(1);
    expect(chats.isSafe).toBe(true);
    chats.whenSafe(() => order.push(-1));
    expect(order.at(-1)).toBe(-1);
  });
});
