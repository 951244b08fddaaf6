import type { ChatInput, ChatRefusal, UserData } from '../../chat/index.js';
import type { Clock } from '../../runtime/clock.js';
import type { Config } from '../../runtime/config.js';
import type { Chats, NewsOfChat } from '../../site/chats.js';
import type { CloudQueue } from '../../world/genesys-cloud-settings.js';
import { CloudError } from '../errors.js';
import { MinuteWindow } from '../minute-window.js';
import type { GenesysCloudOptions } from '../options.js';
import { Conversation, type Stream } from './conversation.js';
import { Member, type MemberDetails } from './member.js';
import type { Message, Typing } from './projection.js';
import { Teller } from './teller.js';

export interface ConversationsOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time. */
  readonly wallClock: Clock;
  readonly options: GenesysCloudOptions;
}

/** Who wants to talk, and to whom. */
export interface NewGuest {
  readonly queue: CloudQueue;
  readonly details: MemberDetails;
  /** Whether signed data said who it is. */
  readonly authenticated: boolean;
}

/** Where agents find of which conversation a chat is. */
const CONVERSATION_KEY = 'ConversationId';

/** The web chats. A conversation begins with its guest; a chat of the core begins with the stream: only then is it routed. */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #teller: Teller;
  readonly #byId = new Map<string, Conversation>();
  /** The one that ended first comes first. */
  readonly #ended = new Set<Conversation>();

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#teller = new Teller(options.chats, options.options);
  }

  get all(): Iterable<Conversation> {
    return this.#byId.values();
  }

  find(id: string): Conversation | undefined {
    return this.#byId.get(id);
  }

  /** @throws CloudError when there are as many as there may be */
  create({ queue, details, authenticated }: NewGuest): Conversation {
    const { chats, wallClock, options } = this.#options;
    if (!this.#makeRoom()) throw CloudError.of('chat.error.service.unavailable');
    const { clock, ids } = chats;
    const conversation = new Conversation({
      id: ids.uuid(),
      queue,
      // [O] Before the stream the guest is not there yet.
      guest: new Member({ id: ids.uuid(), role: 'CUSTOMER', details, state: 'DISCONNECTED', authenticated }),
      window: new MinuteWindow(() => wallClock.now(), options.guestRequestsPerMinute),
      clock,
    });
    this.#byId.set(conversation.id, conversation);
    conversation.setTimer('attach', options.attachMs, () => this.#giveUp(conversation));
    return conversation;
  }

  /** The guest listens. The first time, routing begins; what was told before is not told again. */
  attach(conversation: Conversation, stream: Stream): void {
    if (this.#options.options.secondStream === 'replaces') for (const older of conversation.streams) older.close();
    conversation.streams.add(stream);
    if (conversation.chatId === undefined && !conversation.ended) this.#open(conversation);
  }

  detach(conversation: Conversation, stream: Stream): void {
    conversation.streams.delete(stream);
  }

  /** @throws CloudError */
  say(conversation: Conversation, text: string, bodyType: 'standard' | 'notice'): Message {
    const chatId = activeChatOf(conversation);
    const type = bodyType === 'standard' ? 'Message' : 'CustomNotice';
    this.#do({ kind: 'post', chatId, by: 'customer', type, text });
    const message = conversation.messages.findLast(({ sender }) => sender === conversation.guest.id);
    if (message === undefined) throw CloudError.of('internal.server.error');
    return message;
  }

  /** @throws CloudError */
  type(conversation: Conversation): Typing {
    this.#do({ kind: 'post', chatId: activeChatOf(conversation), by: 'customer', type: 'TypingStarted' });
    const typing = conversation.lastTyping;
    if (typing === undefined) throw CloudError.of('internal.server.error');
    return typing;
  }

  /**
   * The guest goes, and the conversation is over.
   * @throws CloudError when it was over before
   */
  leave(conversation: Conversation): void {
    if (conversation.ended) throw CloudError.conversationState();
    if (conversation.chatId === undefined) this.#giveUp(conversation);
    else this.#do({ kind: 'leave', chatId: conversation.chatId, by: 'customer' });
  }

  /** An agent's member is told to be there, or not; what the core knows of the agent stays as it is. */
  retell(conversation: Conversation, member: Member, state: 'CONNECTED' | 'DISCONNECTED'): void {
    const { chats, options } = this.#options;
    this.#teller.move(conversation, member, state);
    const { agentId } = member;
    if (state === 'CONNECTED') conversation.cancelTimer(`silent ${member.id}`);
    else if (agentId !== undefined) {
      conversation.setTimer(`silent ${member.id}`, options.silentAgentMs, () => {
        const { chatId = '' } = conversation;
        chats.do({ kind: 'leave', chatId, by: { agentId } });
      });
    }
  }

  clear(): void {
    for (const conversation of [...this.#byId.values()]) this.#forget(conversation);
  }

  #open(conversation: Conversation): void {
    const { chats } = this.#options;
    const { queue, guest, id } = conversation;
    conversation.cancelTimer('attach');
    const userData = { ...userDataOf(guest.details), [CONVERSATION_KEY]: id };
    const { displayName: nickname } = guest.details;
    const { chatId, news } = chats.do({
      kind: 'open',
      service: queue.service,
      nickname,
      userData,
      presence: 'unwatched',
    });
    if (chatId === undefined) {
      this.#giveUp(conversation);
      return;
    }
    conversation.chatId = chatId;
    chats.follow(chatId, (item) => this.#hear(conversation, item), news);
  }

  #hear(conversation: Conversation, item: NewsOfChat): void {
    this.#teller.hear(conversation, item);
    if (item.kind === 'ended') this.#end(conversation);
    if (item.kind === 'forgotten') this.#forget(conversation);
  }

  /** The conversation is over before it was routed. */
  #giveUp(conversation: Conversation): void {
    this.#teller.move(conversation, conversation.guest, 'DISCONNECTED');
    this.#end(conversation);
    conversation.setTimer('retention', this.#options.config.gms.retentionMs, () => this.#forget(conversation));
  }

  #end(conversation: Conversation): void {
    conversation.cancelTimers();
    conversation.ended = true;
    this.#ended.add(conversation);
    conversation.setTimer('linger', this.#options.options.lingerMs, () => closeStreams(conversation));
  }

  #forget(conversation: Conversation): void {
    conversation.cancelTimers();
    closeStreams(conversation);
    this.#byId.delete(conversation.id);
    this.#ended.delete(conversation);
    if (conversation.chatId !== undefined) this.#options.chats.unfollow(conversation.chatId);
  }

  #makeRoom(): boolean {
    if (this.#byId.size < this.#options.config.genesysCloud.conversations) return true;
    const [oldest] = this.#ended;
    if (oldest === undefined) return false;
    this.#forget(oldest);
    return true;
  }

  #do(input: ChatInput): void {
    const { refused } = this.#options.chats.do(input);
    if (refused !== undefined) throw refusalOf(refused);
  }
}

function activeChatOf({ active, chatId }: Conversation): string {
  if (!active || chatId === undefined) throw CloudError.conversationState();
  return chatId;
}

function refusalOf(refusal: ChatRefusal): CloudError {
  switch (refusal) {
    case 'party-unknown':
      return CloudError.of('chat.error.member.state');
    case 'text-too-long':
      return CloudError.of('constraint.validation', { details: [{ errorCode: refusal, fieldName: 'body' }] });
    default:
      return CloudError.conversationState();
  }
}

function closeStreams({ streams }: Conversation): void {
  for (const stream of streams) stream.close();
}

/** What agents are shown of a guest, by Genesys' usual names of attached data. */
function userDataOf({ firstName, lastName, email, phoneNumber, customFields }: MemberDetails): UserData {
  const pairs = { FirstName: firstName, LastName: lastName, EmailAddress: email, PhoneNumber: phoneNumber };
  const given = Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...customFields, ...Object.fromEntries(given) };
}
