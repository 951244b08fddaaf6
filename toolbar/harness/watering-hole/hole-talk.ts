/** A customer's conversation by the chat widget of the middleware, as any page of a company could have it. */
import { HoleLine, type HoleFrame } from './hole-line.js';
import {
  type EntryFrame,
  type HoleView,
  NEW_VIEW,
  type OpenedFrame,
  type Waiting,
  withEntry,
  withOpened,
} from './hole-view.js';

export interface HoleTalkOptions {
  readonly origin: string;
  /** CXone's id of the channel. */
  readonly channel: string;
  readonly name: string;
  readonly changed: (view: HoleView) => void;
  /** A sentence; empty: it is over. */
  readonly failed: (why: string) => void;
}

interface Kept {
  readonly token: string;
  readonly waiting: readonly Waiting[];
}

const TYPING_MS = 3000;
const PATH = '/byoc/widget';
const UNREACHABLE = 'The chat cannot be reached. Trying again…';
const AGAIN_MS = 2000;

export class HoleTalk {
  readonly #options: HoleTalkOptions;
  readonly #line: HoleLine;
  #view: HoleView = NEW_VIEW;
  #token = '';
  /** Somebody has opened the page: that is a sign of life, and a connection that came back is none. */
  #isNews = true;
  #toldTyping = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #seen = 0;

  constructor(options: HoleTalkOptions) {
    this.#options = options;
    const { origin, channel } = options;
    this.#line = new HoleLine(`${origin.replace(/^http/, 'ws')}${PATH}/${channel}/socket`, {
      heard: (frame) => this.#hear(frame),
      connected: (isConnected) => this.#set({ ...this.#view, isConnected, agentTypes: false }),
      refused: () => void this.#begin(),
      over: (why) => options.failed(why),
    });
    document.addEventListener('visibilitychange', () => this.#look());
    // A page that is put away may come back without being loaded.
    addEventListener('pagehide', () => this.#line.say({ type: 'left' }));
    addEventListener('online', () => this.#connect());
  }

  start(): void {
    const kept = this.#kept();
    if (kept === undefined) return void this.#begin();
    this.#token = kept.token;
    this.#set({ ...this.#view, waiting: kept.waiting.filter(({ failed }) => failed === '') });
    this.#connect();
  }

  say(text: string, postback = '', files: Waiting['files'] = []): void {
    const waiting: Waiting = { id: crypto.randomUUID(), text, postback, files, failed: '' };
    this.#set({ ...this.#view, waiting: [...this.#view.waiting, waiting] });
    this.#keep();
    this.#stopTyping();
    this.#send(waiting);
  }

  /** It is brought first, and then said. */
  async send(file: File): Promise<void> {
    const { channel, failed, origin } = this.#options;
    const query = new URLSearchParams({ name: file.name }).toString();
    try {
      const response = await fetch(`${origin}${PATH}/${channel}/files?${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/octet-stream' },
        body: file,
      });
      const answer = (await response.json()) as { fileId?: string; name?: string; message?: string };
      const { fileId, name = file.name, message = UNREACHABLE } = answer;
      if (fileId === undefined) return failed(`${file.name}: ${message}`);
      failed('');
      this.say('', '', [{ fileId, name }]);
    } catch {
      failed(UNREACHABLE);
    }
  }

  /** A key was touched. */
  types(): void {
    const now = Date.now();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), TYPING_MS);
    if (now - this.#toldTyping < TYPING_MS || this.#view.state === 'new') return;
    this.#toldTyping = now;
    this.#line.say({ type: 'typing', isTyping: true });
  }

  /** The answer to the question whether anybody is there. */
  isHere(): void {
    this.#line.say({ type: 'active' });
  }

  end(): void {
    this.#line.say({ type: 'end' });
  }

  again(): void {
    this.#set({ ...this.#view, waiting: this.#view.waiting.filter(({ failed }) => failed === '') });
    this.#keep();
    this.#line.say({ type: 'begin' });
  }

  #connect(): void {
    if (this.#token === '' || this.#view.isConnected) return;
    const after = () => this.#view.entries.at(-1)?.seq ?? 0;
    this.#line.open(() => ({ type: 'open', token: this.#token, after: after() }));
  }

  /** A customer whom nobody knows: the first time, or after so long that they are forgotten. */
  async #begin(): Promise<void> {
    const { channel, failed, name, origin } = this.#options;
    try {
      const response = await fetch(`${origin}${PATH}/${channel}/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nickname: name }),
      });
      const answer = (await response.json()) as { readonly token?: string; readonly message?: string };
      if (answer.token === undefined) return failed(answer.message ?? UNREACHABLE);
      this.#token = answer.token;
      this.#view = { ...NEW_VIEW, waiting: this.#view.waiting };
      this.#keep();
      failed('');
      this.#connect();
    } catch {
      failed(UNREACHABLE);
      setTimeout(() => void this.#begin(), AGAIN_MS);
    }
  }

  #hear(frame: HoleFrame): void {
    const now = Date.now();
    switch (frame.type) {
      case 'opened':
        this.#set(withOpened(this.#view, frame as OpenedFrame, now));
        this.#options.failed('');
        if (this.#isNews) this.isHere();
        this.#isNews = false;
        for (const waiting of this.#view.waiting) this.#send(waiting);
        // What was said of it last may have been lost with the socket.
        this.#gotAll();
        this.#seen = 0;
        this.#look();
        break;
      case 'entry':
        this.#set(withEntry(this.#view, frame as EntryFrame, now));
        this.#keep();
        this.#gotAll();
        this.#look();
        break;
      case 'typing':
        this.#set({ ...this.#view, agentTypes: (frame as HoleFrame & { isTyping: boolean }).isTyping });
        break;
      case 'error':
        this.#refused(frame);
        break;
      case 'done':
    }
  }

  #gotAll(): void {
    const { entries } = this.#view;
    if (entries.length > 0) this.#line.say({ type: 'got', through: entries.at(-1)?.seq });
  }

  /** The page is looked at: what is there has been seen. */
  #look(): void {
    const last = this.#view.entries.at(-1)?.seq ?? 0;
    if (document.visibilityState !== 'visible' || last <= this.#seen || !this.#view.isConnected) return;
    this.#seen = last;
    this.#line.say({ type: 'seen', through: last });
  }

  #refused({ id, message = '' }: HoleFrame): void {
    if (!this.#view.waiting.some((one) => one.id === id)) return;
    const waiting = this.#view.waiting.map((one) => (one.id === id ? { ...one, failed: message } : one));
    this.#set({ ...this.#view, waiting });
    this.#keep();
  }

  #send({ id, text, postback, files, failed }: Waiting): void {
    if (failed !== '') return;
    const named = files.length > 0 && { files: files.map(({ fileId }) => fileId) };
    this.#line.say({ type: 'message', id, text, ...(postback !== '' && { postback }), ...named });
  }

  #stopTyping(): void {
    clearTimeout(this.#typing);
    if (this.#toldTyping === 0) return;
    this.#toldTyping = 0;
    this.#line.say({ type: 'typing', isTyping: false });
  }

  #set(view: HoleView): void {
    this.#view = view;
    this.#options.changed(view);
  }

  /** In this browser, for when the page is loaded anew. */
  #keep(): void {
    const kept: Kept = { token: this.#token, waiting: this.#view.waiting };
    localStorage.setItem(this.#place, JSON.stringify(kept));
  }

  #kept(): Kept | undefined {
    const text = localStorage.getItem(this.#place);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  }

  get #place(): string {
    return `watering-hole/${this.#options.channel}/${this.#options.name}`;
  }
}
