import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Keeping, notTried, RealWorld, WITHOUT_REDIS } from './testing/real-world.js';
import { seeded } from '../testing/seeded.js';
import { Talk } from './testing/talk.js';

/** How often each bridge is killed. `CTI_AEX_KILLS=50` for a long run. */
const KILLS = Number(process.env.CTI_AEX_KILLS ?? 4);
const REDIS_KILLS = Math.ceil(KILLS / 5);
const CHATS = 6;
const WORDS = 30;

let world: RealWorld;
beforeAll(async () => {
  world = await RealWorld.start('kill-cloud-test');
}, 90_000);
afterAll(() => world.stop());

test.each(['webchat', 'messaging'] as const)(
  `X-53 By %s and a store on disk: killed ${KILLS} times at any moment, the bridge goes on with every chat of a real contact centre`,
  (backend) => dieAgainAndAgain(KILLS, backend, world.folder(`store-${backend}`)),
  60_000 + KILLS * 15_000,
);

test.skipIf(WITHOUT_REDIS.length > 0)(
  `X-54 By both and with a Redis: killed ${REDIS_KILLS} times at any moment, the bridge goes on with every chat${notTried(WITHOUT_REDIS)}`,
  async () => {
    const redis = await world.redis();
    for (const backend of ['webchat', 'messaging']) await dieAgainAndAgain(REDIS_KILLS, backend, redis);
  },
  60_000 + REDIS_KILLS * 30_000,
);

async function dieAgainAndAgain(kills: number, backend: string, keeping: Keeping): Promise<void> {
  const { aex, centre } = world;
  const random = seeded(53);
  const start = () => world.bridge(backend, keeping);
  let bridge = await start();
  const parts = { bridge: () => bridge.url, aex, centre };
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = aex.requests;
    let answers = 0;
    const name = (n: number) => `${backend} ${kills} kill ${kill} user ${n}`;
    const talks = await Promise.all(Array.from({ length: CHATS }, (_, n) => Talk.begin(parts, name(n))));
    const talking = talks.map(async (talk, n) => {
      // Whoever is killed with its first words dies while chats are being routed.
      const isEarly = kill % 3 === 0;
      if (!isEarly) await talk.agent();
      for (let word = 0; word < WORDS; word += 1) {
        // The same words again and again: texts tell nothing of which message it is.
        const text = word % 3 === 0 ? 'ok' : `${name(n)} word ${word}`;
        // Who has no answer does not know whether it was stored: this user stops there.
        if (!(await talk.say(text))) return;
        answers += 1;
        if (!isEarly && word % 2 === 0) await centre.say(await talk.agent(), `to ${name(n)}: ${word}`);
      }
    });
    const said = async () => {
      const agents = await Promise.all(talks.map((talk) => talk.agent()));
      return () => agents.reduce((sum, { fromUser }) => sum + fromUser.length, 0);
    };
    const enough = 1 + Math.floor(random() * 60);
    const moments = [
      async () => {
        const heard = await said();
        await centre.until(() => heard() >= enough);
      },
      () => aex.until(() => aex.requests - before >= enough),
      () => centre.until(() => answers >= enough),
    ];
    await Promise.race([moments[Math.floor(random() * moments.length)]?.(), Promise.all(talking)]);
    await bridge.kill();
    await Promise.all(talking);
    bridge = await start();
    for (const [n, talk] of talks.entries())
      await centre.say(await talk.agent(), `to ${name(n)}: said while nobody listened`);
    for (const talk of talks) {
      await talk.settled();
      if (random() < 0.5) await talk.end();
      else await centre.end(await talk.agent());
      await talk.ended();
      await talk.check(name(talks.indexOf(talk)));
      expect((await talk.agent()).isOver).toBe(true);
    }
  }
  await bridge.kill();
}
