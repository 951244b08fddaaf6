import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { HttpPool } from './http-pool.js';

/** How a contender is spoken to. */
export type ChatWire = 'gms-websocket' | 'gms-long-polling' | 'ws' | 'faye' | 'cometd';

const PATH = '/genesys/cometd';
const CHANNEL = '/service/chatV2/customer-support';
const TEXT = 'x'.repeat(120);
/** Only what a client says itself and hears again has it. */
const MARK = '"message":"';
const GMS_MARK = '"text":"';

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
  readonly #mark: string;
  readonly #channel: string;
  #heard: ((text: string) => void) | undefined;
  #said = '';
  #connect = '';

  constructor(wire: ChatWire, authority: string, number: number) {
    this.#wire = wire;
    this.#mark = wire === 'faye' ? MARK : GMS_MARK;
    // faye forbids service channels to its clients, so each has a room of its own there.
    this.#channel = wire === 'faye' ? `/room/${number}` : CHANNEL;
    this.#socket = new WebSocket(`ws://${authority}${PATH}`, { perMessageDeflate: false });
    this.#isOpen = new Promise((resolve, reject) => this.#socket.once('open', resolve).once('error', reject));
  }

  async begin(): Promise<void> {
    await this.#isOpen;
    const channel = this.#channel;
    if (this.#wire === 'ws') {
      this.#ready({ message: TEXT }, '');
    } else {
      const supportedConnectionTypes = ['websocket'];
      const clientId = field(
        await this.#asked({ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes }, '"clientId"'),
        'clientId',
      );
      this.#send({ channel: '/meta/connect', id: 'c', clientId, connectionType: 'websocket' });
      if (this.#wire === 'faye') {
        await this.#asked({ channel: '/meta/subscribe', id: 's', clientId, subscription: channel }, 'subscription');
        this.#ready({ message: TEXT }, clientId);
      } else {
        const data = { operation: 'requestChat', nickname: 'Rita Moss' };
        const secureKey = field(await this.#asked({ channel, id: 'r', clientId, data }, '"secureKey"'), 'secureKey');
        this.#ready({ operation: 'sendMessage', secureKey, message: TEXT }, clientId);
      }
    }
    this.#socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (text.includes('"/meta/connect"')) this.#socket.send(this.#connect);
      if (text.includes(this.#mark)) this.#heard?.(text);
    });
  }

  say(): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = () => resolve();
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
    const opened = this.#wire === 'cometd' ? '' : await this.#post([{ channel: CHANNEL, id: 'r', clientId, data }]);
    const secureKey = field(opened, 'secureKey');
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
    return text.includes(this.#wire === 'cometd' ? MARK : GMS_MARK);
  }

  #post(messages: readonly object[]): Promise<string> {
    return this.#posts!.post(PATH, JSON.stringify(messages), this.#cookie);
  }
}

function field(text: string, name: string): string {
  return new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1] ?? '';
}

/** Clients whose polls are held, and then say goodbye: `count` of them, all at once. */
export async function heldPolls(host: string, port: number, count: number): Promise<void> {
  const pool = await HttpPool.open(host, port, 64);
  const post = (message: object) => pool.post(PATH, JSON.stringify([message]));
  const handshake = { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] };
  const clients = await Promise.all(
    Array.from({ length: count }, async () => field(await post(handshake), 'clientId')),
  );
  const sockets: Socket[] = [];
  for (const clientId of clients) {
    const body = JSON.stringify([{ channel: '/meta/connect', clientId, connectionType: 'long-polling' }]);
    const socket = connect(port, host);
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    sockets.push(socket);
  }
  const answered = sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve)));
  // Each goodbye answers the poll of its client, if that is held.
  await Promise.all(clients.map((clientId) => post({ channel: '/meta/disconnect', clientId })));
  await Promise.all(answered);
  for (const socket of sockets) socket.destroy();
  pool.close();
}
