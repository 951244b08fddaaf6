import { createRequire } from 'node:module';
import { CometD, type Extension, type Message } from 'cometd';
import { adapt } from 'cometd-nodejs-client';

/** What the tests ask of a client library, whichever it is. */
export interface RealClient {
  /** Shakes hands, subscribes, and is back when both are answered. Subscribes anew whenever it shakes hands again. */
  start(url: string, subscription: string): Promise<void>;
  /** The data of the messages that it has heard on its subscription. */
  readonly heard: readonly unknown[];
  /** How often it has shaken hands. */
  readonly handshakes: number;
  /** Back when the server has taken it; fails with the server's error. */
  publish(channel: string, data: unknown): Promise<void>;
  stop(): Promise<void>;
}

export type Transport = 'websocket' | 'long-polling';

/** Lets the library believe that it runs in a page. */
adapt();

export class CometdClient implements RealClient {
  readonly heard: unknown[] = [];
  handshakes = 0;
  readonly #client = new CometD();

  /**
   * @param transport without it the library takes what it likes best
   * @param extensions of the library, by their names
   */
  constructor(transport?: Transport, extensions: Readonly<Record<string, Extension>> = {}) {
    for (const [name, extension] of Object.entries(extensions)) this.#client.registerExtension(name, extension);
    for (const type of this.#client.getTransportTypes()) {
      if (transport !== undefined && type !== transport) this.#client.unregisterTransport(type);
    }
  }

  async start(url: string, subscription: string): Promise<void> {
    this.#client.configure({ url, backoffIncrement: 50 });
    await new Promise<void>((resolve, reject) => {
      this.#client.addListener('/meta/handshake', (message) => {
        if (message.successful !== true) return reject(new Error(message.error));
        this.handshakes += 1;
        const hear = ({ data }: Message) => void this.heard.push(data);
        this.#client.subscribe(subscription, hear, (answer) => {
          if (answer.successful === true) resolve();
          else reject(new Error(answer.error));
        });
      });
      this.#client.handshake();
    });
  }

  async publish(channel: string, data: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#client.publish(channel, data, (answer) => {
        if (answer.successful === true) resolve();
        else reject(new Error(answer.error));
      });
    });
  }

  async stop(): Promise<void> {
    return new Promise((resolve) => this.#client.disconnect(() => resolve()));
  }
}

/** As far as the tests need it: the library has no types. */
interface FayeClient {
  disable(transport: string): void;
  addExtension(extension: { incoming(message: Message, next: (message: Message) => void): void }): void;
  subscribe(channel: string, hear: (data: unknown) => void): PromiseLike<void>;
  publish(channel: string, data: unknown): PromiseLike<void>;
  disconnect(): PromiseLike<void> | undefined;
}

const faye = createRequire(import.meta.url)('faye') as {
  readonly Client: new (url: string, options: { retry: number }) => FayeClient;
};

export class FayeLibraryClient implements RealClient {
  readonly heard: unknown[] = [];
  handshakes = 0;
  readonly #transport: Transport;
  #client: FayeClient | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async start(url: string, subscription: string): Promise<void> {
    const client = new faye.Client(url, { retry: 0.05 });
    this.#client = client;
    if (this.#transport === 'long-polling') client.disable('websocket');
    client.addExtension({
      incoming: (message, next) => {
        if (message.channel === '/meta/handshake' && message.successful === true) this.handshakes += 1;
        next(message);
      },
    });
    await client.subscribe(subscription, (data) => void this.heard.push(data));
  }

  async publish(channel: string, data: unknown): Promise<void> {
    await this.#client?.publish(channel, data);
  }

  async stop(): Promise<void> {
    await this.#client?.disconnect();
  }
}
