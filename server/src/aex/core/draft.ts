import { type BridgeNotice, type BridgeTrigger, bridgeMachine, isOver } from './bridge-table.js';
import type { Conversation, DeadlineName, KnownMember } from './conversation.js';
import type { BridgeEffect, PublishedEvent } from './inputs.js';
import type { BridgeRules } from './rules.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A decision that is being made: what the conversation becomes, what is published, and what is done then. */
export class Draft {
  readonly chat: Writable<Conversation>;
  readonly effects: BridgeEffect[] = [];
  readonly events: PublishedEvent[] = [];
  readonly rules: BridgeRules;
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: () => number;

  constructor(chat: Conversation, rules: BridgeRules, now: number, random: () => number) {
    this.chat = { ...chat };
    this.rules = rules;
    this.now = now;
    this.random = random;
  }

  get isOver(): boolean {
    return isOver(this.chat.state);
  }

  /**
   * Along a row of the table, with what it emits.
   * @returns whether there is one: the other side tells what it likes, in whatever order
   */
  move(trigger: BridgeTrigger, agent?: KnownMember, extra: Partial<PublishedEvent> = {}): boolean {
    const row = bridgeMachine(this.chat.state, trigger);
    if (row === undefined) return false;
    if (row.to !== this.chat.state) this.chat.since = this.now;
    this.chat.state = row.to;
    for (const type of row.emits ?? []) this.notice(type, agent, extra);
    return true;
  }

  notice(type: BridgeNotice, agent: KnownMember | undefined, extra: Partial<PublishedEvent> = {}): void {
    this.publish({ type, messageId: this.#nextId(), text: '', agent, at: this.now, ...extra });
  }

  publish({ agent, ...event }: PublishedEvent): void {
    this.chat.published += 1;
    const { id = '', name = '', avatarUrl = null } = agent ?? {};
    this.events.push({ ...event, agent: agent === undefined ? undefined : { id, name, avatarUrl } });
  }

  /** The same however often it is decided anew, because the number is stored with it. */
  #nextId(): string {
    return `${this.chat.id}/${this.chat.published + 1}`;
  }

  typing(agent: KnownMember): void {
    this.chat.typingAt = this.now;
    this.publish({ type: 'typing', messageId: this.#nextId(), text: '', agent, at: this.now });
  }

  setDeadline(name: DeadlineName, inMs: number): void {
    this.chat.deadlines = { ...this.chat.deadlines, [name]: this.now + inMs };
  }

  cancel(...names: readonly DeadlineName[]): void {
    const kept = Object.entries(this.chat.deadlines).filter(([name]) => !(names as readonly string[]).includes(name));
    this.chat.deadlines = Object.fromEntries(kept);
  }

  hasDeadline(name: DeadlineName): boolean {
    return this.chat.deadlines[name] !== undefined;
  }

  /** The longer something fails, the longer the pause; by chance shorter, so that not all come back together. */
  pause(tries: number, firstMs = this.rules.retryMs): number {
    const longest = Math.min(this.rules.maxRetryMs, firstMs * 2 ** Math.max(0, tries - 1));
    return Math.round(longest * (1 - 0.5 * this.random()));
  }

  member(id: string): KnownMember | undefined {
    return this.chat.members.find((member) => member.id === id);
  }

  /** @returns the member as it is now */
  change(member: KnownMember, change: Partial<KnownMember>): KnownMember {
    const changed = { ...member, ...change };
    this.chat.members = this.chat.members.map((one) => (one.id === member.id ? changed : one));
    return changed;
  }
}
