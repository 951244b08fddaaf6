import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisProcess, redisProgram } from '../../runtime/store/testing/redis-process.js';
import { freePort } from '../../testing/proxy-process.js';

/** Where a server keeps its chats: the two settings of it. */
export interface Keeping {
  readonly store: string;
  readonly sealKey: string;
}

export const FOLDER = 'a folder';

/** A kind of store under test. */
export interface Keeper {
  readonly name: string;
  begin(): Promise<void>;
  /** An empty one. */
  place(): Keeping;
  end(): Promise<void>;
}

function folders(): Keeper {
  const folder = mkdtempSync(join(tmpdir(), 'cti-kept-'));
  let places = 0;
  return {
    name: FOLDER,
    begin: async () => undefined,
    place: () => ({ store: join(folder, `store-${(places += 1)}`), sealKey: '' }),
    end: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A Redis of its own, with as many places as it has numbered databases. It can be killed, and started again. */
export class RedisKeeper implements Keeper {
  readonly name: string;
  #server: RedisProcess | undefined;
  #port = 0;
  #places = 0;

  constructor(program: string) {
    this.name = program;
  }

  async begin(): Promise<void> {
    this.#port = await freePort();
    const address = ['--port', `${this.#port}`, '--bind', '127.0.0.1', '--databases', '100'];
    this.#server = new RedisProcess(this.name, [...address, '--appendonly', 'yes', '--appendfsync', 'always']);
    await this.#server.start();
  }

  place(): Keeping {
    this.#places += 1;
    return {
      store: `redis://127.0.0.1:${this.#port}/${this.#places}`,
      sealKey: randomBytes(32).toString('base64'),
    };
  }

  async kill(): Promise<void> {
    await this.#server?.kill();
  }

  async startAgain(): Promise<void> {
    await this.#server?.start();
  }

  async end(): Promise<void> {
    await this.#server?.stop();
  }
}

/** `undefined` where no Redis is installed. */
export function redisKeeper(): RedisKeeper | undefined {
  const program = redisProgram();
  if (program !== undefined) return new RedisKeeper(program);
  process.stdout.write('Chats on Redis were left out: neither valkey-server nor redis-server is installed.\n');
  return undefined;
}

export function keepers(): readonly Keeper[] {
  const redis = redisKeeper();
  return redis === undefined ? [folders()] : [folders(), redis];
}
