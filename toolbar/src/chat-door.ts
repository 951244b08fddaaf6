import type { ContactMemory } from './fusion/contact-memory.js';
import type { DataUpdate, InteractionCommand } from './fusion/fusion-listeners.js';
import type { CommandOutcome } from './fusion/uef-response.js';
import type { ChatDesk, ChatDeskParts, HttpChatParts } from './chats/chat-desk.js';
import type { ChatAsk } from './state/chat-asks.js';
import type { ChatTold } from './state/chats-state.js';
import { sentenceOf } from './state/failure.js';
import { chatsNotShown } from './ui/chat-words.js';

export type DoorParts = Omit<ChatDeskParts, 'service'> & { readonly http: HttpChatParts };

/**
 * Where chats come in. What looks after them is loaded with the first one: until then what is told of them waits in the
 * state, so that it is not lost with the page either.
 */
export class ChatDoor {
  readonly #parts: DoorParts;
  #desk: Promise<ChatDesk> | undefined;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  /** The page that was here before left chats behind. */
  goOnWith(memory: ContactMemory): void {
    const { list, inbox } = this.#parts.store.state.chats;
    if (list.length + inbox.length + memory.all().length > 0) this.#read();
  }

  told(told: ChatTold): void {
    const { store } = this.#parts;
    const { chats } = store.state;
    if (told.eventName === 'resumed' && chats.list.length + chats.inbox.length === 0) return;
    store.dispatch({ type: 'chats', chats: { ...chats, inbox: [...chats.inbox, told] } });
    this.#read();
  }

  do(ask: ChatAsk): Promise<CommandOutcome> {
    return this.#open().then((desk) => desk.do(ask), refusal);
  }

  interactionCommand(command: InteractionCommand): Promise<CommandOutcome> {
    return this.#open().then((desk) => desk.interactionCommand(command), refusal);
  }

  dataUpdated(update: DataUpdate): void {
    this.#open().then((desk) => desk.dataUpdated(update), refusal);
  }

  #read(): void {
    this.#open().then(
      (desk) => desk.read(),
      (error: unknown) => this.#parts.board.post('chats', chatsNotShown(), sentenceOf(error), () => this.#read()),
    );
  }

  #open(): Promise<ChatDesk> {
    this.#desk ??= import('./chats/chat-desk.js').then(
      ({ ChatDesk: Desk, httpChatService }) => new Desk({ ...this.#parts, service: httpChatService(this.#parts.http) }),
      (error: unknown) => {
        this.#desk = undefined;
        throw error;
      },
    );
    return this.#desk;
  }
}

function refusal(error: unknown): CommandOutcome {
  return { ok: false, text: sentenceOf(error) };
}
