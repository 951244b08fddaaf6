import { randomUUID } from 'node:crypto';
import type { MessagingFrame, StructuredMessage } from '../messaging/frames.js';
import { type CloudServer, DEPLOYMENTS, StreamSocket } from './cloud-server.js';

/** A page with a messenger: one socket, and a token that it has kept. */
export class Messenger {
  readonly token: string;
  readonly socket: StreamSocket;
  readonly #cloud: CloudServer;
  #read = 0;

  constructor(cloud: CloudServer, token: string = randomUUID(), headers: Record<string, string> = {}) {
    this.#cloud = cloud;
    this.token = token;
    const uri = `${cloud.url.replace('http', 'ws')}/webmessaging/v1?deploymentId=${DEPLOYMENTS.open}&application=test`;
    this.socket = new StreamSocket(uri, headers);
  }

  async send(action: string, fields: object = {}): Promise<void> {
    await this.socket.opened();
    this.socket.webSocket.send(JSON.stringify({ action, token: this.token, ...fields }));
  }

  /** Asks, and waits for the next frame. */
  async ask(action: string, fields: object = {}): Promise<MessagingFrame> {
    await this.send(action, fields);
    return this.next();
  }

  configure(fields: object = {}): Promise<MessagingFrame> {
    return this.ask('configureSession', { deploymentId: DEPLOYMENTS.open, ...fields });
  }

  say(text: string, fields: object = {}): Promise<void> {
    return this.send('onMessage', { message: { type: 'Text', text }, ...fields });
  }

  presence(type: string): Promise<void> {
    return this.send('onMessage', {
      message: { type: 'Event', events: [{ eventType: 'Presence', presence: { type } }] },
    });
  }

  async next(): Promise<MessagingFrame> {
    await this.socket.count(this.#read + 1);
    this.#read += 1;
    return JSON.parse(this.socket.texts[this.#read - 1] ?? '') as MessagingFrame;
  }

  /** The next so many frames in short. */
  async lines(count: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < count) lines.push(lineOf(await this.next()));
    return lines;
  }

  async view(): Promise<{ id: string; chatId?: string; connections: number; readOnly: boolean } | undefined> {
    const { sessions } = await this.#cloud.server.get<{
      sessions: { id: string; chatId?: string; connections: number; readOnly: boolean }[];
    }>('/control/genesys-cloud/sessions');
    return sessions[0];
  }

  async agent(deed: string, body: object = {}): Promise<void> {
    await this.#cloud.control(`/chats/${(await this.view())?.chatId}/${deed}`, body);
  }
}

function lineOf({ class: name, code, body }: MessagingFrame): string {
  if (name !== 'StructuredMessage') return `${name} ${code}`;
  const { direction, text, events, channel } = body as StructuredMessage;
  const what = events?.map((event) => (event.eventType === 'Typing' ? 'types' : event.presence.type)) ?? [text];
  return [direction, channel.from.nickname, ...what].filter((part) => part !== undefined).join(' ');
}
