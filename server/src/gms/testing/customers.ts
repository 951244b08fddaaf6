import { WebSocket } from 'ws';
import { until } from '../../bayeux/testing/endpoint.js';
import { CometdClient, FayeLibraryClient, type RealClient } from '../../bayeux/testing/real-clients.js';
import type { TestServer } from '../../testing/test-server.js';
import type { Envelope } from '../envelope.js';
import { RestClient } from './rest-client.js';

const SERVICE = 'customer-support';
const CHANNEL = `/service/chatV2/${SERVICE}`;

/** A customer, whatever their client is written with and however it connects. */
export interface Customer {
  connect(server: TestServer): Promise<void>;
  /** Asks for an operation by its name in the CometD form. */
  ask(operation: string, fields?: object): Promise<void>;
  /** Looks for news, where the client has to ask. */
  look?(): Promise<void>;
  readonly heard: readonly Envelope[];
  leave(): Promise<void>;
}

/** What was heard, a line an event. */
export function linesOf(heard: readonly Envelope[]): string[] {
  return heard.flatMap(({ messages, chatEnded }) => [
    ...messages.map(({ index, from, type }) => `${index} ${from.type} ${type}`),
    ...(chatEnded ? ['ended'] : []),
  ]);
}

export async function hears(customer: Customer, lines: number): Promise<void> {
  while (linesOf(customer.heard).length < lines) {
    await customer.look?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The newest key, as clients have to take it. */
function keyIn(heard: readonly Envelope[]): { secureKey?: string } {
  const secureKey = heard.findLast((envelope) => envelope.secureKey !== undefined)?.secureKey;
  return secureKey === undefined ? {} : { secureKey };
}

/** Somebody with one of the libraries for CometD. */
class LibraryCustomer implements Customer {
  readonly #client: RealClient;

  constructor(client: RealClient) {
    this.#client = client;
  }

  get heard(): readonly Envelope[] {
    return this.#client.heard as readonly Envelope[];
  }

  connect({ url }: TestServer): Promise<void> {
    return this.#client.start(`${url}/genesys/cometd`, CHANNEL);
  }

  ask(operation: string, fields: object = {}): Promise<void> {
    return this.#client.publish(CHANNEL, { operation, ...keyIn(this.heard), ...fields });
  }

  leave(): Promise<void> {
    return this.#client.stop();
  }
}

/** Somebody whose app has the iOS library: bare objects, no ids, and everything that has `successful` is dropped. */
class IosCustomer implements Customer {
  readonly heard: Envelope[] = [];
  readonly #answers: Record<string, unknown>[] = [];
  #socket: WebSocket | undefined;
  #clientId: unknown;

  async connect({ url }: TestServer): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/genesys/cometd`);
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      for (const message of JSON.parse(data.toString()) as Record<string, unknown>[]) {
        if ('successful' in message) this.#answers.push(message);
        else this.heard.push(message.data as Envelope);
        if (message.channel === '/meta/connect') this.#connect();
      }
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const types = ['long-polling', 'callback-polling', 'iframe', 'websocket'];
    this.#send({
      channel: '/meta/handshake',
      version: '1.0',
      minimumVersion: '1.0beta',
      supportedConnectionTypes: types,
    });
    await until(() => this.#answers.length === 1);
    this.#clientId = this.#answers[0]?.clientId;
    this.#connect();
    this.#send({ channel: '/meta/subscribe', clientId: this.#clientId, subscription: CHANNEL });
  }

  async ask(operation: string, fields: object = {}): Promise<void> {
    const auth = { username: 'u', password: 'p' };
    const data = { operation, ...keyIn(this.heard), auth, ...fields };
    this.#send({ channel: CHANNEL, clientId: this.#clientId, data });
  }

  async leave(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket?.once('close', resolve));
    this.#send({ channel: '/meta/disconnect', clientId: this.#clientId, ext: { transcriptPosition: '1' } });
    await closed;
  }

  #connect(): void {
    const advice = { timeout: 20_000 };
    this.#send({ channel: '/meta/connect', clientId: this.#clientId, connectionType: 'websocket', advice });
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/** Somebody on an old page of another origin: script tags, whose answers are code. */
class ScriptCustomer implements Customer {
  readonly heard: Envelope[] = [];
  #url = '';
  #clientId: unknown;

  async connect({ url }: TestServer): Promise<void> {
    this.#url = `${url}/genesys/cometd`;
    const supportedConnectionTypes = ['callback-polling'];
    const [answer] = await this.#load({ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes });
    this.#clientId = answer?.clientId;
  }

  async ask(operation: string, fields: object = {}): Promise<void> {
    const data = { operation, ...keyIn(this.heard), ...fields };
    await this.#load({ channel: CHANNEL, id: '1', clientId: this.#clientId, data });
  }

  async look(): Promise<void> {
    const connectionType = 'callback-polling';
    await this.#load({ channel: '/meta/connect', clientId: this.#clientId, connectionType, advice: { timeout: 0 } });
  }

  async leave(): Promise<void> {
    await this.#load({ channel: '/meta/disconnect', clientId: this.#clientId });
  }

  async #load(message: object): Promise<readonly Record<string, unknown>[]> {
    const query = new URLSearchParams({ jsonp: 'page.callback_1', message: JSON.stringify([message]) });
    const script = await (await fetch(`${this.#url}?${query.toString()}`)).text();
    const messages = JSON.parse(/^\/\*\*\/page\.callback_1\((.*)\);$/s.exec(script)?.[1] ?? '') as Record<
      string,
      unknown
    >[];
    for (const one of messages) if (!('successful' in one)) this.heard.push(one.data as Envelope);
    return messages;
  }
}

/** Somebody with plain forms, who asks again and again. */
class FormCustomer implements Customer {
  readonly heard: Envelope[] = [];
  #client: RestClient | undefined;

  async connect(server: TestServer): Promise<void> {
    this.#client = new RestClient(server, 'form', SERVICE);
  }

  async ask(operation: string, fields: Record<string, unknown> = {}): Promise<void> {
    const client = this.#connected();
    if (operation === 'requestChat') {
      const { last } = await client.begin({ nickname: '', ...fields });
      if (last !== undefined) this.heard.push(last);
      return;
    }
    const { body } = await client.in(operation === 'sendMessage' ? 'send' : operation, fields);
    this.heard.push(body);
    if (!body.chatEnded) await this.look();
  }

  async look(): Promise<void> {
    const position = this.heard.findLast(({ messages }) => messages.length > 0)?.nextPosition ?? 1;
    const { body } = await this.#connected().in('refresh', { transcriptPosition: position });
    this.heard.push(body);
  }

  #connected(): RestClient {
    if (this.#client === undefined) throw new Error('The customer is not connected.');
    return this.#client;
  }

  async leave(): Promise<void> {
    // Who only asks has nothing to close.
  }
}

/** Everybody who has to be served, by what they are called. */
export const CUSTOMERS: readonly [string, () => Customer][] = [
  ['cometd by long polling', () => new LibraryCustomer(new CometdClient('long-polling'))],
  ['cometd over a WebSocket', () => new LibraryCustomer(new CometdClient('websocket'))],
  ['cometd with a free choice', () => new LibraryCustomer(new CometdClient())],
  ['faye by long polling', () => new LibraryCustomer(new FayeLibraryClient('long-polling'))],
  ['faye with a free choice', () => new LibraryCustomer(new FayeLibraryClient('websocket'))],
  ['the iOS library', () => new IosCustomer()],
  ['script tags', () => new ScriptCustomer()],
  ['plain forms', () => new FormCustomer()],
];
