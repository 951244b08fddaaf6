import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Rig, RigAnswer } from './rig.js';
import { Waiting } from './waiting.js';

export interface Heard {
  readonly type: string;
  readonly id?: string;
  readonly kind?: string;
  readonly seq?: number;
  readonly thread?: string;
  readonly text?: string;
  readonly error?: string;
  readonly messageId?: string;
  readonly state?: string;
  readonly cause?: string;
  readonly leftMs?: number;
  readonly isTyping?: boolean;
  readonly last?: number;
  readonly [more: string]: unknown;
}

interface Session {
  readonly token: string;
  readonly customerId: string;
}

/** A page with the widget: one browser, by real sockets. */
export class WidgetPage {
  readonly token: string;
  readonly customerId: string;
  /** Frames of all its sockets. */
  readonly heard: Heard[] = [];
  readonly #rig: Rig;
  readonly #channel: string;
  readonly #waiting = new Waiting();
  #socket: WebSocket | undefined;
  closeCode = 0;

  private constructor(rig: Rig, channel: string, { token, customerId }: Session) {
    this.#rig = rig;
    this.#channel = channel;
    this.token = token;
    this.customerId = customerId;
  }

  static session(rig: Rig, channel = 'hole', headers: Record<string, string> = {}): Promise<RigAnswer<Session>> {
    return rig.call<Session>('POST', `/byoc/widget/${channel}/sessions`, { nickname: 'Zed' }, headers);
  }

  /** A customer who has never been here. */
  static async begin(rig: Rig, channel = 'hole'): Promise<WidgetPage> {
    const { body } = await WidgetPage.session(rig, channel);
    const page = new WidgetPage(rig, channel, body);
    await page.open();
    return page;
  }

  /** The same customer in another tab. */
  async tab(after = 0): Promise<WidgetPage> {
    const page = new WidgetPage(this.#rig, this.#channel, this);
    await page.open(after);
    return page;
  }

  /** @returns the answer to the first frame */
  async open(after = 0, { token = this.token, headers = {} }: OpenOptions = {}): Promise<Heard> {
    await this.connect(headers);
    return this.ask({ type: 'open', token, after });
  }

  async connect(headers: Record<string, string> = {}): Promise<void> {
    const address = `ws://127.0.0.1:${this.#rig.port}/byoc/widget/${this.#channel}/socket`;
    const socket = new WebSocket(address, { headers });
    socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()) as Heard);
      this.#waiting.happened();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#waiting.happened();
    });
    this.#socket = socket;
    await once(socket, 'open');
  }

  send(frame: object | string): void {
    this.#socket?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** @returns what is answered: `done`, `opened` or `error` */
  async ask(frame: object): Promise<Heard> {
    const id = randomUUID();
    const before = this.heard.length;
    this.send({ id, ...frame });
    const wanted = (frame as { id?: string }).id ?? id;
    const isAnswer = ({ type, id: given }: Heard) => given === wanted && type !== 'entry';
    await this.until(() => this.heard.slice(before).some(isAnswer) || this.isClosed);
    return this.heard.slice(before).find(isAnswer) ?? { type: 'closed' };
  }

  say(text: string, id?: string): Promise<Heard> {
    return this.ask({ type: 'message', text, ...(id !== undefined && { id }) });
  }

  get isClosed(): boolean {
    return this.#socket?.readyState === WebSocket.CLOSED;
  }

  get entries(): Heard[] {
    return this.heard.filter(({ type }) => type === 'entry');
  }

  /** What a person sees: words, and else what happened. */
  get story(): string[] {
    return this.entries.map(({ kind = '', text, cause }) => text ?? [kind, cause].filter(Boolean).join(' '));
  }

  /** The conversation that it is in, and its newest entry. */
  get thread(): string {
    return this.heard.findLast(({ thread }) => thread !== undefined)?.thread ?? '';
  }

  get last(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  untilStory(...story: string[]): Promise<void> {
    return this.until(() => JSON.stringify(this.story) === JSON.stringify(story));
  }

  /** The network goes, and nobody says goodbye. */
  async cut(): Promise<void> {
    this.#socket?.terminate();
    await this.until(() => this.isClosed);
  }
}

interface OpenOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
}
