import { until } from '../../bayeux/testing/endpoint.js';
import type { Transport } from '../../bayeux/testing/real-clients.js';
import type { Envelope } from '../envelope.js';
import type { KilledServer } from './killed-server.js';
import { RecoveringCustomer } from './recovering-customer.js';

/** A customer whose server is killed again and again. */
export interface KilledCustomer {
  readonly chatId: string;
  /** What it shows, in order, each line once. */
  readonly lines: readonly string[];
  begin(): Promise<void>;
  /** @returns whether the server has acknowledged it */
  say(text: string): Promise<boolean>;
  /** Asks for what came since, where it has to ask. */
  look(): Promise<void>;
  leave(): Promise<void>;
}

/** With a library, which comes back by itself. */
export class CometdCustomer implements KilledCustomer {
  readonly #customer: RecoveringCustomer;
  readonly #server: KilledServer;

  constructor(server: KilledServer, transport: Transport) {
    this.#server = server;
    this.#customer = new RecoveringCustomer(transport);
  }

  get chatId(): string {
    return this.#customer.chatId;
  }

  get lines(): readonly string[] {
    return this.#customer.lines;
  }

  get errors(): readonly number[] {
    return this.#customer.errors;
  }

  async begin(): Promise<void> {
    this.#customer.start(this.#server.url);
    await until(() => this.#customer.lines.length > 0);
  }

  /** It is acknowledged by being shown. */
  async say(text: string): Promise<boolean> {
    const { lines } = this;
    this.#customer.say(text);
    const deadline = Date.now() + 1_000;
    const isShown = () => lines.some((line) => line.endsWith(` ${text}`));
    // Not as fast as it goes: the server is on the same machine.
    while (!isShown() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 2));
    return isShown();
  }

  async look(): Promise<void> {
    // The server tells it.
  }

  leave(): Promise<void> {
    return this.#customer.leave();
  }
}

/** With plain posts. */
export class PollingCustomer implements KilledCustomer {
  readonly lines: string[] = [];
  chatId = '';
  #key = '';
  #next = 1;
  readonly #server: KilledServer;

  constructor(server: KilledServer) {
    this.#server = server;
  }

  async begin(): Promise<void> {
    const answer = await this.#post('', { nickname: 'Margarita Rossi' });
    if (answer?.chatId === undefined) throw new Error('The chat was refused');
    this.chatId = answer.chatId;
    this.#take(answer);
  }

  async say(message: string): Promise<boolean> {
    return (await this.#post(`/${this.chatId}/send`, { message }))?.statusCode === 0;
  }

  async look(): Promise<void> {
    const answer = await this.#post(`/${this.chatId}/refresh`, { transcriptPosition: String(this.#next) });
    if (answer !== undefined) this.#take(answer);
  }

  async upload(content: Buffer): Promise<string | undefined> {
    const form = new FormData();
    form.append('secureKey', this.#key);
    form.append('file', new Blob([new Uint8Array(content)]), 'photo.png');
    return (await this.#send(`/${this.chatId}/file`, form))?.userData?.['file-id'];
  }

  async download(fileId: string): Promise<Buffer> {
    const response = await fetch(`${this.#url}/${this.chatId}/file/${fileId}/download`, {
      method: 'POST',
      body: new URLSearchParams({ secureKey: this.#key }),
    });
    return Buffer.from(await response.arrayBuffer());
  }

  async leave(): Promise<void> {
    // Who only asks has nothing to close.
  }

  get #url(): string {
    return `${this.#server.url}/genesys/2/chat/customer-support`;
  }

  #post(path: string, fields: Record<string, string>): Promise<Envelope | undefined> {
    const key = this.#key === '' ? {} : { secureKey: this.#key };
    return this.#send(path, new URLSearchParams({ ...key, ...fields }));
  }

  async #send(path: string, body: URLSearchParams | FormData): Promise<Envelope | undefined> {
    try {
      return (await (await fetch(`${this.#url}${path}`, { method: 'POST', body })).json()) as Envelope;
    } catch {
      // Nobody knows whether it was done.
      return undefined;
    }
  }

  #take({ messages, secureKey, nextPosition }: Envelope): void {
    if (secureKey !== undefined) this.#key = secureKey;
    if (nextPosition !== undefined) this.#next = nextPosition;
    for (const { index = 0, type, text } of messages) {
      this.lines.push(type === 'Message' ? `${index} ${text ?? ''}` : `${index} ${type}`);
    }
  }
}
