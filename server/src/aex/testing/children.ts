import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPrograms, PACKAGE } from '../../runtime/testing/build-programs.js';
import { Child } from '../../testing/child.js';
import { BUSY_WORLD } from './busy-world.js';

/** Real servers in processes of their own. */
export class Children {
  readonly #built: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'cti-children-'));
  readonly #running = new Set<Child>();
  #files = 0;

  private constructor(built: string) {
    this.#built = built;
  }

  /** @param name of the test, whose build this is */
  static async build(name: string): Promise<Children> {
    // Beside the package's own build: what is read from there is found from here too.
    const built = join(PACKAGE, `dist-${name}`);
    await buildPrograms([join(PACKAGE, 'src/main.ts')], built);
    return new Children(built);
  }

  /** A folder that goes with them. */
  folder(name: string): string {
    return join(this.#folder, name);
  }

  /** @returns once it listens, on any port that is free */
  async start(config: object, environment: Readonly<Record<string, string>> = {}): Promise<Child> {
    const child = await Child.start({
      args: [join(this.#built, 'main.js')],
      environment: {
        ...environment,
        CTI_PORT: '0',
        CTI_CONFIG: this.#file(config),
        // The one that ships with the server is found from its own folder only.
        CTI_WORLD: this.#file(BUSY_WORLD),
      },
      listens: /listens on http:\/\/[^:]+:(\d+)\//,
    });
    this.#running.add(child);
    return child;
  }

  async stop(): Promise<void> {
    for (const child of this.#running) await child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
    rmSync(this.#built, { recursive: true, force: true });
  }

  #file(content: object): string {
    this.#files += 1;
    const path = join(this.#folder, `${this.#files}.json`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }
}
