import type { PlaceInLine } from './api.js';
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
  #turns = 0;

  constructor(context: ChatContext) {
    this.#context = context;
  }

  arrive(chat: Chat): void {
    this.#enter(chat, { returned: false, turn: (this.#turns += 1) });
  }

  comeBack(chat: Chat): void {
    this.#enter(chat, { returned: true, turn: (this.#turns += 1) });
  }

  /** Chats that were waiting in another process, in their old order. */
  resume(chats: readonly { readonly chat: Chat; readonly place: PlaceInLine }[]): void {
    for (const { chat, place } of chats.toSorted((a, b) => a.place.turn - b.place.turn)) {
      this.#turns = Math.max(this.#turns, place.turn);
      this.#enter(chat, place);
    }
  }

  leave(chat: Chat): void {
    const line = this.#lineOf(chat);
    line.returned.delete(chat);
    line.waiting.delete(chat);
    this.#arrived.delete(chat);
    chat.line = undefined;
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

  #enter(chat: Chat, place: PlaceInLine): void {
    const { returned, waiting } = this.#lineOf(chat);
    (place.returned ? returned : waiting).add(chat);
    this.#arrived.add(chat);
    chat.line = place;
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
  return desk.serves(chat.service) && desk.hasRoomFor(chat) && chat.declined.get(desk) !== desk.readyTurn;
}

function firstFor(desk: Desk, chats: Iterable<Chat>): Chat | undefined {
  for (const chat of chats) if (suits(desk, chat)) return chat;
  return undefined;
}
