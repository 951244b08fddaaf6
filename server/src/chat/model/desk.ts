import {
  chatAgent,
  type ChatAgentState,
  type ChatAgentTrigger,
  chatPlace,
  type ChatPlaceState,
  type ChatPlaceTrigger,
} from '@fusion-cti/protocol';
import type { ChatAgent, ChatAgentView } from '../api.js';
import { advance } from '../fault.js';
import type { Chat } from './chat.js';

/** An agent, as far as chats are concerned: ready or not, and with how many. */
export class Desk {
  readonly agentId: string;
  readonly nickname: string;
  readonly capacity: number;
  /** Chats that the agent listens in to. They take no place. */
  readonly supervised = new Set<Chat>();
  /** Chats that the agent does not want. They are offered again when the agent says anew to be ready. */
  declined = new WeakSet<Chat>();
  readonly #services: ReadonlySet<string> | undefined;
  readonly #places = new Map<Chat, ChatPlaceState>();
  #state: ChatAgentState = 'LoggedOut';

  constructor({ agentId, nickname, capacity, services }: ChatAgent) {
    this.agentId = agentId;
    this.nickname = nickname;
    this.capacity = capacity;
    this.#services = services === undefined ? undefined : new Set(services);
  }

  get state(): ChatAgentState {
    return this.#state;
  }

  /** `false` when the table says no. */
  takes(trigger: ChatAgentTrigger): boolean {
    return chatAgent(this.#state, trigger) !== undefined;
  }

  advance(trigger: ChatAgentTrigger): void {
    this.#state = advance(chatAgent, this.#state, trigger, `agent ${this.agentId}`);
  }

  place(chat: Chat): ChatPlaceState {
    return this.#places.get(chat) ?? 'Free';
  }

  advancePlace(chat: Chat, trigger: ChatPlaceTrigger): ChatPlaceState {
    const state = advance(chatPlace, this.place(chat), trigger, `agent ${this.agentId} in chat ${chat.chatId}`);
    if (state === 'Free') this.#places.delete(chat);
    else this.#places.set(chat, state);
    return state;
  }

  get chats(): readonly Chat[] {
    return [...this.#places.keys()];
  }

  get load(): number {
    return this.#places.size;
  }

  /** Whether there is a place for one more chat, which is not one that the agent is in already. */
  hasRoomFor(chat: Chat): boolean {
    return this.load < this.capacity && !this.#places.has(chat) && !this.supervised.has(chat);
  }

  serves(service: string): boolean {
    return this.#services?.has(service) ?? true;
  }

  view(): ChatAgentView {
    return {
      agentId: this.agentId,
      nickname: this.nickname,
      state: this.#state,
      capacity: this.capacity,
      places: Array.from(this.#places, ([{ chatId }, state]) => ({ chatId, state })),
    };
  }
}
