import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';
import type { Desk } from './model/desk.js';
import { offer } from './offers.js';

interface Line {
  /** Who had been first already, and was sent back. */
  readonly returned: Set<Chat>;
  readonly waiting: Set<Chat>;
}

/**
 * Which agent is offered which chat. A service never has both a waiting chat and a ready agent with a free place for it
 * once an input is done: the longest-waiting chat meets the agent with the fewest chats and, of those, the one who has
 * been available for longest. What an input does is told completely before anything is offered because of it.
 */
export class Routing {
  readonly #context: ChatContext;
  readonly #lines = new Map<string, Line>();
  /** In the order in which they became available. */
  readonly #available = new Set<Desk>();
  readonly #arrived = new Set<Chat>();
  readonly #changed = new Set<Desk>();

  constructor(context: ChatContext) {
    this.#context = context;
  }

  arrive(chat: Chat): void {
    this.#lineOf(chat).waiting.add(chat);
    this.#arrived.add(chat);
  }

  comeBack(chat: Chat): void {
    this.#lineOf(chat).returned.add(chat);
    this.#arrived.add(chat);
  }

  leave(chat: Chat): void {
    const line = this.#lineOf(chat);
    line.returned.delete(chat);
    line.waiting.delete(chat);
    this.#arrived.delete(chat);
  }

  /** The state or the chats of an agent changed. Who cannot take a chat any more is not asked from this moment on. */
  changed(desk: Desk): void {
    if (!isAvailable(desk)) {
      this.#available.delete(desk);
      return;
    }
    this.#available.add(desk);
    this.#changed.add(desk);
  }

  settle(): void {
    for (const chat of this.#arrived) {
      this.#arrived.delete(chat);
      const desk = this.#bestFor(chat);
      if (desk !== undefined) this.#offer(chat, desk);
    }
    for (const desk of this.#changed) {
      this.#changed.delete(desk);
      while (isAvailable(desk)) {
        const chat = this.#longestWaitingFor(desk);
        if (chat === undefined) break;
        this.#offer(chat, desk);
      }
    }
  }

  #offer(chat: Chat, desk: Desk): void {
    this.leave(chat);
    offer(this.#context, chat, desk, 'queue');
  }

  #bestFor(chat: Chat): Desk | undefined {
    let best: Desk | undefined;
    for (const desk of this.#available) {
      if (suits(desk, chat) && (best === undefined || desk.load < best.load)) best = desk;
    }
    return best;
  }

  #longestWaitingFor(desk: Desk): Chat | undefined {
    let longest: Chat | undefined;
    for (const [service, { returned, waiting }] of this.#lines) {
      if (!desk.serves(service)) continue;
      const first = firstFor(desk, returned) ?? firstFor(desk, waiting);
      if (first !== undefined && (longest === undefined || first.changedAt < longest.changedAt)) longest = first;
    }
    return longest;
  }

  #lineOf({ service }: Chat): Line {
    const line = this.#lines.get(service) ?? { returned: new Set(), waiting: new Set() };
    this.#lines.set(service, line);
    return line;
  }
}

function isAvailable(desk: Desk): boolean {
  return desk.state === 'Ready' && desk.load < desk.capacity;
}

function suits(desk: Desk, chat: Chat): boolean {
  return desk.serves(chat.service) && desk.hasRoomFor(chat) && !desk.declined.has(chat);
}

function firstFor(desk: Desk, chats: Iterable<Chat>): Chat | undefined {
  for (const chat of chats) if (suits(desk, chat)) return chat;
  return undefined;
}
