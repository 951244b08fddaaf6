import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wire } from '../../bayeux/testing/wire.js';
import { buildPrograms, PACKAGE } from '../../runtime/testing/build-programs.js';
import { Child } from '../../testing/child.js';
import type { Keeping } from './keepings.js';

const BUILT = join(PACKAGE, 'node_modules/.cache/gms-server');

/** The whole server in a process that is going to be killed, behind one address that stays. */
export class KilledServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'cti-gms-'));
  readonly #wire: Wire;
  #child: Child | undefined;

  private constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** @param chat of the world: rules and profiles of all services */
  static async prepare(chat: object, keeping: Keeping): Promise<KilledServer> {
    await buildPrograms([join(PACKAGE, 'src/main.ts')], BUILT);
    const server = new KilledServer(await Wire.to(0));
    const world = JSON.parse(readFileSync(join(PACKAGE, 'worlds/default.json'), 'utf8')) as {
      agents: { chat?: { capacity: number } }[];
    };
    for (const { chat: places } of world.agents) if (places !== undefined) places.capacity = 100;
    const gms = { ...keeping, requestBurst: 10_000, requestsPerSecond: 10_000 };
    writeFileSync(server.#file('world.json'), JSON.stringify({ ...world, chat }));
    writeFileSync(server.#file('config.json'), JSON.stringify({ logLevel: 'error', gms }));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#wire.port}`;
  }

  async start(): Promise<void> {
    this.#child = await Child.start({
      args: [join(BUILT, 'main.js')],
      environment: { CTI_PORT: '0', CTI_CONFIG: this.#file('config.json'), CTI_WORLD: this.#file('world.json') },
      listens: /:(\d+)\/$/,
    });
    this.#wire.mend(this.#child.port);
  }

  /** @throws Error when it had ended by itself */
  async kill(): Promise<void> {
    await this.#child?.kill();
    this.#child = undefined;
    this.#wire.cut();
  }

  async stop(): Promise<void> {
    await this.#child?.kill();
    await this.#wire.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns the status; 0 when nobody answered */
  async post(path: string, body: object): Promise<number> {
    try {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${this.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers })).status;
    } catch {
      return 0;
    }
  }

  async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}${path}`)).json()) as T;
  }

  #file(name: string): string {
    return join(this.folder, name);
  }
}
