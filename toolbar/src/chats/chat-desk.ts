import { CHAT_AGENT_STATES, chatAllows, chatFrameOf, isChatSnapshot, type ChatFrame } from '@fusion-cti/protocol';
import { INTERACTION_COMMANDS, UPDATE_TYPES } from '@oracle/uef-sdk';
import { contactName } from '../fusion/comm-data.js';
import type { ContactMemory } from '../fusion/contact-memory.js';
import type { FusionHandler } from '../fusion/fusionHandler.js';
import type { DataUpdate, InteractionCommand } from '../fusion/fusion-listeners.js';
import type { CommandOutcome } from '../fusion/uef-response.js';
import type { Log } from '../log.js';
import type { ChatAsk, ChatDeed } from '../state/chat-asks.js';
import { find, isOver, reduceChats, type Chat, type ChatsAction } from '../state/chats.js';
import type { ChatTold } from '../state/chats-state.js';
import type { Clock } from '../state/clock.js';
import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { Store } from '../state/store.js';
import type { BareChatCommand } from '../vendor/command-client.js';
import { deed, type ChatService } from './chat-deeds.js';
import { ChatTeller } from './chat-teller.js';
import { TypingSignal } from './typing-signal.js';

export interface ChatDeskParts {
  readonly fusion: FusionHandler;
  readonly memory: ContactMemory;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly clock: Clock;
  readonly log: Log;
  readonly service: ChatService;
}

export { httpChatService, type HttpChatParts } from './http-chat-service.js';

const DONE: CommandOutcome = { ok: true };
const NO_SUCH_CHAT: CommandOutcome = { ok: false, text: 'There is no such chat any more.' };

/** Fusion's buttons, with the first deed that fits the chat. */
const FUSION_COMMANDS: Readonly<Record<string, readonly ('accept' | 'decline' | 'end' | 'done')[]>> = {
  [INTERACTION_COMMANDS.accept]: ['accept'],
  [INTERACTION_COMMANDS.reject]: ['decline', 'end'],
  [INTERACTION_COMMANDS.disconnect]: ['end', 'decline'],
  [INTERACTION_COMMANDS.wrapup]: ['end', 'done'],
};
const COMMAND_OF = {
  accept: 'chatAccept',
  decline: 'chatDecline',
  end: 'chatEnd',
  leave: 'chatLeave',
  done: 'chatDone',
} as const;

/** The chats of the tab that leads: what is told of them, what is asked, and what Fusion hears. */
export class ChatDesk {
  readonly #parts: ChatDeskParts;
  readonly #teller: ChatTeller;
  readonly #typing: TypingSignal;

  constructor(parts: ChatDeskParts) {
    this.#parts = parts;
    // Who waited for the answer is gone with the page before this one.
    for (const { chatId } of parts.store.state.chats.list) this.#dispatch({ type: 'asked', chatId, asked: undefined });
    this.#teller = new ChatTeller({
      ...parts,
      named: (eventId, name) => this.#dispatch({ type: 'named', eventId, name }),
    });
    this.#typing = new TypingSignal(parts.clock, (chatId, stopped) =>
      this.#quietly({ type: 'chatTyping', chatId, ...(stopped && { stopped }) }),
    );
  }

  /** Everything that has been told and not been read. */
  read(): void {
    const { store } = this.#parts;
    for (;;) {
      const { chats } = store.state;
      const [told, ...inbox] = chats.inbox;
      if (told === undefined) return;
      store.dispatch({ type: 'chats', chats: { ...chats, inbox } });
      this.#take(told);
    }
  }

  async do(ask: ChatAsk): Promise<CommandOutcome> {
    const { service } = this.#parts;
    switch (ask.do) {
      case 'ready':
        return this.#outcome(() => service.command({ type: 'chatReady' }));
      case 'help':
        return this.#outcome(async () => this.#dispatch({ type: 'help', help: await service.help() }));
      case 'show':
        this.#dispatch({ type: 'shown', chatId: ask.chatId });
        return DONE;
      case 'draft':
        this.#dispatch({ type: 'draft', chatId: ask.chatId, text: ask.text });
        if (this.#allows(ask.chatId, 'chatTyping')) this.#typing.typed(ask.chatId, ask.text !== '');
        return DONE;
      case 'read':
        return this.#seen(ask.chatId, ask.index);
      case 'dismiss':
        return this.#dismiss(ask.chatId);
      case 'saveFile':
        return this.#attempt(ask, async () => ({
          ok: true,
          outData: { file: await service.download(ask.chatId, ask.fileId), name: ask.name },
        }));
      default:
        return this.#attempt(ask, async () => {
          if (ask.do === 'say') this.#saying(ask.chatId, ask.text);
          await deed(service, ask);
          if (ask.do === 'say') this.#said(ask.chatId, ask.text);
          return DONE;
        });
    }
  }

  async interactionCommand({ command, eventId }: InteractionCommand): Promise<CommandOutcome> {
    const chat = this.#byEventId(eventId);
    if (command === INTERACTION_COMMANDS.setActive) return chat === undefined ? DONE : this.do(about(chat, 'show'));
    const deeds = FUSION_COMMANDS[command];
    if (deeds === undefined) return { ok: false, text: `This toolbar does not support "${command}" for chats.` };
    if (chat === undefined) return NO_SUCH_CHAT;
    const fitting = deeds.find((one) => chatAllows(chat.place, COMMAND_OF[one]));
    // What is asked for is so already: the toolbar's own button may have been quicker.
    return fitting === undefined ? DONE : this.do(about(chat, fitting));
  }

  dataUpdated({ eventId, updateType, outData }: DataUpdate): void {
    const chat = this.#byEventId(eventId);
    if (chat === undefined) return;
    // OFFER_TIMEOUT needs no answer: the contact centre's own clock says the same, and decides.
    if (updateType === UPDATE_TYPES.WRAPUP_CLOSED) void this.do(about(chat, 'dismiss'));
    const name = contactName(outData);
    if (updateType === UPDATE_TYPES.CUSTOMER_DATA && name !== '') {
      this.#dispatch({ type: 'named', eventId: chat.eventId, name });
    }
  }

  #take(told: ChatTold): void {
    const { store, clock, log } = this.#parts;
    const before = store.state.chats.list;
    if (told.eventName === 'resumed') {
      for (const chat of before) this.#teller.metAgain(chat);
      return;
    }
    if (told.eventName === 'snapshot' && 'chats' in told) {
      const chats = told.chats.filter(isChatSnapshot);
      const agent = CHAT_AGENT_STATES.find((state) => state === told.chatAgent);
      this.#dispatch({ type: 'snapshot', chats, at: clock.now(), ...(agent !== undefined && { agent }) });
      this.#teller.allTold(chats, before);
      return;
    }
    const frame = chatFrameOf(told);
    if (frame === undefined) return log('A frame about a chat that is not of this protocol was ignored.');
    const known = 'chatId' in frame ? find(store.state.chats, frame.chatId) : undefined;
    this.#dispatch({ type: 'frame', frame, at: clock.now() });
    this.#tellFusion(frame, known);
  }

  #tellFusion(frame: ChatFrame, known: Chat | undefined): void {
    switch (frame.eventName) {
      case 'ChatOffered':
        // The same chat again is another contact: what was left of the one before goes.
        if (known !== undefined && known.eventId !== frame.chat.eventId) this.#teller.gone(known.eventId);
        return this.#teller.offered(frame.chat);
      case 'ChatJoined':
        return this.#teller.joined(frame.chat);
      case 'ChatOfferOver':
        if (known !== undefined && frame.outcome !== 'accepted') this.#teller.refused(known, frame.outcome);
        return;
      case 'ChatPlace':
        this.#typing.over(frame.chatId);
        if (known?.place === 'Engaged') this.#teller.left(known);
        return;
      default:
        return;
    }
  }

  /** Until it is accepted, it is still to be said. */
  #saying(chatId: string, text: string): void {
    this.#typing.over(chatId);
    this.#dispatch({ type: 'draft', chatId, text });
  }

  #said(chatId: string, text: string): void {
    // What has been typed since is another message.
    if (find(this.#parts.store.state.chats, chatId)?.draft !== text) return;
    this.#dispatch({ type: 'draft', chatId, text: '' });
  }

  #seen(chatId: string, index: number): CommandOutcome {
    const chat = find(this.#parts.store.state.chats, chatId);
    if (chat === undefined || index <= chat.seen) return DONE;
    this.#dispatch({ type: 'seen', chatId, index });
    if (chatAllows(chat.place, 'chatRead')) this.#quietly({ type: 'chatRead', chatId, index });
    return DONE;
  }

  /** The card goes; after-chat work that the contact centre still waits for is done with it. */
  async #dismiss(chatId: string): Promise<CommandOutcome> {
    const chat = find(this.#parts.store.state.chats, chatId);
    if (chat === undefined) return DONE;
    if (chat.place === 'AfterWork') {
      const outcome = await this.do(about(chat, 'done'));
      if (!outcome.ok) return outcome;
    } else if (!isOver(chat)) {
      return { ok: false, text: 'The chat is not over.' };
    }
    this.#dispatch({ type: 'gone', chatId });
    this.#teller.gone(chat.eventId);
    return DONE;
  }

  async #attempt(
    ask: Extract<ChatAsk, { readonly chatId: string }>,
    perform: () => Promise<CommandOutcome>,
  ): Promise<CommandOutcome> {
    const { chatId, do: asked } = ask;
    this.#dispatch({ type: 'problem', chatId, problem: undefined });
    this.#dispatch({ type: 'asked', chatId, asked });
    const outcome = await this.#outcome(perform);
    this.#dispatch({ type: 'asked', chatId, asked: undefined });
    if (!outcome.ok) this.#dispatch({ type: 'problem', chatId, problem: { what: asked, why: outcome.text } });
    return outcome;
  }

  async #outcome(perform: () => Promise<CommandOutcome | void>): Promise<CommandOutcome> {
    try {
      return (await perform()) ?? DONE;
    } catch (error) {
      return { ok: false, text: sentenceOf(error) };
    }
  }

  /** Things that nobody misses when they do not work. */
  #quietly(command: BareChatCommand): void {
    this.#parts.service
      .command(command)
      .catch((error: unknown) => this.#parts.log(`${command.type} was not accepted: ${sentenceOf(error)}`));
  }

  #allows(chatId: string, command: 'chatTyping'): boolean {
    const chat = find(this.#parts.store.state.chats, chatId);
    return chat !== undefined && chatAllows(chat.place, command);
  }

  #byEventId(fusionId: string): Chat | undefined {
    const eventId = this.#teller.eventIdOf(fusionId);
    return this.#parts.store.state.chats.list.find((chat) => chat.eventId === eventId);
  }

  #dispatch(action: ChatsAction): void {
    const { store } = this.#parts;
    store.dispatch({ type: 'chats', chats: reduceChats(store.state.chats, action) });
  }
}

function about<Deed extends ChatDeed & ('accept' | 'decline' | 'end' | 'done' | 'show' | 'dismiss')>(
  { chatId }: Chat,
  what: Deed,
) {
  return { do: what, chatId } as const;
}
