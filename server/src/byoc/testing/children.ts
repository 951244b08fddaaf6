import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPrograms, PACKAGE } from '../../runtime/testing/build-programs.js';
import { Child } from '../../testing/child.js';
import type { MiddlewareOptions } from './middleware-app.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Middleware and emulator in processes of their own. */
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
    const sources = ['middleware', 'emulator'].map((one) => join(HERE, `${one}-child.ts`));
    await buildPrograms(sources, built);
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
    const child = await Child.start({ args: [join(this.#built, `${script}.js`), ...told], listens: /^(\d+)$/ });
    this.#running.add(child);
    return child;
  }
}
