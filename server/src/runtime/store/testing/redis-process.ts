import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAMS = ['valkey-server', 'redis-server'];

/** The program of this machine; `undefined` when there is none. */
export function redisProgram(): string | undefined {
  return PROGRAMS.find((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0);
}

/** A Redis of its own for a test, on a socket in a folder that goes with it. */
export class RedisProcess {
  readonly #program: string;
  readonly #settings: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'cti-redis-'));
  #child: ChildProcess | undefined;

  /** @param settings instead of the durable ones */
  constructor(program: string, settings: readonly string[] = ['--appendonly', 'yes', '--appendfsync', 'always']) {
    this.#program = program;
    this.#settings = settings;
  }

  get url(): string {
    return join(this.#folder, 'redis.sock');
  }

  /** Starts it, or starts it again on the same data. */
  async start(): Promise<void> {
    const args = ['--port', '0', '--unixsocket', this.url, '--dir', this.#folder, '--save', '', ...this.#settings];
    const child = spawn(this.#program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('eady to accept connections')) {
        // The pipe has to be emptied, or Redis would wait for us some day.
        child.stdout.resume();
        return;
      }
    throw new Error(`${this.#program} ended before it was ready`);
  }

  /** As a machine loses a process: without a goodbye. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
