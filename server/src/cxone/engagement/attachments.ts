import { createHmac } from 'node:crypto';
import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { sameSecret } from '../../runtime/same-secret.js';
import { DeError } from '../errors.js';
import type { CxoneOptions } from '../options.js';
import { Shelf } from './shelf.js';

/** Of all files together. */
const MOST_BYTES = 268_435_456;
const MOST_FILES = 10_000;

export interface StoredFile {
  /** Or so many bytes of nothing. */
  readonly content: Buffer | number;
  readonly friendlyName: string;
  readonly mimeType: string;
}

export interface AttachmentsOptions {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly options: CxoneOptions;
  /** Below which files are. */
  readonly url: () => string;
}

/** Files on their way, at addresses that are signed and good for a while only. */
export class Attachments {
  readonly #options: AttachmentsOptions;
  readonly #files = new Shelf<StoredFile>(MOST_FILES);
  readonly #key: string;
  #bytes = 0;

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    this.#key = options.ids.secret();
  }

  /**
   * @param lifeMs how long its address is good
   * @throws DeError `requestTooLarge`, `full`
   */
  add(file: StoredFile, lifeMs = this.#options.options.attachmentSeconds * 1000) {
    const { clock, ids, options, url } = this.#options;
    const stored = typeof file.content === 'number' ? 0 : file.content.length;
    if (stored > options.attachmentBytes) throw DeError.of('requestTooLarge', 'content');
    if (this.#bytes + stored > MOST_BYTES) throw DeError.of('full');
    const id = ids.uuid();
    this.#files.put(id, file);
    this.#bytes += stored;
    const expires = clock.now() + lifeMs;
    return {
      id,
      url: `${url()}/files/${id}?expires=${expires}&signature=${this.#sign(id, String(expires))}`,
      expireAt: new Date(expires).toISOString(),
    };
  }

  /** @throws DeError `permissionDenied` when the address was not made here, or is good no more */
  open(id: string, expires: string, signature: string): StoredFile {
    const isOurs = sameSecret(this.#sign(id, expires), signature);
    if (!isOurs || Number(expires) <= this.#options.clock.now()) throw DeError.of('permissionDenied');
    const file = this.#files.get(id);
    if (file === undefined) throw DeError.of('notFound');
    return file;
  }

  clear(): void {
    this.#files.clear();
    this.#bytes = 0;
  }

  #sign(id: string, expires: string): string {
    return createHmac('sha256', this.#key).update(`${id} ${expires}`).digest('base64url');
  }
}
