import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, test } from 'vitest';
import type { StubFault } from './testing/aex-stub.js';
import { bridgeApp } from './testing/bridge-app.js';
import { OAUTH_CLIENT } from './testing/busy-world.js';
import type { AgentChat } from './testing/contact-centre.js';
import { RealWorld } from './testing/real-world.js';
import { seeded } from '../testing/seeded.js';
import { Talk } from './testing/talk.js';

/** How many chats by each back end. `CTI_AEX_CLOUD_RUNS=200` for a long run. */
const RUNS = Number(process.env.CTI_AEX_CLOUD_RUNS ?? 20);
/** Those that once found something. */
const PINNED: Readonly<Record<Backend, readonly number[]>> = { webchat: [], messaging: [18] };
const AT_ONCE = 10;

const BACKENDS = ['webchat', 'messaging'] as const;
type Backend = (typeof BACKENDS)[number];

let world: RealWorld;
const bridges = new Map<Backend, FastifyInstance>();
const stubFaults = new Map<string, () => StubFault | undefined>();

beforeAll(async () => {
  world = await RealWorld.start('random-cloud-test');
  for (const backend of BACKENDS) {
    const oauth = [{ domain: 'emulator.local', ...OAUTH_CLIENT }];
    const bridge = await bridgeApp({ aex: { backend, emulator: world.emulator, oauth, callMs: 1_500 } });
    await bridge.listen({ host: '127.0.0.1', port: 0 });
    bridges.set(backend, bridge);
  }
  world.aex.fault = ({ conversationId }) => stubFaults.get(conversationId)?.();
}, 90_000);
afterAll(async () => {
  for (const bridge of bridges.values()) await bridge.close();
  await world.stop();
});

test.each(BACKENDS)(
  `X-55 By %s and a real contact centre, ${RUNS} chats with every fault: once and in order to the agent, by an id that stays and in order to the user, and no guest stays behind`,
  async (backend) => {
    const seeds = [...new Set([...PINNED[backend], ...Array.from({ length: RUNS }, (_, n) => n + 1)])];
    for (let first = 0; first < seeds.length; first += AT_ONCE) {
      const results = await Promise.allSettled(seeds.slice(first, first + AT_ONCE).map((seed) => run(backend, seed)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }
    await nobodyStays();
  },
  120_000 + RUNS * 5_000,
);

/** Trouble in one chat. */
class Trouble {
  readonly #backend: Backend;
  readonly #random: () => number;
  readonly #agent: AgentChat;

  constructor(backend: Backend, random: () => number, agent: AgentChat) {
    this.#backend = backend;
    this.#random = random;
    this.#agent = agent;
  }

  /** Of requests and of frames, that come to whatever comes next. */
  async order(): Promise<void> {
    const calls = [
      { cut: true },
      { loseAnswer: true },
      { delayMs: 20 },
      { refuse: { status: 429, retryAfterSeconds: 0 } },
      { refuse: { status: 500 } },
      { refuse: { status: 503 } },
    ];
    const frames = [{ duplicate: 1 }, { malformed: 1 }, { oversized: 1 }, { cut: true }, { close: true }];
    if (this.#random() < 0.5) await this.stream(this.#one(frames));
    else if (this.#backend === 'messaging' && this.#random() < 0.7) await this.stream({ throttle: 1 });
    else {
      const operations =
        this.#backend === 'webchat' ? ['send', 'getMessages', 'getMembers', 'getMember'] : ['getHistory'];
      const operation = this.#one(operations);
      const conversationId = this.#agent.userData.ConversationId;
      await world.centre.control('/genesys-cloud/faults', {
        operation,
        ...(conversationId !== undefined && { conversationId }),
        ...this.#one(calls),
      });
    }
  }

  async stream(faults: object): Promise<void> {
    const { ConversationId, MessagingSessionId } = this.#agent.userData;
    const path = ConversationId === undefined ? `sessions/${MessagingSessionId}` : `conversations/${ConversationId}`;
    await world.centre.control(`/genesys-cloud/${path}/faults`, faults);
  }

  /** The answer of what is being said never comes: by web chat that of a request, by Web Messaging a frame. */
  async loseAnswer(saying: () => Promise<unknown>): Promise<void> {
    if (this.#backend === 'webchat') {
      const conversationId = this.#agent.userData.ConversationId;
      await world.centre.control('/genesys-cloud/faults', { operation: 'send', conversationId, loseAnswer: true });
      await saying();
      return;
    }
    const before = this.#agent.fromUser.length;
    await this.stream({ lose: 1 });
    const said = saying();
    await world.centre.until(() => this.#agent.fromUser.length > before);
    await this.stream({ cut: true });
    await said;
  }

  #one<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T;
  }
}

async function run(backend: Backend, seed: number): Promise<void> {
  const { aex, centre } = world;
  const random = seeded(seed);
  const { port } = bridges.get(backend)?.server.address() as AddressInfo;
  const name = `${backend} seed ${seed}`;
  const refusals = [
    { refuse: { status: 503 } },
    { refuse: { status: 429, retryAfterSeconds: 0 } },
    { loseAnswer: true },
  ];
  for (const operation of ['token', 'create'])
    if (random() < 0.3)
      await centre.control('/genesys-cloud/faults', { operation, ...refusals[Math.floor(random() * refusals.length)] });
  if (random() < 0.2) await centre.control('/genesys-cloud/expire-tokens', {});

  const talk = await Talk.begin({ bridge: () => `http://127.0.0.1:${port}`, aex, centre }, name);
  const publishing: readonly StubFault[] = [500, 429, 'cut-before', 'cut-after'];
  let refused = 0;
  stubFaults.set(talk.id, () => {
    // Patience has an end: what is refused for ever is put aside, which is another promise.
    if (random() >= 0.2 || refused >= 30) return undefined;
    refused += 1;
    return publishing[Math.floor(random() * publishing.length)];
  });
  if (random() < 0.3) await talk.say(`${name} before anybody listens`);
  const agent = await talk.agent();
  const trouble = new Trouble(backend, random, agent);
  const steps = 12 + Math.floor(random() * 12);
  for (let step = 0; step < steps; step += 1) {
    const choice = random();
    // The same words again and again: texts tell nothing of which message it is.
    const text = random() < 0.5 ? 'ok' : `${name} user ${step}`;
    if (choice < 0.3) await talk.say(text);
    else if (choice < 0.6) await centre.say(agent, `${name} agent ${step}`);
    else if (choice < 0.9) await trouble.order();
    else await trouble.loseAnswer(() => talk.say(text));
  }
  // What was told to a stream that was just being cut is fetched when it is opened again.
  await trouble.stream({ cut: true });
  await talk.settled();

  const how = random();
  if (how < 0.4) await talk.end();
  else if (how < 0.7) await centre.end(agent);
  else if (how < 0.85) {
    // While nobody listens.
    await trouble.stream({ cut: true });
    await centre.end(agent);
  } else {
    // The guest has no right to its own chat any more. Only the agent can end it, and the user has been told.
    await trouble.stream(backend === 'webchat' ? { expireToken: true } : { expire: true });
    if (backend === 'webchat') await trouble.stream({ cut: true });
  }
  await talk.ended();
  if (how >= 0.85 && backend === 'webchat') await centre.end(agent);
  await talk.check(name);
  await centre.until(() => agent.isOver);
}

interface Left {
  readonly conversations: readonly { readonly id: string; readonly ended: boolean }[];
  readonly sessions: readonly { readonly id: string; readonly chatId?: string }[];
}

/** Those whose making was not answered had never listened, and were forgotten. */
async function nobodyStays(): Promise<void> {
  for (;;) {
    const { conversations } = await world.centre.read<Left>('/control/genesys-cloud/conversations');
    const { sessions } = await world.centre.read<Left>('/control/genesys-cloud/sessions');
    const left = [
      ...conversations.filter(({ ended }) => !ended).map(({ id }) => id),
      ...sessions.filter(({ chatId }) => chatId !== undefined).map(({ id }) => id),
    ];
    if (left.length === 0) return;
  }
}
