import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './processes.js';

const SERVER = new URL('../../server/dist/main.js', import.meta.url);

/** Our own servers, each in a process of its own; what they are told and what they store is in one folder. */
export class OurServers {
  readonly #folder: string;

  /** @param name of the section */
  constructor(name: string) {
    this.#folder = mkdtempSync(join(tmpdir(), `cti-bench-${name}-`));
  }

  /** For a store. */
  place(name: string): string {
    return join(this.#folder, name);
  }

  /** @param world absent: the one that ships with the server */
  start(name: string, config: object, core: 'server' | 'generator', world?: object): Promise<ServerProcess> {
    const environment = {
      CTI_PORT: '0',
      CTI_LOG_LEVEL: 'error',
      CTI_CONFIG: this.#file(`${name}.json`, config),
      ...(world !== undefined && { CTI_WORLD: this.#file(`${name}-world.json`, world) }),
    };
    return ServerProcess.start(SERVER, [], environment, core);
  }

  /** Nothing is left of what they stored. */
  forget(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #file(name: string, content: unknown): string {
    const path = this.place(name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }
}
