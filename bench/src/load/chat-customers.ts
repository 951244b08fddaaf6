import { WebSocket } from 'ws';
import { HttpPool } from './http-pool.js';

/** How a contender is spoken to. */
export type ChatWire = 'gms-websocket' | 'gms-long-polling' | 'ws' | 'faye' | 'cometd';

export const PATH = '/genesys/cometd';
const CHANNEL = '/service/chatV2/customer-support';
const TEXT = 'x'.repeat(120);
/** Where a server has none: what is said is as long to all of them. */
const NO_KEY = '0'.repeat(20);
const NO_ID = '0'.repeat(32);
/** Only what is heard again has it, from whichever server. */
const MARK = '"text":"';

/** A customer who says something, waits until they hear it, and says the next thing. */
export interface ChatCustomer {
  begin(): Promise<void>;
  /** Back when the notification is here. */
  say(): Promise<void>;
}

export function chatCustomer(wire: ChatWire, host: string, port: number, number: number): ChatCustomer {
  switch (wire) {
    case 'ws':
    case 'faye':
    case 'gms-websocket':
      return new SocketCustomer(wire, `${host}:${port}`, number);
    case 'cometd':
    case 'gms-long-polling':
      return new PollingCustomer(wire, host, port);
  }
}

class SocketCustomer implements ChatCustomer {
  readonly #wire: ChatWire;
  readonly #socket: WebSocket;
  readonly #isOpen: Promise<unknown>;
  readonly #channel: string;
  #heard: (() => void) | undefined;
  #said = '';
  #connect = '';

  constructor(wire: ChatWire, authority: string, number: number) {
    this.#wire = wire;
    // faye forbids service channels to its clients, so each has a room of its own there.
    this.#channel = wire === 'faye' ? `/room/${number}` : CHANNEL;
    this.#socket = new WebSocket(`ws://${authority}${PATH}`, { perMessageDeflate: false });
    this.#isOpen = new Promise((resolve, reject) => this.#socket.once('open', resolve).once('error', reject));
  }

  async begin(): Promise<void> {
    await this.#isOpen;
    const channel = this.#channel;
    if (this.#wire === 'ws') {
      this.#ready({ operation: 'sendMessage', secureKey: NO_KEY, message: TEXT }, NO_ID);
    } else {
      const supportedConnectionTypes = ['websocket'];
      const clientId = field(
        await this.#asked({ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes }, '"clientId"'),
        'clientId',
      );
      this.#send({ channel: '/meta/connect', id: 'c', clientId, connectionType: 'websocket' });
      if (this.#wire === 'faye') {
        await this.#asked({ channel: '/meta/subscribe', id: 's', clientId, subscription: channel }, 'subscription');
        this.#ready({ operation: 'sendMessage', secureKey: NO_KEY, message: TEXT }, clientId);
      } else {
        const data = { operation: 'requestChat', nickname: 'Rita Moss' };
        const secureKey = field(await this.#asked({ channel, id: 'r', clientId, data }, '"secureKey"'), 'secureKey');
        this.#ready({ operation: 'sendMessage', secureKey, message: TEXT }, clientId);
      }
    }
    this.#socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (text.includes('"/meta/connect"')) this.#socket.send(this.#connect);
      if (text.includes(MARK)) this.#heard?.();
    });
  }

  say(): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = resolve;
      this.#socket.send(this.#said);
    });
  }

  #ready(data: object, clientId: string): void {
    this.#said = JSON.stringify([{ channel: this.#channel, id: '5', clientId, data }]);
    this.#connect = JSON.stringify([{ channel: '/meta/connect', id: 'c', clientId, connectionType: 'websocket' }]);
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify([message]));
  }

  #asked(message: object, mark: string): Promise<string> {
    return new Promise((resolve) => {
      const hear = (data: Buffer) => {
        const text = data.toString('latin1');
        if (!text.includes(mark)) return;
        this.#socket.off('message', hear);
        resolve(text);
      };
      this.#socket.on('message', hear);
      this.#send(message);
    });
  }
}

class PollingCustomer implements ChatCustomer {
  readonly #wire: ChatWire;
  readonly #host: string;
  readonly #port: number;
  #posts: HttpPool | undefined;
  #cookie = '';
  #said = '';
  #heard: (() => void) | undefined;

  constructor(wire: ChatWire, host: string, port: number) {
    this.#wire = wire;
    this.#host = host;
    this.#port = port;
  }

  async begin(): Promise<void> {
    const answer = await fetch(`http://${this.#host}:${this.#port}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] },
      ]),
    });
    this.#cookie = `cookie: ${answer.headers.get('set-cookie')?.split(';')[0] ?? ''}\r\n`;
    const clientId = field(await answer.text(), 'clientId');
    this.#posts = await HttpPool.open(this.#host, this.#port, 1);
    const data = { operation: 'requestChat', nickname: 'Rita Moss' };
    const isChat = this.#wire === 'gms-long-polling';
    const opened = isChat ? await this.#post([{ channel: CHANNEL, id: 'r', clientId, data }]) : undefined;
    const secureKey = opened === undefined ? NO_KEY : field(opened, 'secureKey');
    this.#said = JSON.stringify([
      { channel: CHANNEL, id: '5', clientId, data: { operation: 'sendMessage', secureKey, message: TEXT } },
    ]);
    const polls = await HttpPool.open(this.#host, this.#port, 1);
    void this.#poll(polls, JSON.stringify([{ channel: '/meta/connect', clientId, connectionType: 'long-polling' }]));
  }

  async say(): Promise<void> {
    const heard = new Promise<void>((resolve) => (this.#heard = resolve));
    if (this.#hasMark(await this.#posts!.post(PATH, this.#said, this.#cookie))) return;
    await heard;
  }

  async #poll(polls: HttpPool, connect: string): Promise<void> {
    for (;;) if (this.#hasMark(await polls.post(PATH, connect, this.#cookie))) this.#heard?.();
  }

  #hasMark(text: string): boolean {
    return text.includes(MARK);
  }

  #post(messages: readonly object[]): Promise<string> {
    return this.#posts!.post(PATH, JSON.stringify(messages), this.#cookie);
  }
}

/** @throws Error when there is none */
export function field(text: string, name: string): string {
  const value = new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1];
  if (value === undefined) throw new Error(`No ${name} in ${text}`);
  return value;
}
