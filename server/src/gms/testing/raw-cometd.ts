import type { TestServer } from '../../testing/test-server.js';
import type { Envelope } from '../envelope.js';

export type WireMessage = Readonly<Record<string, unknown>>;

/** A customer's CometD client, written by hand over plain posts: every message of every answer can be looked at. */
export class RawCometd {
  readonly #server: TestServer;
  readonly channel: string;
  clientId = '';
  /** The newest key, and the ids with it. */
  ids: Partial<Pick<Envelope, 'secureKey' | 'chatId' | 'userId' | 'alias'>> = {};

  constructor(server: TestServer, service = 'customer-support') {
    this.#server = server;
    this.channel = `/service/chatV2/${service}`;
  }

  static async to(server: TestServer, service?: string): Promise<RawCometd> {
    const client = new RawCometd(server, service);
    await client.handshake();
    return client;
  }

  async handshake(): Promise<void> {
    const [answer] = await this.post({
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: ['long-polling'],
    });
    this.clientId = answer?.clientId as string;
  }

  async post(...messages: readonly WireMessage[]): Promise<readonly WireMessage[]> {
    const response = await fetch(`${this.#server.url}/genesys/cometd`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(messages),
    });
    return (await response.json()) as readonly WireMessage[];
  }

  /** The reply and, behind it, the data of the notifications that came with it. */
  async publish(data: unknown, channel = this.channel): Promise<{ reply: WireMessage; heard: readonly Envelope[] }> {
    const [reply = {}, ...rest] = await this.post({ channel, id: '1', clientId: this.clientId, data });
    return { reply, heard: rest.map((message) => message.data as Envelope) };
  }

  /** The notification in response to an operation of the chat. */
  async does(operation: string, fields: object = {}): Promise<Envelope> {
    const { heard } = await this.publish({ operation, ...this.ids, ...fields });
    const [answer] = heard;
    if (answer === undefined) throw new Error(`${operation} was not answered`);
    return answer;
  }

  async begin(fields: object = {}): Promise<this> {
    this.keep(await this.does('requestChat', { nickname: 'Rita', ...fields }));
    return this;
  }

  /** Remembers what the next request has to bring. */
  keep({ secureKey, chatId, userId, alias }: Envelope): void {
    if (secureKey === undefined || chatId === undefined || userId === undefined || alias === undefined) {
      throw new Error('There are no ids in the answer');
    }
    this.ids = { secureKey, chatId, userId, alias };
  }

  /** What waits for the client. */
  async poll(): Promise<readonly Envelope[]> {
    const [, ...rest] = await this.post({
      channel: '/meta/connect',
      clientId: this.clientId,
      connectionType: 'long-polling',
      advice: { timeout: 0 },
    });
    return rest.map((message) => message.data as Envelope);
  }
}
