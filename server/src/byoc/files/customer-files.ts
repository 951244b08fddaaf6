import type { Clock } from '../../runtime/clock.js';
import type { Attachment, CustomerMessage } from '../core/inputs.js';
import type { DeClient } from '../de/de-client.js';
import type { ChannelPlace } from '../directory.js';
import type { FileFetcher } from './file-fetcher.js';

interface Uploaded {
  readonly attachments: readonly Attachment[];
  readonly until: number;
}

const MOST = 1_000;
/** An address at CXone has to be good for a while after it is told. */
const MARGIN_MS = 30_000;

/** Files of customers, on their way to CXone. */
export class CustomerFiles {
  readonly #fetcher: FileFetcher;
  readonly #clock: Clock;
  readonly #isUploading: boolean;
  /** By message: who has to say it again does not have to bring its files again. */
  readonly #uploaded = new Map<string, Uploaded>();

  constructor(fetcher: FileFetcher, clock: Clock, isUploading: boolean) {
    this.#fetcher = fetcher;
    this.#clock = clock;
    this.#isUploading = isUploading;
  }

  /**
   * The message as CXone can take it: with files that it has.
   * @throws FileProblem, DeError
   */
  async bring(client: DeClient, { channel }: ChannelPlace, message: CustomerMessage): Promise<CustomerMessage> {
    if (!this.#isUploading || message.attachments.length === 0) return message;
    const key = JSON.stringify([channel.id, message.id]);
    const known = this.#uploaded.get(key);
    if (known !== undefined && this.#clock.now() < known.until) return { ...message, attachments: known.attachments };
    const files = await Promise.all(
      message.attachments.map(async ({ url, friendlyName }) => {
        const { name, type, content } = await this.#fetcher.fetch(url, friendlyName, channel.webhook?.targets ?? []);
        const { url: at, expiresAt } = await client.uploadAttachment(content, type);
        return { attachment: { friendlyName: name, url: at }, expiresAt };
      }),
    );
    const attachments = files.map(({ attachment }) => attachment);
    this.#remember(key, { attachments, until: Math.min(...files.map(({ expiresAt }) => expiresAt)) - MARGIN_MS });
    return { ...message, attachments };
  }

  #remember(key: string, uploaded: Uploaded): void {
    this.#uploaded.delete(key);
    this.#uploaded.set(key, uploaded);
    const [oldest] = this.#uploaded.keys();
    if (this.#uploaded.size > MOST && oldest !== undefined) this.#uploaded.delete(oldest);
  }
}
