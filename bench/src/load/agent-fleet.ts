import { WebSocket } from 'ws';
import { type HelloFrame, type SessionGrant, subprotocolsFor } from '@fusion-cti/protocol';
import type { HttpPool } from './http-pool.js';

const RINGING = '"eventName":"EventRinging"';

/** One signed-in agent: a socket, and whoever waits for an event on it. */
export class LoadAgent {
  readonly id: string;
  readonly dn: string;
  session = '';
  lastSeq = 0;
  /** Frames that were missed and came again, by what `hello` promised; -1 when it promised none. */
  replayed = -1;
  #replayUntil = 0;
  webSocket: WebSocket | undefined;
  /** Told of a ring that nobody waits for: a queue has found this agent. */
  onRing: (() => void) | undefined;
  #waiting: { eventName: string; resolve: () => void } | undefined;

  constructor(id: string, dn: string) {
    this.id = id;
    this.dn = dn;
  }

  /** Resolves when the named event has come. */
  expect(eventName: string): Promise<void> {
    return new Promise((resolve) => (this.#waiting = { eventName: `"eventName":"${eventName}"`, resolve }));
  }

  async connect(host: string, pool: HttpPool, resume: boolean): Promise<void> {
    const request = { agent: this.id, ...(resume && { session: this.session, lastSeq: this.lastSeq }) };
    const { ticket } = JSON.parse(await pool.post('/genesys/session', JSON.stringify(request))) as SessionGrant;
    const webSocket = new WebSocket(`ws://${host}/genesysWs`, subprotocolsFor(ticket), { perMessageDeflate: false });
    this.webSocket = webSocket;
    await new Promise<void>((resolve, reject) => {
      webSocket.once('error', reject);
      webSocket.on('message', (data: Buffer) => {
        const text = data.toString('latin1');
        if (text.startsWith('{"eventName":"hello"')) {
          const hello = JSON.parse(text) as HelloFrame;
          this.session = hello.session;
          this.replayed = hello.resumed ? 0 : -1;
          this.#replayUntil = hello.seq;
          resolve();
          return;
        }
        this.#heard(text);
      });
    });
  }

  async signIn(pool: HttpPool): Promise<void> {
    const ready = this.expect('EventAgentReady');
    await pool.post('/genesys/events', `{"type":"initialize","session":"${this.session}"}`);
    await ready;
  }

  #heard(text: string): void {
    if (text.startsWith('{"seq":')) {
      const seq = Number.parseInt(text.slice(7), 10);
      if (seq <= this.#replayUntil && seq === this.lastSeq + 1) this.replayed += 1;
      this.lastSeq = seq;
    }
    const waiting = this.#waiting;
    if (waiting !== undefined && text.includes(waiting.eventName)) {
      this.#waiting = undefined;
      waiting.resolve();
    } else if (this.onRing !== undefined && text.includes(RINGING)) this.onRing();
  }
}

/** As many agents as asked for, signed in and ready. */
export async function signInFleet(host: string, pool: HttpPool, count: number): Promise<LoadAgent[]> {
  const agents = Array.from({ length: count }, (_, n) => new LoadAgent(`a${n}`, `${100_000 + n}`));
  await inParallel(agents, 64, async (agent) => {
    await agent.connect(host, pool, false);
    await agent.signIn(pool);
  });
  return agents;
}

/** Runs `work` on each item, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
