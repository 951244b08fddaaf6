import { WebSocket } from 'ws';
import { compose } from '../../server/src/compose.js';
import type { ManualClock } from '../../server/src/runtime/clock.js';
import { DEFAULT_CONFIG } from '../../server/src/runtime/config.js';
import { SystemIds } from '../../server/src/runtime/ids.js';
import { readWorld } from '../../server/src/world/world-file.js';
import type { World } from '../../server/src/world/world.js';
import { Network } from './network.js';

type App = Awaited<ReturnType<typeof compose>>;

const CONFIG = { ...DEFAULT_CONFIG, logLevel: 'silent' } as const;

/** The whole server in this process, on virtual time, behind a network without ports: quick, and the same each time. */
export class InProcessServer {
  readonly clock: ManualClock;
  readonly network = new Network();
  readonly world: World;
  #app: App;
  /** Requests that are on their way to an answer. */
  #busy = 0;

  private constructor(clock: ManualClock, world: World, app: App) {
    this.clock = clock;
    this.world = world;
    this.#app = app;
  }

  static async start(clock: ManualClock): Promise<InProcessServer> {
    const world = await readWorld('');
    return new InProcessServer(clock, world, await started(clock, world));
  }

  /** The process dies, and another one takes its place: a switch that knows of no call and no agent. */
  async restart(): Promise<void> {
    const before = this.#app;
    this.network.break();
    this.#app = await started(this.clock, this.world);
    await before.close();
  }

  async stop(): Promise<void> {
    this.network.break();
    await this.#app.close();
  }

  get isReachable(): boolean {
    return !this.network.isCut && !this.network.isHeld;
  }

  /** What a page of the browser has for `fetch`. */
  readonly fetch: typeof fetch = async (url, init) => {
    const { network } = this;
    await this.#arrival(init?.signal);
    if (network.isCut) throw new TypeError('network');
    const answer = await this.#inject(
      init?.method === 'HEAD' ? 'HEAD' : 'POST',
      new URL(url as string).pathname,
      init?.body as string | undefined,
    );
    await this.#arrival(init?.signal);
    if (network.isCut) throw new TypeError('network');
    return new Response(answer.body, { status: answer.statusCode });
  };

  /** What a page of the browser has for `WebSocket`. */
  get WebSocket(): typeof globalThis.WebSocket {
    const connect = (): ReturnType<Network['connect']>[0] => {
      const [client, server] = this.network.connect();
      this.#app.server.emit('connection', server);
      return client;
    };
    return class extends WebSocket {
      constructor(url: string, protocols: string[] = []) {
        super(url, protocols, { createConnection: connect as never, headers: { host: '127.0.0.1' } });
        // A browser tells of a failure by events only.
        this.on('error', () => undefined);
      }
    } as unknown as typeof globalThis.WebSocket;
  }

  /** The control API, past the network. */
  async control<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<T> {
    const answer = await this.#inject(method, path, body === undefined ? undefined : JSON.stringify(body));
    return JSON.parse(answer.body) as T;
  }

  /** Until nobody does anything any more without time passing. */
  async quiet(): Promise<void> {
    for (let still = 0; still < 4; still += 1) {
      const { moved } = this.network;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#busy > 0 || moved !== this.network.moved) still = -1;
    }
  }

  /** Lets time pass, timer by timer, with all that each of them brings about. */
  async elapse(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    for (;;) {
      const next = this.clock.pending()[0]?.dueAt ?? Infinity;
      this.clock.advance(Math.max(0, Math.min(next, end) - this.clock.now()));
      await this.quiet();
      if (this.clock.now() >= end && (this.clock.pending()[0]?.dueAt ?? Infinity) > end) return;
    }
  }

  async #inject(method: 'GET' | 'HEAD' | 'POST' | 'DELETE', url: string, payload = '{}') {
    this.#busy += 1;
    try {
      const body = method === 'POST' ? { payload, headers: { 'content-type': 'application/json' } } : {};
      return await this.#app.inject({ method, url, ...body });
    } finally {
      this.#busy -= 1;
      this.network.moved += 1;
    }
  }

  /** Over the network, whenever that lets it through. */
  #arrival(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      this.network.arrive(resolve, () => reject(new TypeError('network')));
    });
  }
}

async function started(clock: ManualClock, world: World): Promise<App> {
  const app = await compose({ config: CONFIG, world, clock, wallClock: clock, ids: new SystemIds(clock.now()) });
  await app.ready();
  return app;
}
