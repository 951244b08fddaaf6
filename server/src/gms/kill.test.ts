import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatEvent, ChatView } from '../chat/index.js';
import { seeded } from '../testing/seeded.js';
import { CometdCustomer, type KilledCustomer, PollingCustomer } from './testing/killed-customers.js';
import { FOLDER, type Keeping, keepers } from './testing/keepings.js';
import { KilledServer } from './testing/killed-server.js';

/** How often the server is killed. `CTI_GMS_KILLS=100` for a long run. */
const KILLS = Number(process.env.CTI_GMS_KILLS ?? 5);
const AGENT = '5001';
const RULES = { pollingMs: 600_000, gms: { profile: 'agent' }, files: { needAgent: false, maxFiles: 1000 } };

interface Kept {
  readonly chat: ChatView;
  readonly transcript: readonly ChatEvent[];
}

describe.each(keepers())('chats kept in $name', (keeper) => {
  let server: KilledServer;
  let keeping: Keeping;
  beforeAll(async () => {
    await keeper.begin();
    keeping = keeper.place();
    const defaults = { ...RULES, files: { ...RULES.files, maxTotalBytes: 268_435_456 } };
    server = await KilledServer.prepare({ defaults }, keeping);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await keeper.end();
  });

  test(
    `N-90 The server is killed ${KILLS} times in the middle of chats: each customer goes on, and nothing that was acknowledged or shown is lost or comes twice`,
    async () => {
      const random = seeded(90);
      await start();
      const pollers = [new PollingCustomer(server), new PollingCustomer(server)];
      const listeners = [new CometdCustomer(server, 'websocket'), new CometdCustomer(server, 'long-polling')];
      const customers: readonly KilledCustomer[] = [...pollers, ...listeners];
      for (const customer of customers) {
        await customer.begin();
        expect(await agent(customer, 'accept')).toBe(true);
      }
      const said = new Map(
        customers.map((customer) => [customer, { sure: [] as string[], unsure: new Set<string>() }]),
      );
      const files = new Map<string, Buffer>();
      let before = await Promise.all(customers.map(kept));
      for (let kill = 1; kill <= KILLS; kill += 1) {
        let isKilled = false;
        let left = 4 + Math.floor(random() * 30);
        let enough = (): void => undefined;
        const saidEnough = new Promise<void>((resolve) => (enough = resolve));
        const talks = customers.map(async (customer, n) => {
          const { sure, unsure } = said.get(customer)!;
          const keep = (text: string, isSure: boolean) => {
            if (!isSure) return void unsure.add(text);
            sure.push(text);
            left -= 1;
            if (left === 0) enough();
          };
          for (let word = 0; !isKilled; word += 1) {
            const [own, answer] = [`${kill}.${word} of ${n}`, `${kill}.${word} to ${n}`];
            keep(own, await customer.say(own));
            keep(answer, await agent(customer, 'say', { text: answer }));
            await customer.look();
          }
        });
        const uploading = pollers.map(async (customer) => {
          const content = randomBytes(1 + Math.floor(random() * 1_500_000));
          const fileId = await customer.upload(content);
          if (fileId !== undefined) files.set(`${customer.chatId} ${fileId}`, content);
        });
        await saidEnough;
        await server.kill();
        isKilled = true;
        await Promise.all([...talks, ...uploading]);
        await start();
        const after = await Promise.all(customers.map(shown));
        for (const [n, customer] of customers.entries()) {
          const { transcript, chat } = after[n]!;
          // What was there before the kill began is there as it was: places, times, parties.
          expect(transcript.slice(0, before[n]!.transcript.length)).toEqual(before[n]!.transcript);
          expect(transcript.map(({ index }) => index)).toEqual(transcript.map((_, place) => place + 1));
          expect(chat).toMatchObject({ state: 'Served', service: 'customer-support' });
          const texts = transcript.flatMap(({ type, text = '' }) => (type === 'Message' ? [text] : []));
          const { sure, unsure } = said.get(customer)!;
          expect(texts.filter((text) => !unsure.has(text))).toEqual(sure);
          expect(new Set(texts).size).toBe(texts.length);
          // Who did not know whether it was said sees it now.
          for (const text of texts) if (unsure.delete(text)) sure.splice(texts.indexOf(text), 0, text);
          unsure.clear();
        }
        for (const customer of pollers) {
          for (const { fileId } of after[customers.indexOf(customer)]!.chat.files) {
            const content = files.get(`${customer.chatId} ${fileId}`);
            if (content !== undefined) expect((await customer.download(fileId)).equals(content)).toBe(true);
          }
        }
        for (const name of files.keys()) {
          expect(after.some(({ chat }) => chat.files.some(({ fileId }) => name === `${chat.chatId} ${fileId}`))).toBe(
            true,
          );
        }
        before = await Promise.all(customers.map(kept));
      }
      expect(listeners.map(({ errors }) => errors)).toEqual([[], []]);
      for (const customer of customers) await customer.leave();
    },
    300_000 + KILLS * 60_000,
  );

  // It is sealed alike wherever it is kept.
  test.runIf(keeper.name === FOLDER)(
    'N-94 What is stored holds no key and no text that can be read, and its own key is its owner’s alone',
    async () => {
      await server.kill();
      await start();
      const customer = new PollingCustomer(server);
      await customer.begin();
      await customer.say('a word from the customer');
      await server.kill();
      const bytes = readdirSync(keeping.store).map((file) =>
        readFileSync(join(keeping.store, file)).toString('latin1'),
      );
      expect(bytes.some((text) => text.includes(customer.chatId))).toBe(true);
      for (const secret of ['a word from the customer', 'Margarita Rossi', 'secureKey']) {
        expect(
          bytes.some((text) => text.includes(secret)),
          secret,
        ).toBe(false);
      }
      expect(statSync(`${keeping.store}.key`).mode & 0o777).toBe(0o600);
    },
    300_000,
  );

  async function start(): Promise<void> {
    await server.start();
    expect(await server.post(`/control/chat-agents/${AGENT}/state`, { state: 'Ready' })).toBe(200);
  }

  function kept({ chatId }: KilledCustomer): Promise<Kept> {
    return server.get<Kept>(`/control/chats/${chatId}`);
  }

  /** The chat, as soon as its customer shows all of it, and nothing else. */
  async function shown(customer: KilledCustomer): Promise<Kept> {
    for (;;) {
      const found = await kept(customer);
      const lines = found.transcript.map(({ index, type, text }) => `${index} ${type === 'Message' ? text : type}`);
      await customer.look();
      // Before the last line, nothing may differ.
      expect(lines.slice(0, customer.lines.length)).toEqual(customer.lines.slice(0, lines.length));
      if (customer.lines.length === lines.length) return found;
    }
  }

  async function agent({ chatId }: KilledCustomer, deed: string, body: object = {}): Promise<boolean> {
    return (await server.post(`/control/chats/${chatId}/${deed}`, body)) === 200;
  }
});
