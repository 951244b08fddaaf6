import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasProxy, ProxyProcess } from '../testing/proxy-process.js';
import { type Keeping, notTried, RealWorld, WITHOUT_REDIS } from './testing/real-world.js';
import { Talk } from './testing/talk.js';

const MISSING = [...(hasProxy('nginx') ? [] : ['nginx']), ...WITHOUT_REDIS];
const CHATS = 8;
const APP = randomUUID();

let world: RealWorld;
let redis: Keeping;
beforeAll(async () => {
  world = await RealWorld.start('instances-test');
  if (MISSING.length === 0) redis = await world.redis();
}, 90_000);
afterAll(() => world.stop());

test.skipIf(MISSING.length > 0).each(['webchat', 'messaging'] as const)(
  `X-52 By %s: of two bridges behind a real nginx and with a real Redis one is killed in the middle of chats, and the other goes on with them${notTried(MISSING)}`,
  async (backend) => {
    const { aex, centre } = world;
    // As a platform starts them.
    const start = (index: number) =>
      world.bridge(backend, redis, { CF_INSTANCE_GUID: APP, CF_INSTANCE_INDEX: `${index}` });
    const bridges = [await start(0), await start(1)];
    const proxy = await ProxyProcess.start(
      'nginx',
      'aex-nginx.conf',
      bridges.map(({ port }) => port),
    );
    try {
      const parts = { bridge: () => proxy.url, aex, centre };
      const talks = await Promise.all(
        Array.from({ length: CHATS }, (_, n) => Talk.begin(parts, `${backend} behind nginx, user ${n}`)),
      );
      const owners = new Set(talks.map(({ instance }) => instance));
      // Newcomers are dealt out by chance: with eight of them nearly always to both.
      for (const instance of owners) expect([`${APP}:0`, `${APP}:1`]).toContain(instance);
      const dying = talks[0]?.instance.endsWith(':0') === true ? 0 : 1;

      const talk = async (one: Talk, name: string, words: number) => {
        const agent = await one.agent();
        for (let word = 0; word < words; word += 1) {
          await one.say(word % 3 === 0 ? 'ok' : `${name} ${word}`);
          if (word % 2 === 0) await centre.say(agent, `to ${name}: ${word}`);
        }
      };
      const all = (words: number, when: string) =>
        Promise.all(talks.map((one, n) => talk(one, `${backend} ${when} ${n}`, words)));
      await all(5, 'before');
      const during = all(20, 'during');
      const heard = () => aex.requests;
      const before = heard();
      await aex.until(() => heard() >= before + CHATS);
      await bridges[dying]?.kill();
      await during;
      await all(5, 'after');

      for (const [n, one] of talks.entries()) {
        await one.settled();
        if (n % 2 === 0) await one.end();
        else await centre.end(await one.agent());
        await one.ended();
        await one.check(`${backend} user ${n}`);
      }
      // Who was in doubt was so for a moment only: one message of each chat of the one that died at most.
      for (const { said } of talks) expect(said.filter(({ isSure }) => !isSure).length).toBeLessThanOrEqual(1);
      // What is left of the two answers newcomers, too.
      const next = await Talk.begin(parts, `${backend} behind nginx, one more`);
      expect(next.instance).toBe(`${APP}:${1 - dying}`);
      await next.agent();
      await next.end();
      await next.ended();
    } finally {
      await proxy.stop();
      for (const one of bridges) await one.kill();
    }
  },
  240_000,
);
