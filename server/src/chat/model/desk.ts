import {
  chatAgent,
  type ChatAgentState,
  type ChatAgentTrigger,
  chatPlace,
  type ChatPlaceState,
  type ChatPlaceTrigger,
} from '@fusion-cti/protocol';
import type { AgentMemory, ChatAgent, ChatAgentView } from '../api.js';
import { advance } from '../fault.js';
import type { Chat } from './chat.js';

/** An agent, as far as chats are concerned: ready or not, and with how many. */
export class Desk {
  readonly agentId: string;
  readonly nickname: string;
  readonly capacity: number;
  /** Chats that the agent listens in to. They take no place. */
  readonly supervised = new Set<Chat>();
  /** How often the agent has said to be ready: a chat that was declined is offered again at another turn. */
  readyTurn = 0;
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

  /** As it was in another process: the only way to a state that no table leads to. */
  restore({ state, readyTurn }: Pick<AgentMemory, 'state' | 'readyTurn'>): void {
    this.#state = state;
    this.readyTurn = readyTurn;
  }

  restorePlace(chat: Chat, state: ChatPlaceState): void {
    this.#places.set(chat, state);
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

  memory(): AgentMemory {
    return { agentId: this.agentId, state: this.#state, readyTurn: this.readyTurn };
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
