import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { MiddlewareOptions } from './middleware-app.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../..', import.meta.url));

/** Of what a process that fails has logged. */
const LOG_KEPT = 4000;

/** Middleware and emulator in processes of their own, from the sources as they are: Node 20 runs no TypeScript. */
export class Children {
  readonly #built: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'cti-byoc-'));
  readonly #running = new Set<Child>();

  private constructor(built: string) {
    this.#built = built;
  }

  /** @param name of the test, whose build this is */
  static async build(name: string): Promise<Children> {
    // As deep below the package as its own modules: they find what ships with it, and its dependencies.
    const built = join(PACKAGE, `dist-${name}/children`);
    await build({
      configFile: false,
      logLevel: 'error',
      root: PACKAGE,
      resolve: { conditions: ['source'] },
      ssr: { resolve: { conditions: ['source'], externalConditions: ['node'] }, noExternal: [/^@fusion-cti\//] },
      build: {
        ssr: true,
        rollupOptions: { input: ['middleware', 'emulator'].map((one) => join(HERE, `${one}-child.ts`)) },
        outDir: built,
        target: 'node20',
        emptyOutDir: true,
      },
    });
    return new Children(built);
  }

  /** @param box of the middleware */
  emulator(box: string): Promise<Child> {
    return this.#start('emulator-child', box);
  }

  /** A folder for a store, to be found again by the next one. It is gone with them. */
  place(name: string): string {
    return join(this.#folder, name);
  }

  middleware(
    store: string,
    cxone: string,
    hook: string,
    more: Pick<MiddlewareOptions, 'byoc' | 'channel'> = {},
  ): Promise<Child> {
    return this.#start('middleware-child', store, cxone, hook, JSON.stringify(more));
  }

  async stop(): Promise<void> {
    for (const child of this.#running) await child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
    rmSync(join(this.#built, '..'), { recursive: true, force: true });
  }

  async #start(script: string, ...told: readonly string[]): Promise<Child> {
    const child = await Child.start([join(this.#built, `${script}.js`), ...told]);
    this.#running.add(child);
    return child;
  }
}

export class Child {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.port = port;
  }

  /** @returns once it listens, and has said where */
  static async start(told: readonly string[]): Promise<Child> {
    const child = spawn(process.execPath, told, { stdio: ['ignore', 'pipe', 'pipe'] });
    let logged = '';
    child.stderr.on('data', (piece: Buffer) => (logged = (logged + piece.toString()).slice(-LOG_KEPT)));
    for await (const line of createInterface({ input: child.stdout })) return new Child(child, Number(line));
    throw new Error(`A process ended before it listened: ${logged}`);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As a machine loses a process: without a goodbye. @throws Error when it had ended by itself */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child.signalCode === 'SIGKILL') return;
    if (child.exitCode !== null) throw new Error(`A process has ended by itself, with ${child.exitCode}`);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
