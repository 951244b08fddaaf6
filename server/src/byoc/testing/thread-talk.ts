import { expect } from 'vitest';
import type { Ends, KeptMessage, KeptState } from './ends.js';

const ORDER = ['delivered', 'seen'];

/** A customer and an agent who write to each other on one thread, whatever becomes of what is between them. */
export class ThreadTalk {
  readonly thread: string;
  readonly #ends: Ends;
  readonly #name: string;
  readonly #chatId: string;
  readonly #said: string[];
  readonly #replied: string[] = [];
  readonly #seen = new Set<string>();
  #events = 0;

  private constructor(ends: Ends, name: string, thread: string, chatId: string) {
    this.#ends = ends;
    this.#name = name;
    this.thread = thread;
    this.#chatId = chatId;
    this.#said = [hello(name)];
  }

  /** A customer has written, and an agent serves. @param name unlike that of any other talk */
  static async begin(ends: Ends, name: string): Promise<ThreadTalk> {
    const id = `${name} begins`;
    const message = { id, message: { id, text: hello(name) }, customer: { id: name, nickname: name } };
    const { status, body } = await ends.patiently(() => ends.voice.say('', undefined, message));
    expect(status, name).toBe(202);
    const chatOf = ({ contacts }: KeptState) =>
      contacts.find((one) => one.threadIdOnExternalPlatform === body.threadId)?.chatId ?? undefined;
    const chatId = chatOf(await ends.until((state) => chatOf(state) !== undefined)) ?? '';
    await ends.agent(`/chats/${chatId}/accept`);
    return new ThreadTalk(ends, name, body.threadId, chatId);
  }

  /** @param times how often the platform tells it at once */
  async say(text: string, times = 1): Promise<void> {
    const id = this.#nextId();
    const message = { id, message: { id, text }, customer: { id: this.#name, nickname: this.#name } };
    const asking = () => this.#ends.patiently(() => this.#ends.voice.say('', this.thread, message));
    const answers = await Promise.all(Array.from({ length: times }, asking));
    for (const { status } of answers) expect(status, this.#name).toBe(202);
    this.#said.push(text);
  }

  async reply(text: string): Promise<void> {
    this.#replied.push(text);
    await this.#ends.agent(`/chats/${this.#chatId}/say`, { text });
  }

  /** The customer sees what came last. */
  async see(): Promise<void> {
    const last = this.#ends.platform.told.findLast((one) => one.threadId === this.thread && one.message !== undefined);
    const messageId = last?.message?.id;
    if (messageId === undefined) return;
    const event = { id: this.#nextId(), type: 'seen', threadId: this.thread, messageId };
    const { status } = await this.#ends.patiently(() => this.#ends.voice.event(event));
    expect(status, this.#name).toBe(202);
    this.#seen.add(messageId);
  }

  /** The customer ends it. */
  async end(): Promise<void> {
    const event = { id: this.#nextId(), type: 'ended', threadId: this.thread };
    await this.#ends.patiently(() => this.#ends.voice.event(event));
    await this.#ends.until(({ contacts, threads }) => {
      const mine = contacts.filter((one) => one.threadIdOnExternalPlatform === this.thread);
      const isLocked = threads.some((one) => one.idOnExternalPlatform === this.thread && !one.canAddMoreMessages);
      return isLocked && mine.every(({ status }) => status === 'resolved' || status === 'closed');
    });
    await this.#ends.platform.until(() => this.#story().includes('ended customer'));
    expect(
      this.#story().filter((one) => one.startsWith('ended')),
      this.#name,
    ).toEqual(['ended customer']);
  }

  /**
   * Waits until all of it has come to rest, and looks at it: at CXone once and in order, at the platform once by its id.
   * @param isOrdered whether CXone sends in the order in which agents write
   */
  async settles(isOrdered: boolean, timeout: number): Promise<void> {
    const expected = {
      said: this.#said,
      story: this.#order(this.#replied, isOrdered),
      marks: this.#replied.map(() => true),
      backwards: [],
    };
    await expect
      .poll(async () => this.#kept(await this.#ends.state(), isOrdered), { timeout, interval: 20, message: this.#name })
      .toEqual(expected);
  }

  #kept({ messages }: KeptState, isOrdered: boolean) {
    const mine = messages.filter(({ thread }) => thread.idOnExternalPlatform === this.thread);
    const outbound = mine.filter(({ direction }) => direction === 'outbound');
    return {
      said: mine.filter(({ direction }) => direction === 'inbound').map(textOf),
      story: this.#order(this.#story(), isOrdered),
      marks: outbound.map((one) => this.#isMarked(one)),
      backwards: outbound.map(({ marksTold }) => marksTold).filter(runsBackwards),
    };
  }

  #isMarked({ idOnExternalPlatform: id, delivery: { status } }: KeptMessage): boolean {
    return status === (this.#seen.has(id ?? '') ? 'seen' : 'delivered');
  }

  #story(): readonly string[] {
    return this.#ends.platform.story(this.thread);
  }

  #order(texts: readonly string[], isOrdered: boolean): readonly string[] {
    return isOrdered ? texts : texts.toSorted();
  }

  #nextId(): string {
    this.#events += 1;
    return `${this.#name} ${this.#events}`;
  }
}

function hello(name: string): string {
  return `${name} says hello`;
}

function textOf({ messageContent }: KeptMessage): string {
  return messageContent.payload.text ?? '';
}

function runsBackwards(marks: readonly string[]): boolean {
  return marks.some((mark, n) => n > 0 && ORDER.indexOf(mark) < ORDER.indexOf(marks[n - 1] ?? ''));
}
