import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { Wire } from '../../bayeux/testing/wire.js';
import type { Keeping } from './keepings.js';

const SERVER = fileURLToPath(new URL('../../..', import.meta.url));
/** Inside the package, so that what is built finds its dependencies. */
const BUILT = join(SERVER, 'node_modules/.cache/gms-server');

/** The whole server in a process that is going to be killed, behind one address that stays. */
export class KilledServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'cti-gms-'));
  readonly #wire: Wire;
  #child: ChildProcess | undefined;

  private constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** @param chat of the world: rules and profiles of all services */
  static async prepare(chat: object, keeping: Keeping): Promise<KilledServer> {
    // Node 20 runs no TypeScript.
    await build({
      configFile: false,
      logLevel: 'error',
      root: SERVER,
      resolve: { conditions: ['source'] },
      ssr: { resolve: { conditions: ['source'], externalConditions: ['node'] }, noExternal: [/^@fusion-cti\//] },
      build: { ssr: join(SERVER, 'src/main.ts'), outDir: BUILT, target: 'node20', emptyOutDir: true },
    });
    const server = new KilledServer(await Wire.to(0));
    const world = JSON.parse(readFileSync(join(SERVER, 'worlds/default.json'), 'utf8')) as {
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
    const child = spawn(process.execPath, [join(BUILT, 'main.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        CTI_PORT: '0',
        CTI_CONFIG: this.#file('config.json'),
        CTI_WORLD: this.#file('world.json'),
      },
    });
    this.#child = child;
    const { stdout } = child;
    if (stdout === null) throw new Error('The server says nothing');
    const [line] = (await once(createInterface({ input: stdout }), 'line')) as [string];
    this.#wire.mend(Number(/:(\d+)\/$/.exec(line)?.[1]));
  }

  /** @returns the signal that ended it, or none when it has ended by itself */
  async kill(): Promise<string | null> {
    const child = this.#child;
    if (child === undefined) return null;
    this.#child = undefined;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    const [, signal] = (await ended) as [number | null, string | null];
    this.#wire.cut();
    return signal;
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGKILL');
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
