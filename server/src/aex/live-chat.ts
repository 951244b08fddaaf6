import { CodedError } from '../runtime/coded-error.js';
import type { Clock, Timer } from '../runtime/clock.js';
import { type Backoff, backoffMs } from '../runtime/outbound/index.js';
import type { Lease } from '../runtime/store/index.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import type { ChatLink, Transcript } from './backend/chat-backend.js';
import { UpstreamError } from './backend/upstream-error.js';
import type { ChatBook, StoredChat } from './chat-book.js';
import { type Conversation, type Member, nextDeadline } from './core/conversation.js';
import { type Decided, decide, strangersOf } from './core/decide.js';
import type { BridgeEffect, BridgeInput, LineVerdict, SendOutcome, StreamEvent } from './core/inputs.js';
import type { BridgeRules } from './core/rules.js';
import { EventStream, type StreamOwner } from './event-stream.js';

/** Where failures that need a person are written: ids and codes only. */
export interface BridgeLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

export interface LiveChatOptions {
  readonly book: ChatBook;
  readonly link: ChatLink;
  readonly rules: BridgeRules;
  /** The network's time. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: BridgeLog;
  readonly metrics: BridgeMetrics;
  readonly silenceMs: number;
  readonly backoff: Backoff;
  /** Something is there to be published. */
  readonly onEvents: () => void;
  /** This process has nothing to do with it any more. */
  readonly onOver: (chat: LiveChat) => void;
}

/** The version of what is not live any more. */
const ENDED = -1;

type Settled = (verdict: LineVerdict) => void;

/** A chat that this process owns: decides, stores, and then does what was decided. */
export class LiveChat implements StreamOwner {
  lease: Lease;
  readonly #options: LiveChatOptions;
  readonly #stream: EventStream;
  readonly #waiting = new Map<string, Settled>();
  readonly #working = new Set<Promise<void>>();
  #stored: StoredChat;
  /** One decision after the other. */
  #chain: Promise<void> = Promise.resolve();
  #timer: Timer | undefined;
  #isOut = false;

  constructor(stored: StoredChat, lease: Lease, options: LiveChatOptions) {
    const { link, clock, random, backoff, silenceMs, metrics } = options;
    this.#stored = stored;
    this.lease = lease;
    this.#options = options;
    const name = stored.chat.id;
    this.#stream = new EventStream({ link, owner: this, clock, random, backoff, silenceMs, metrics, name });
  }

  get chat(): Conversation {
    return this.#stored.chat;
  }

  /** Begins, or goes on after somebody else. */
  async start(isResumed: boolean): Promise<void> {
    if (isResumed) await this.apply({ kind: 'resumed' });
    this.#schedule();
    if (this.#isOut) return;
    this.#stream.start().catch((error: unknown) => {
      // Its next owner goes on with it.
      this.#options.log.error({ err: error, conversation: this.chat.id }, 'a chat was given up by this process');
      this.abandon();
    });
  }

  /** @throws CodedError when another process has taken over; then nothing was done */
  apply(input: BridgeInput): Promise<void> {
    const done = this.#chain.then(() => this.#apply(input));
    this.#chain = done.catch(() => undefined);
    return done;
  }

  /** @returns what became of the text, when that is known within `withinMs`; `queued`: it is stored, and will be sent */
  async say(texts: readonly { id: string; text: string }[], withinMs: number): Promise<LineVerdict | 'queued'> {
    const verdicts = texts.map(({ id }) => new Promise<LineVerdict>((resolve) => this.#waiting.set(id, resolve)));
    let timer: Timer | undefined;
    try {
      await this.apply({ kind: 'said', texts });
      const all = Promise.all(verdicts).then((each) => each.find((one) => one !== 'delivered') ?? 'delivered');
      const isWaiting = texts.every(({ id }) => this.chat.line.some((item) => item.id === id));
      if (isWaiting && !this.chat.attached) return 'queued';
      const late = new Promise<'queued'>((resolve) => {
        timer = this.#options.clock.setTimer(`aex answer ${this.chat.id}`, withinMs, () => resolve('queued'));
      });
      return await Promise.race([all, late]);
    } finally {
      timer?.cancel();
      for (const { id } of texts) this.#waiting.delete(id);
    }
  }

  async type(): Promise<void> {
    if (this.chat.attached) await this.#options.link.sendTyping();
  }

  /** Goes on with what another process has added to it. */
  refresh(): Promise<void> {
    const looked = this.#chain.then(async () => {
      const stored = this.#isOut ? undefined : await this.#options.book.live(this.chat.id);
      const isChanged = stored !== undefined && stored.version !== this.#stored.version;
      if (isChanged) this.#stored = stored;
      return isChanged;
    });
    this.#chain = looked.then(() => undefined).catch(() => undefined);
    return looked.then((isChanged) => (isChanged ? this.apply({ kind: 'time' }) : undefined));
  }

  /** Hands the chat over: what is under way is finished, and nothing else begun. */
  async release(): Promise<void> {
    this.#cancelTimer();
    await this.#stream.stop();
    await Promise.allSettled(this.#working);
    await this.#chain;
    if (this.#isOut) return;
    this.abandon();
    await this.#options.book.store.leases.release(this.lease);
  }

  /** Has nothing to do with it any more, at once. */
  abandon(): void {
    if (this.#isOut) return;
    this.#isOut = true;
    this.#cancelTimer();
    this.#stream.abandon();
    this.#options.onOver(this);
  }

  // What the stream asks and tells.

  position(): { after: string; settles: string; wasThere: boolean } {
    const { cursor, line, state } = this.chat;
    const settles = line[0]?.phase === 'unsure' ? line[0].id : '';
    return { after: cursor, settles, wasThere: state !== 'attaching' };
  }

  async attached(members: readonly Member[], transcript: Transcript, settles: string): Promise<void> {
    const input: BridgeInput = { kind: 'attached', members, ...transcript, settles };
    const strangers = strangersOf(this.chat, input);
    await this.#meet(strangers.filter((id) => !members.some((member) => member.id === id)));
    await this.apply(input);
  }

  async heard(event: StreamEvent): Promise<void> {
    const input: BridgeInput = { kind: 'told', event };
    await this.#meet(strangersOf(this.chat, input));
    await this.apply(input);
  }

  async detached(): Promise<void> {
    if (!this.#isOut) await this.apply({ kind: 'detached' });
  }

  async gone(cause: 'guest-gone' | 'lost'): Promise<void> {
    await this.apply({ kind: 'gone', cause });
  }

  /** Who those are that an event names. */
  async #meet(strangers: readonly string[]): Promise<void> {
    if (strangers.length === 0) return;
    const members = await Promise.all(strangers.map(async (id) => (await this.#options.link.member(id)) ?? nobody(id)));
    await this.apply({ kind: 'met', members });
  }

  async #apply(input: BridgeInput): Promise<void> {
    const tried: Decided[] = [];
    for (;;) {
      if (this.#isOut) {
        if (input.kind === 'said') for (const { id } of input.texts) this.#waiting.get(id)?.('conversation_ended');
        return;
      }
      const { rules, clock, random } = this.#options;
      const decided = decide(this.chat, input, { rules, now: clock.now(), random, isOwner: true });
      tried.push(decided);
      const done = await this.#saved(decided, tried);
      if (done === undefined) continue;
      this.#perform(done);
      return;
    }
  }

  /**
   * Stores a decision. After a failure it is looked up what is stored: it may be this decision, or one that was tried
   * before and seemed to have failed.
   * @returns what is stored; `undefined` when it has to be decided anew
   */
  async #saved(decided: Decided, tried: readonly Decided[]): Promise<Decided | undefined> {
    const { book } = this.#options;
    if (decided.events.length === 0 && sameChat(this.chat, decided.chat)) return decided;
    try {
      this.#stored = await book.save(this.#stored, decided.chat, decided.events, this.lease);
      return decided;
    } catch (error) {
      await this.#failed(error, tried.length);
    }
    const stored = await this.#reloaded();
    if (stored === undefined) return undefined;
    if (stored.version !== this.#stored.version) {
      this.#stored = stored;
      return tried.find(({ chat }) => sameChat(chat, stored.chat));
    }
    return undefined;
  }

  /** @throws CodedError when nothing is to be done about it */
  async #failed(error: unknown, attempt: number): Promise<void> {
    const { clock, random, backoff, log } = this.#options;
    const { id } = this.chat;
    const code = error instanceof CodedError ? error.code : undefined;
    if (code === 'store-conflict') return;
    if (code !== 'store-unavailable') {
      this.abandon();
      throw error;
    }
    log.warn({ conversation: id, attempt }, 'the store does not answer');
    await new Promise<void>((resolve) => {
      clock.setTimer(`aex store ${id}`, backoffMs(attempt, backoff, random), resolve);
    });
  }

  /** @returns `undefined` when it is not known */
  async #reloaded(): Promise<StoredChat | undefined> {
    const { book } = this.#options;
    const { id } = this.chat;
    try {
      const live = await book.live(id);
      if (live !== undefined) return live;
      const chat = await book.find(id);
      if (chat === undefined) this.abandon();
      return chat === undefined ? undefined : { chat, version: ENDED };
    } catch (error) {
      if (error instanceof CodedError && error.code === 'store-unavailable') return undefined;
      throw error;
    }
  }

  #perform({ effects, events }: Decided): void {
    for (const effect of effects) this.#do(effect);
    if (events.length > 0) this.#options.onEvents();
    this.#schedule();
  }

  #do(effect: BridgeEffect): void {
    switch (effect.kind) {
      case 'send':
        this.#work(this.#send(effect.id, effect.text));
        return;
      case 'look':
        this.#work(this.#look(effect.id));
        return;
      case 'leave':
        this.#work(this.#leave());
        return;
      case 'settled':
        this.#waiting.get(effect.id)?.(effect.verdict);
        return;
      case 'over':
        this.abandon();
        this.#work(this.#options.book.store.leases.release(this.lease));
    }
  }

  async #send(id: string, text: string): Promise<void> {
    const { link, metrics } = this.#options;
    if ((this.chat.line[0]?.tries ?? 0) > 1) metrics.retried('message');
    const outcome = await link.sendText(text, id).then(
      (messageId): SendOutcome => ({ kind: 'sent', messageId }),
      (error: unknown): SendOutcome => this.#outcomeOf(error),
    );
    await this.apply({ kind: 'send-ended', id, outcome });
  }

  #outcomeOf(error: unknown): SendOutcome {
    if (!(error instanceof UpstreamError)) throw error;
    const { kind, details } = error;
    this.#options.log.warn({ conversation: this.chat.id, kind, ...details }, 'a message was not taken');
    if (kind === 'throttled')
      return { kind, waitMs: details.waitMs === 0 ? this.#options.rules.retryMs : (details.waitMs ?? 0) };
    return { kind };
  }

  async #look(id: string): Promise<void> {
    const { link } = this.#options;
    try {
      const transcript = await link.history(this.chat.cursor);
      await this.apply({ kind: 'looked', ...transcript, settles: id });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'gone') await this.gone('guest-gone');
      else if (error.kind === 'denied') await this.gone('lost');
      else await this.apply({ kind: 'look-failed', id });
    }
  }

  async #leave(): Promise<void> {
    try {
      await this.#options.link.end();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.#options.log.warn(
        { conversation: this.chat.id, kind: error.kind, ...error.details },
        'a guest did not leave',
      );
      await this.apply({ kind: 'leave-failed' });
      return;
    }
    await this.apply({ kind: 'left' });
  }

  /** Something of which nobody waits for the end, but the process. */
  #work(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        this.#options.log.error({ err: error, conversation: this.chat.id }, 'a chat failed in this process');
        this.abandon();
      })
      .finally(() => this.#working.delete(done));
    this.#working.add(done);
  }

  #schedule(): void {
    this.#cancelTimer();
    const next = nextDeadline(this.chat);
    if (next === undefined || this.#isOut) return;
    const { clock } = this.#options;
    this.#timer = clock.setTimer(`aex chat ${this.chat.id}`, Math.max(0, next - clock.now()), () => {
      this.#work(this.apply({ kind: 'time' }));
    });
  }

  #cancelTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

function sameChat(one: Conversation, other: Conversation): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Somebody of whom the other side knows nothing. */
function nobody(id: string): Member {
  return { id, role: undefined, name: '', avatarUrl: null, state: 'DISCONNECTED', hasLeft: false };
}
