import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.js';
import {
  acknowledge,
  append,
  bury,
  discard,
  enqueue,
  fence,
  type OutboxItem,
  put,
  remove,
  retry,
  schedule,
  type Store,
  unschedule,
} from './index.js';
import { adapters } from './testing/adapters.js';

const conflict = { code: 'store-conflict' };

describe.each(adapters())('$name', (adapter) => {
  const suite = adapter.leftOut === undefined ? describe : describe.skip;

  suite(adapter.leftOut === undefined ? 'contract of the store' : `left out: ${adapter.leftOut}`, () => {
    let clock: ManualClock;
    let store: Store;

    beforeAll(() => adapter.begin());
    afterAll(() => adapter.end());
    beforeEach(async () => {
      clock = new ManualClock(1_000_000);
      store = await adapter.place().open(() => clock.now());
    });
    afterEach(() => store.close());

    describe('logs', () => {
      test('P-02 A log numbers its entries from 1, without gaps, with the time of each', async () => {
        expect(await store.commit(append('log', ['a', 'b']))).toEqual([2]);
        clock.advance(5);
        expect(await store.commit(append('log', ['c']), append('other', ['x']), append('log', ['d']))).toEqual([
          3, 1, 4,
        ]);
        expect(await store.logs.read('log', 0, 100)).toEqual({
          first: 1,
          last: 4,
          entries: [
            { seq: 1, at: 1_000_000, text: 'a' },
            { seq: 2, at: 1_000_000, text: 'b' },
            { seq: 3, at: 1_000_005, text: 'c' },
            { seq: 4, at: 1_000_005, text: 'd' },
          ],
        });
      });

      test('P-02 A log is read on behind any number, a portion at a time', async () => {
        await store.commit(append('log', ['a', 'b', 'c', 'd']));
        const seqs = async (after: number, limit: number) =>
          (await store.logs.read('log', after, limit)).entries.map(({ seq }) => seq);
        expect(await seqs(1, 2)).toEqual([2, 3]);
        expect(await seqs(3, 2)).toEqual([4]);
        expect(await seqs(4, 2)).toEqual([]);
        expect(await seqs(1000, 2)).toEqual([]);
        expect(await store.logs.read('nothing', 0, 1)).toEqual({ first: 1, last: 0, entries: [] });
      });

      test('P-02 What was trimmed is gone, the numbers go on, and a reader who missed something can tell', async () => {
        await store.commit(append('log', ['a', 'b', 'c']));
        await store.commit(append('log-2', ['x']));
        await store.logs.trim('log', 2);
        expect(await store.logs.read('log', 0, 10)).toMatchObject({ first: 3, last: 3, entries: [{ seq: 3 }] });
        await store.logs.trim('log', 99);
        expect(await store.logs.read('log', 0, 10)).toEqual({ first: 4, last: 3, entries: [] });
        expect(await store.commit(append('log', ['d']))).toEqual([4]);
        expect(await store.logs.read('log', 3, 10)).toMatchObject({ first: 4, last: 4, entries: [{ text: 'd' }] });
        expect(await store.logs.read('log-2', 0, 10)).toMatchObject({ first: 1, last: 1 });
      });

      test('P-02 A long log is trimmed and dropped as a whole', async () => {
        const texts = Array.from({ length: 999 }, (_, n) => `${n}`);
        await store.commit(append('log', texts));
        await store.commit(append('log', texts));
        await store.logs.trim('log', 1500);
        expect(await store.logs.read('log', 0, 1)).toMatchObject({ first: 1501, entries: [{ seq: 1501 }] });
        await store.logs.drop('log');
        expect(await store.logs.read('log', 0, 1)).toEqual({ first: 1, last: 0, entries: [] });
        expect(await store.commit(append('log', ['again']))).toEqual([1]);
      });

      test('P-02 Who expects another end of the log appends nothing', async () => {
        await store.commit(append('log', ['a'], { ifLast: 0 }));
        await expect(store.commit(append('log', ['b'], { ifLast: 0 }))).rejects.toMatchObject(conflict);
        await store.commit(append('log', ['b'], { ifLast: 1 }));
        await store.logs.trim('log', 2);
        await expect(store.commit(append('log', ['c'], { ifLast: 0 }))).rejects.toMatchObject(conflict);
        expect(await store.logs.read('log', 0, 10)).toMatchObject({ last: 2 });
      });
    });

    describe('records', () => {
      test('P-03 A record changes only when it has the expected version', async () => {
        const [first = 0] = await store.commit(put('key', 'one', { ifVersion: 0 }));
        expect(await store.records.get('key')).toEqual({ key: 'key', version: first, text: 'one' });
        await expect(store.commit(put('key', 'x', { ifVersion: 0 }))).rejects.toMatchObject(conflict);
        const [second = 0] = await store.commit(put('key', 'two', { ifVersion: first }));
        expect(second).toBeGreaterThan(first);
        await expect(store.commit(put('key', 'x', { ifVersion: first }))).rejects.toMatchObject(conflict);
        await expect(store.commit(remove('key', { ifVersion: first }))).rejects.toMatchObject(conflict);
        expect(await store.records.get('key')).toEqual({ key: 'key', version: second, text: 'two' });
        await store.commit(put('key', 'three'));
        expect(await store.records.get('key')).toMatchObject({ text: 'three' });
      });

      test('P-03 A record that was removed and put again never has an old version', async () => {
        const [old = 0] = await store.commit(put('key', 'one'));
        await store.commit(remove('key', { ifVersion: old }));
        expect(await store.records.get('key')).toBeUndefined();
        await store.commit(remove('key'), put('other', 'x'));
        await store.commit(put('key', 'two', { ifVersion: 0 }));
        await expect(store.commit(put('key', 'x', { ifVersion: old }))).rejects.toMatchObject(conflict);
      });

      test('P-03 Records are listed by the beginning of their keys, in the order of their bytes', async () => {
        const keys = ['b/2', 'a', 'b/1', 'b/é', 'b/\u{1F600}', 'b/\uFFFD', 'b/', 'c', 'b/10'];
        await store.commit(...keys.map((key) => put(key, `text of ${key}`)));
        const listed = async (prefix: string, after: string, limit: number) =>
          (await store.records.list(prefix, after, limit)).map(({ key }) => key);
        const all = ['b/', 'b/1', 'b/10', 'b/2', 'b/é', 'b/\uFFFD', 'b/\u{1F600}'];
        expect(await listed('b/', '', 100)).toEqual(all);
        expect(await listed('b/', '', 2)).toEqual(all.slice(0, 2));
        expect(await listed('b/', 'b/1', 2)).toEqual(all.slice(2, 4));
        expect(await listed('b/', 'b/\u{1F600}', 2)).toEqual([]);
        expect(await listed('b/', 'a', 1)).toEqual(['b/']);
        expect(await listed('', '', 100)).toEqual(['a', ...all, 'c']);
        expect(await listed('d', '', 100)).toEqual([]);
        expect(await store.records.list('a', '', 1)).toMatchObject([{ key: 'a', text: 'text of a' }]);
      });

      test('P-03 Of many who change a record at once, each change counts', async () => {
        await store.commit(put('sum', '0'));
        const addOne = async (): Promise<void> => {
          for (;;) {
            const { version = 0, text = '' } = (await store.records.get('sum')) ?? {};
            try {
              await store.commit(put('sum', `${Number(text) + 1}`, { ifVersion: version }), append('sums', [text]));
              return;
            } catch (error) {
              expect(error).toMatchObject(conflict);
            }
          }
        };
        await Promise.all(Array.from({ length: 16 }, () => addOne().then(addOne)));
        expect(await store.records.get('sum')).toMatchObject({ text: '32' });
        const { entries } = await store.logs.read('sums', 0, 100);
        expect(entries.map(({ seq, text }) => [seq, text])).toEqual(
          Array.from({ length: 32 }, (_, n) => [n + 1, `${n}`]),
        );
      });
    });

    test('P-04 A commit is done as a whole, and its numbers come in its order', async () => {
      const [seq, version, id, none] = await store.commit(
        append('log', ['a']),
        put('key', 'text'),
        enqueue('box', 'key', 'item'),
        schedule('table', 'name', 5),
      );
      expect(seq).toBe(1);
      expect(none).toBe(0);
      expect(await store.records.get('key')).toMatchObject({ version });
      expect(await store.outboxes.take('box', 1, 1)).toMatchObject([{ id }]);
    });

    test('P-04 When one condition does not hold, nothing of the commit is done', async () => {
      await store.commit(put('old', 'text'), schedule('table', 'old', 7));
      const [item] = await taken(store, enqueue('box', 'key', 'old'));
      const refusals = [put('old', 'new', { ifVersion: 77 }), unschedule('table', 'old', { ifAt: 8 })];
      for (const refused of refusals) {
        const commit = store.commit(
          append('log', ['a']),
          put('new', 'text'),
          acknowledge(item!),
          schedule('table', 'new', 5),
          enqueue('box', 'other', 'new'),
          refused,
        );
        await expect(commit).rejects.toMatchObject(conflict);
      }
      expect(await store.logs.read('log', 0, 1)).toMatchObject({ last: 0 });
      expect(await store.records.get('new')).toBeUndefined();
      expect(await store.deadlines.next('table')).toBe(7);
      expect(await store.outboxes.take('box', 10, 1)).toEqual([]);
      await store.commit(acknowledge(item!));
    });

    describe('leases', () => {
      test('P-05 A lease has one holder until it ends, and each owner a higher token', async () => {
        const first = await store.leases.acquire('site', 'one', 1000);
        expect(first).toMatchObject({ name: 'site', holder: 'one', expiresAt: 1_001_000 });
        expect(await store.leases.acquire('site', 'two', 1000)).toBeUndefined();
        expect(await store.leases.acquire('site', 'one', 1000)).toBeUndefined();
        expect(await store.leases.holder('site')).toEqual(first);
        clock.advance(999);
        expect(await store.leases.acquire('site', 'two', 1000)).toBeUndefined();
        clock.advance(1);
        expect(await store.leases.holder('site')).toBeUndefined();
        const second = await store.leases.acquire('site', 'two', 1000);
        expect(second!.token).toBeGreaterThan(first!.token);
        expect(await store.leases.renew(first!, 1000)).toBeUndefined();
        await store.leases.release(first!);
        expect(await store.leases.holder('site')).toEqual(second);
      });

      test('P-05 A lease is renewed as long as nobody else took it, and can be let go', async () => {
        const lease = await store.leases.acquire('site', 'one', 1000);
        clock.advance(900);
        expect(await store.leases.renew(lease!, 1000)).toEqual({ ...lease, expiresAt: 1_001_900 });
        clock.advance(5000);
        expect(await store.leases.renew(lease!, 1000)).toMatchObject({ token: lease!.token, expiresAt: 1_006_900 });
        await store.leases.release(lease!);
        expect(await store.leases.renew(lease!, 1000)).toBeUndefined();
        const next = await store.leases.acquire('site', 'two', 1000);
        expect(next!.token).toBeGreaterThan(lease!.token);
      });

      test('P-05 Of many who ask at once, one gets the lease', async () => {
        const asked = await Promise.all(
          Array.from({ length: 20 }, (_, n) => store.leases.acquire('site', `process ${n}`, 1000)),
        );
        expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
      });

      test('P-06 An owner that was replaced writes nothing any more', async () => {
        const old = await store.leases.acquire('site', 'old', 1000);
        await store.commit(fence(old!), append('site', ['by old']));
        clock.advance(2000);
        await store.commit(fence(old!), append('site', ['late, and nobody else is there']));
        const young = await store.leases.acquire('site', 'young', 1000);
        const lost = { code: 'store-lease-lost' };
        await expect(store.commit(append('site', ['x']), fence(old!))).rejects.toMatchObject(lost);
        await store.commit(fence(young!), append('site', ['by young']));
        await store.leases.release(young!);
        await expect(store.commit(fence(young!), append('site', ['x']))).rejects.toMatchObject(lost);
        expect(await store.logs.read('site', 0, 10)).toMatchObject({ last: 3 });
      });
    });

    describe('deadlines', () => {
      test('P-07 Deadlines come due in the order of their times, and stay until they are unscheduled', async () => {
        await store.commit(
          schedule('table', 'late', 1_000_300, 'l'),
          schedule('table', 'soon', 1_000_100, 's'),
          schedule('table', 'middle', 1_000_200),
          schedule('other', 'else', 1_000_050),
        );
        expect(await store.deadlines.next('table')).toBe(1_000_100);
        expect(await store.deadlines.due('table', 10)).toEqual([]);
        clock.advance(200);
        const due = [
          { name: 'soon', at: 1_000_100, text: 's' },
          { name: 'middle', at: 1_000_200, text: '' },
        ];
        expect(await store.deadlines.due('table', 10)).toEqual(due);
        expect(await store.deadlines.due('table', 1)).toEqual(due.slice(0, 1));
        await store.commit(unschedule('table', 'soon', { ifAt: 1_000_100 }), unschedule('table', 'unknown'));
        expect(await store.deadlines.due('table', 10)).toEqual(due.slice(1));
        await store.commit(unschedule('table', 'middle'));
        expect(await store.deadlines.next('table')).toBe(1_000_300);
        await store.commit(unschedule('table', 'late'));
        expect(await store.deadlines.next('table')).toBeUndefined();
        expect(await store.deadlines.next('other')).toBe(1_000_050);
      });

      test('P-07 A deadline that was moved is due at its new time only, and who did not know keeps off', async () => {
        await store.commit(schedule('table', 'name', 1_000_100));
        await store.commit(schedule('table', 'name', 1_000_500, 'moved'));
        clock.advance(200);
        expect(await store.deadlines.due('table', 10)).toEqual([]);
        await expect(store.commit(unschedule('table', 'name', { ifAt: 1_000_100 }))).rejects.toMatchObject(conflict);
        clock.advance(300);
        expect(await store.deadlines.due('table', 10)).toEqual([{ name: 'name', at: 1_000_500, text: 'moved' }]);
        await store.commit(unschedule('table', 'name', { ifAt: 1_000_500 }));
        await expect(store.commit(unschedule('table', 'name', { ifAt: 1_000_500 }))).rejects.toMatchObject(conflict);
      });
    });

    describe('outboxes', () => {
      const texts = (items: readonly OutboxItem[]) => items.map(({ text }) => text).sort();
      const take = () => store.outboxes.take('box', 10, 1000);

      test('P-08 Items of one key leave in their order, one at a time; keys do not wait for each other', async () => {
        await store.commit(enqueue('box', 'a', 'a1'), enqueue('box', 'a', 'a2'), enqueue('box', 'b', 'b1'));
        await store.commit(enqueue('box', 'a', 'a3'), enqueue('elsewhere', 'a', 'x'));
        const first = await take();
        expect(texts(first)).toEqual(['a1', 'b1']);
        expect(first[0]).toMatchObject({ outbox: 'box', attempt: 1, at: 1_000_000 });
        expect(await take()).toEqual([]);
        for (const item of first) await store.commit(acknowledge(item));
        const second = await take();
        expect(texts(second)).toEqual(['a2']);
        await store.commit(acknowledge(second[0]!));
        const third = await take();
        expect(texts(third)).toEqual(['a3']);
        await store.commit(acknowledge(third[0]!));
        expect(await take()).toEqual([]);
        expect(await store.outboxes.next('box')).toBeUndefined();
      });

      test('P-08 The keys that have waited longest come first', async () => {
        for (const key of ['c', 'a', 'b']) {
          await store.commit(enqueue('box', key, key));
          clock.advance(1);
        }
        expect((await store.outboxes.take('box', 2, 1000)).map(({ key }) => key)).toEqual(['c', 'a']);
        expect((await store.outboxes.take('box', 2, 1000)).map(({ key }) => key)).toEqual(['b']);
      });

      test('P-08 Of many who take at once, each item goes to one', async () => {
        await store.commit(...Array.from({ length: 40 }, (_, n) => enqueue('box', `${n % 20}`, `${n}`)));
        const all = (await Promise.all(Array.from({ length: 10 }, () => store.outboxes.take('box', 5, 1000)))).flat();
        expect(all).toHaveLength(20);
        expect(new Set(all.map(({ id }) => id)).size).toBe(20);
        expect(all.every(({ text }) => Number(text) < 20)).toBe(true);
      });

      test('P-09 An item that nobody ended comes again, and who was too late is told so', async () => {
        const [first] = await taken(store, enqueue('box', 'a', 'text'));
        expect(await store.outboxes.next('box')).toBe(1_001_000);
        clock.advance(999);
        expect(await take()).toEqual([]);
        clock.advance(1);
        const [second] = await take();
        expect(second).toEqual({ ...first, attempt: 2 });
        const lost = { code: 'store-claim-lost' };
        for (const late of [acknowledge(first!), retry(first!, 0), bury(first!, 'why')])
          await expect(store.commit(late)).rejects.toMatchObject(lost);
        await store.commit(acknowledge(second!));
        await expect(store.commit(acknowledge(second!))).rejects.toMatchObject(lost);
        expect(await store.outboxes.next('box')).toBeUndefined();
      });

      test('P-09 Who ends an item late is heard as long as nobody else took it', async () => {
        const [item] = await taken(store, enqueue('box', 'a', 'text'));
        clock.advance(5000);
        await store.commit(acknowledge(item!));
        expect(await take()).toEqual([]);
      });

      test('P-10 A retry waits for its time, and those behind it wait too', async () => {
        const [item] = await taken(store, enqueue('box', 'a', 'a1'));
        await store.commit(enqueue('box', 'a', 'a2'), retry(item!, clock.now() + 500));
        expect(await take()).toEqual([]);
        expect(await store.outboxes.next('box')).toBe(1_000_500);
        clock.advance(500);
        const [again] = await take();
        expect(again).toEqual({ ...item, attempt: 2 });
        await store.commit(acknowledge(again!), append('arrived', [again!.text]));
        expect(texts(await take())).toEqual(['a2']);
      });

      test('P-10 What cannot be sent is put aside with its reason, and those behind it go on', async () => {
        const [item] = await taken(store, enqueue('box', 'a', '{"a": "1 / \\u0000 é"}'));
        await store.commit(enqueue('box', 'a', 'a2'));
        clock.advance(10);
        await store.commit(bury(item!, 'refused: 400'));
        const [next] = await take();
        expect(next).toMatchObject({ text: 'a2', attempt: 1 });
        await store.commit(bury(next!, ''));
        const { id, key, text, at } = item!;
        const buried = { id, key, text, at, attempt: 1, buriedAt: 1_000_010, reason: 'refused: 400' };
        expect(await store.outboxes.buried('box', 0, 10)).toEqual([buried, expect.objectContaining({ id: next!.id })]);
        expect(await store.outboxes.buried('box', id, 10)).toMatchObject([{ id: next!.id, text: 'a2', reason: '' }]);
        await store.commit(discard('box', id), enqueue('box', key, text));
        expect(await store.outboxes.buried('box', 0, 10)).toMatchObject([{ id: next!.id }]);
        expect(texts(await take())).toEqual([text]);
      });

      test('It tells how much waits, since when, and how much was put aside, and looks at no more than it may', async () => {
        const depth = (limit: number) => store.outboxes.depth('box', limit);
        expect(await depth(10)).toEqual({ waiting: 0, oldestAt: undefined, buried: 0 });
        const [first] = await taken(store, enqueue('box', 'b', 'b1'));
        clock.advance(10);
        await store.commit(enqueue('box', 'a', 'a1'), enqueue('box', 'a', 'a2'), enqueue('elsewhere', 'a', 'x'));
        expect(await depth(10)).toEqual({ waiting: 3, oldestAt: 1_000_000, buried: 0 });
        expect(await depth(2)).toMatchObject({ waiting: 2 });
        await store.commit(retry(first!, clock.now() + 60_000));
        expect(await depth(10)).toEqual({ waiting: 3, oldestAt: 1_000_000, buried: 0 });
        for (const item of await take()) await store.commit(bury(item, 'refused'));
        expect(await depth(10)).toEqual({ waiting: 2, oldestAt: 1_000_000, buried: 1 });
      });
    });

    describe('limits', () => {
      const invalid = { code: 'store-request-invalid' };

      test.each([
        ['an empty name', append('', ['a'])],
        ['a name that is too long', put('é'.repeat(128), 'a')],
        ['a control character in a name', enqueue('box', 'a\u001fb', 'a')],
        ['half a character in a name', schedule('table', '\ud800', 1)],
        ['half a character in a text', put('key', 'a\ud800')],
        ['a time that is no whole number', schedule('table', 'name', 1.5)],
        ['a version below zero', put('key', 'a', { ifVersion: -1 })],
        [
          'more writes than fit',
          append(
            'log',
            Array.from({ length: 1001 }, () => ''),
          ),
        ],
      ])('P-11 %s is refused with a code, and nothing is done', async (_what, write) => {
        await expect(store.commit(append('before', ['a']), write)).rejects.toMatchObject(invalid);
        expect(await store.logs.read('before', 0, 1)).toMatchObject({ last: 0 });
      });

      test('P-11 A commit names each record, deadline and item once', async () => {
        await expect(store.commit(put('key', 'a'), remove('key'))).rejects.toMatchObject(invalid);
        await expect(store.commit(schedule('t', 'n', 1), unschedule('t', 'n'))).rejects.toMatchObject(invalid);
        const [item] = await taken(store, enqueue('box', 'key', 'a'));
        await expect(store.commit(acknowledge(item!), bury(item!, ''))).rejects.toMatchObject(invalid);
      });

      test('P-11 Names and texts of exactly the limit are taken, larger texts are refused', async () => {
        const name = `${'é'.repeat(127)}x`;
        const largest = 'x'.repeat(1_048_576);
        const tooLarge = { code: 'store-text-too-large' };
        await store.commit(put(name, largest), append(name, ['']), enqueue(name, name, ''), schedule(name, name, 1));
        expect((await store.records.get(name))?.text).toBe(largest);
        expect(await store.outboxes.take(name, 1, 1)).toMatchObject([{ key: name, text: '' }]);
        expect(await store.deadlines.due(name, 1)).toMatchObject([{ name, text: '' }]);
        await expect(store.commit(put('key', `${largest}x`))).rejects.toMatchObject(tooLarge);
        await expect(
          store.commit(
            append(
              'log',
              Array.from({ length: 5 }, () => largest),
            ),
          ),
        ).rejects.toMatchObject(tooLarge);
      });

      test('P-11 Reading has limits too', async () => {
        const refused = [
          () => store.logs.read('', 0, 1),
          () => store.logs.read('log', -1, 1),
          () => store.logs.read('log', 0, 0),
          () => store.logs.read('log', 0, 1001),
          () => store.logs.trim('log', 0.5),
          () => store.logs.drop(''),
          () => store.records.get('a\u0000'),
          () => store.records.list('a', '\ud800', 1),
          () => store.leases.acquire('lease', '', 1),
          () => store.leases.acquire('lease', 'me', -1),
          () => store.leases.holder(''),
          () => store.deadlines.due('table', 1001),
          () => store.outboxes.take('box', 1, Number.NaN),
          () => store.outboxes.buried('box', -1, 1),
        ];
        for (const read of refused) await expect(read()).rejects.toMatchObject(invalid);
      });

      test('P-11 A text comes back as it was, whatever is in it', async () => {
        const texts = ['', ' ', '\u0000', '12 ab', '\r\n$3\r\n', '"\\', '\u{1F600}é', '0'.repeat(100_000)];
        await store.commit(append('log', texts), ...texts.map((text, n) => put(`key ${n}`, text)));
        expect((await store.logs.read('log', 0, 100)).entries.map(({ text }) => text)).toEqual(texts);
        expect((await store.records.list('key ', '', 100)).map(({ text }) => text)).toEqual(texts);
      });
    });
  });
});

async function taken(store: Store, write: ReturnType<typeof enqueue>): Promise<readonly OutboxItem[]> {
  await store.commit(write);
  return store.outboxes.take('box', 10, 1000);
}
