import type { Clock } from '../../runtime/clock.js';
import type { OutboundTarget } from '../../runtime/outbound/index.js';
import type { Write } from '../../runtime/store/index.js';
import type { Attachment } from '../core/inputs.js';
import type { ByocLog } from '../outbox-worker.js';
import { type FileFetcher, fileName, FileProblem } from './file-fetcher.js';
import type { FileShelf, KeptFile } from './file-shelf.js';

export interface AgentFilesOptions {
  readonly fetcher: FileFetcher;
  readonly shelf: FileShelf;
  /** Where CXone may be beside public addresses. */
  readonly known: readonly OutboundTarget[];
  readonly clock: Clock;
  readonly log: ByocLog;
  /** For one try, and between two. */
  readonly fetchMs: number;
  readonly pauseMs: number;
  /** Behind which files are offered to channels. */
  readonly base: () => string;
}

/** Files of an agent's message: as channels are told of them, what has to be stored for that, and how they come. */
export interface ExpectedFiles {
  readonly attachments: readonly Attachment[];
  readonly writes: readonly Write[];
  /** To be called when all that is stored. */
  readonly bring: () => void;
}

const TRIES = 2;

/**
 * Files of agents. Their addresses at CXone are good for moments and are secrets: they are called at once and never
 * stored, and so a process that dies meanwhile has lost them, and the agent's message fails.
 */
export class AgentFiles {
  readonly #options: AgentFilesOptions;
  readonly #coming = new Map<string, Promise<void>>();

  constructor(options: AgentFilesOptions) {
    this.#options = options;
  }

  expect(attachments: readonly Attachment[]): ExpectedFiles {
    const { shelf, fetchMs, pauseMs, base } = this.#options;
    const expected = attachments.map(({ friendlyName, url }) => {
      const name = fileName(friendlyName);
      const { id, writes } = shelf.expect(name, TRIES * 2 * fetchMs + pauseMs);
      const own = `${base()}/files/${id}/${encodeURIComponent(name)}`;
      return { attachment: { friendlyName: name, url: own, file: id }, writes, id, name, url };
    });
    return {
      attachments: expected.map(({ attachment }) => attachment),
      writes: expected.flatMap(({ writes }) => writes),
      bring: () => {
        for (const { id, url, name } of expected) this.#bring(id, url, name);
      },
    };
  }

  /** How it stands with a file, as soon as this process knows: who waits for another one's asks again. */
  async settled(id: string): Promise<KeptFile | undefined> {
    await this.#coming.get(id);
    return this.#options.shelf.find(id);
  }

  async close(): Promise<void> {
    await Promise.all(this.#coming.values());
  }

  #bring(id: string, url: string, name: string): void {
    const { shelf, log } = this.#options;
    const coming = this.#fetch(id, url, name)
      .catch(async (error: unknown) => {
        if (!(error instanceof FileProblem)) throw error;
        log.warn({ why: error.code }, 'a file of an agent was not fetched');
        await shelf.fail(id, error.code);
      })
      .catch((error: unknown) => log.error({ err: error }, 'a file of an agent was not kept'))
      .finally(() => this.#coming.delete(id));
    this.#coming.set(id, coming);
  }

  async #fetch(id: string, url: string, name: string): Promise<void> {
    const { fetcher, shelf, known, clock, pauseMs } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await shelf.put(id, await fetcher.fetch(url, name, known));
        return;
      } catch (error) {
        if (!(error instanceof FileProblem) || !error.mayPass || attempt >= TRIES) throw error;
        await new Promise<void>((resolve) => clock.setTimer('byoc file', pauseMs, resolve));
      }
    }
  }
}
