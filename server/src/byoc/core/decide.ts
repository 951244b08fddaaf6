import type { Conversation, EndCause, IdleMode } from './conversation.js';
import { type ThreadTrigger, threadMachine } from './conversation-table.js';
import type { ChannelEvent, CxoneJob, ThreadInput, ThreadVerdict, ThreadView } from './inputs.js';
import type { ByocRules } from './rules.js';

export interface DecideContext {
  readonly rules: ByocRules;
  readonly idle: IdleMode;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Decided {
  readonly conversation: Conversation;
  readonly events: readonly ChannelEvent[];
  readonly jobs: readonly CxoneJob[];
  readonly verdict: ThreadVerdict;
}

/** What happens to a thread: nothing of it has happened before it is stored. */
export function decide(conversation: Conversation, input: ThreadInput, context: DecideContext): Decided {
  return new Decision(conversation, context).take(input);
}

/** Whether CXone says that nobody may write on it any more. */
export function isClosedView({ canAddMoreMessages, status }: ThreadView, rules: ByocRules): boolean {
  return !canAddMoreMessages || CLOSED.has(status) || (rules.resolvedEnds && status === 'resolved');
}

const CLOSED = new Set(['closed', 'trashed']);

class Decision {
  readonly #context: DecideContext;
  readonly #events: ChannelEvent[] = [];
  readonly #jobs: CxoneJob[] = [];
  #conversation: Conversation;

  constructor(conversation: Conversation, context: DecideContext) {
    this.#conversation = conversation;
    this.#context = context;
  }

  take(input: ThreadInput): Decided {
    const verdict = this.#take(input);
    return { conversation: this.#conversation, events: this.#events, jobs: this.#jobs, verdict };
  }

  #take(input: ThreadInput): ThreadVerdict {
    switch (input.kind) {
      // What was said before the end may arrive, be seen, fail or be stored after it.
      case 'customer-got':
        this.#jobs.push({ kind: 'status', messageId: input.messageId, status: 'delivered', reason: '' });
        return 'done';
      case 'customer-saw':
        this.#jobs.push({ kind: 'status', messageId: input.messageId, status: 'seen', reason: '' });
        return 'done';
      case 'undelivered':
        this.#jobs.push({ kind: 'status', messageId: input.messageId, status: 'failed', reason: input.reason });
        return 'done';
      case 'stored':
        this.#change({ contact: input.contact });
        return 'done';
      default:
    }
    if (this.#conversation.state === 'ended') return 'conversation_closed';
    this.#live(input);
    return 'done';
  }

  #live(input: Exclude<ThreadInput, { kind: 'customer-got' | 'customer-saw' | 'undelivered' | 'stored' }>): void {
    const { rules } = this.#context;
    const { messages, agentMessages } = this.#conversation;
    switch (input.kind) {
      case 'customer-wrote':
        this.#change({ messages: messages + 1, customer: input.customer });
        this.#heard();
        this.#jobs.push({ kind: 'message', message: input.message });
        return;
      case 'customer-typed':
        if (rules.typingCountsAsActivity && input.isTyping) this.#heard();
        this.#jobs.push({ kind: 'typing', isTyping: input.isTyping });
        return;
      case 'customer-active':
        this.#heard();
        return;
      case 'customer-left':
        this.#left();
        return;
      case 'customer-ended':
        this.#end('customer-ended', 'customer');
        return;
      case 'agent-wrote':
        this.#change({ agentMessages: agentMessages + 1 });
        this.#events.push({ kind: 'message', message: input.message });
        if (rules.agentCountsAsActivity && this.#conversation.state === 'open') this.#restart();
        return;
      case 'agent-typed':
        this.#events.push({ kind: 'typing', isTyping: input.isTyping });
        return;
      case 'looked':
        if (isClosedView(input.view, rules)) this.#end('agent-ended', 'agent');
        return;
      case 'time':
        this.#timePassed();
    }
  }

  /** The customer is there. */
  #heard(): void {
    this.#change({ isAway: false });
    if (this.#conversation.state === 'asked') this.#move('answered');
    this.#restart();
  }

  #left(): void {
    const { isAway, state, dueAt } = this.#conversation;
    if (isAway) return;
    this.#change({ isAway: true });
    // Where silence counts anyway, leaving grants no more time.
    if (state === 'open' && dueAt === 0) this.#restart();
  }

  #timePassed(): void {
    const { now, rules } = this.#context;
    const { dueAt, state } = this.#conversation;
    if (dueAt === 0 || now < dueAt) return;
    if (state === 'asked') {
      this.#end('count-down-over', 'idle');
      return;
    }
    this.#move('silent');
    // From now on, and not from when it was due: a process that was down has asked nobody.
    this.#change({ dueAt: now + rules.countdownMs });
  }

  #restart(): void {
    const { idle, now, rules } = this.#context;
    const { messages, isAway } = this.#conversation;
    const counts = messages > 0 && (idle === 'always' || (idle === 'left' && isAway));
    this.#change({ dueAt: counts ? now + rules.idleMs : 0 });
  }

  #end(trigger: ThreadTrigger, endCause: EndCause): void {
    this.#change({ endCause, endedAt: this.#context.now, dueAt: 0 });
    this.#move(trigger);
    // What the agent has ended is ended at CXone.
    if (endCause !== 'agent') this.#jobs.push({ kind: 'end' });
  }

  #move(trigger: ThreadTrigger): void {
    const row = threadMachine(this.#conversation.state, trigger);
    if (row === undefined) throw new Error(`No row for ${trigger} in state ${this.#conversation.state}`);
    this.#change({ state: row.to });
    for (const notice of row.emits ?? []) this.#events.push(this.#noticeOf(notice));
  }

  #noticeOf(notice: 'asked' | 'resumed' | 'ended'): ChannelEvent {
    switch (notice) {
      case 'asked':
        return { kind: 'asked', countdownMs: this.#context.rules.countdownMs };
      case 'resumed':
        return { kind: 'resumed' };
      case 'ended':
        return { kind: 'ended', cause: this.#conversation.endCause };
    }
  }

  #change(changes: Partial<Conversation>): void {
    this.#conversation = { ...this.#conversation, ...changes };
  }
}
