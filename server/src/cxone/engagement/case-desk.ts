import type { ChatEvent, ChatInput, EndReason, UserData } from '../../chat/index.js';
import type { Chats, NewsOfChat } from '../../site/chats.js';
import { DeError } from '../errors.js';
import type { CxoneOptions } from '../options.js';
import { readable, textContent } from './contents.js';
import type { Attachments } from './attachments.js';
import type { Book } from './book.js';
import {
  type Contact,
  type ContactStatus,
  type CxoneUser,
  isFinished,
  type Message,
  type MessageContent,
} from './model.js';
import { botUser, userOf } from './users.js';
import { iso } from './views.js';

/** What goes out to the middleware. */
export interface Outbox {
  send(message: Message): void;
  type(contact: Contact, user: CxoneUser, started: boolean): void;
}

export interface CaseDeskOptions {
  readonly chats: Chats;
  readonly book: Book;
  readonly attachments: Attachments;
  readonly options: CxoneOptions;
  /** The chat service that the conversations of an integration are routed to. */
  readonly serviceOf: (channelIntegrationId: string) => string;
  readonly outbox: Outbox;
}

/** [A] Nobody says more of themselves than an id. */
const NICKNAME = 'Guest';
/** Who tells agents what the middleware has told us. */
const TELLER = 'CXone';
/** Characters of what agents are told. */
const MAX_NOTICE = 1000;

/** Cases meet agents here: a case that somebody works on is a conversation of the core. */
export class CaseDesk {
  readonly #options: CaseDeskOptions;
  /** Parties of ours, by chat and name: bots, and who tells of failures. */
  readonly #voices = new Map<string, number>();
  /** What is heard meanwhile was said by us. */
  #isSpeaking = false;

  constructor(options: CaseDeskOptions) {
    this.#options = options;
  }

  clear(): void {
    this.#voices.clear();
  }

  /**
   * The conversation goes on with this message, or begins.
   * @throws DeError when the agents' side does not take it
   */
  arrive(message: Message): void {
    const { contact, direction, content, attachments, author } = message;
    if (isFinished(contact)) this.#move(contact, 'new');
    if (contact.chatId === undefined) this.#open(contact);
    const lines = [readable(content), ...attachments.map(({ friendlyName, url }) => `${friendlyName}: ${url}`)];
    for (const text of lines.filter((line) => line !== '')) {
      const by = direction === 'inbound' ? 'customer' : this.#voice(contact, nameOf(author));
      this.#speak({ kind: 'post', chatId: contact.chatId ?? '', by, type: 'Message', text, messageType: 'text' });
    }
  }

  /** The user types, or has stopped. */
  typing({ chatId }: Contact, started: boolean): void {
    if (chatId === undefined) return;
    const type = started ? 'TypingStarted' : 'TypingStopped';
    this.#options.chats.do({ kind: 'post', chatId, by: 'customer', type });
  }

  /** Ends the conversation when the case is finished by it, and begins one when it is taken up again. */
  setStatus(contact: Contact, status: ContactStatus): void {
    const { chatId } = contact;
    const wasFinished = isFinished(contact);
    this.#move(contact, status);
    if (isFinished(contact) && chatId !== undefined) this.#options.chats.do({ kind: 'end', chatId, by: 'system' });
    if (!isFinished(contact) && wasFinished && chatId === undefined) this.#open(contact);
  }

  /**
   * The user has gone before an agent accepted.
   * @throws DeError when one has, or when the case is finished
   */
  abandon(contact: Contact): void {
    if (isFinished(contact)) throw DeError.of('contactFinished');
    if (contact.assignee !== undefined) throw DeError.of('contactAccepted');
    const { chatId } = contact;
    this.#move(contact, 'closed');
    if (chatId !== undefined) this.#options.chats.do({ kind: 'leave', chatId, by: 'customer' });
  }

  /** The user has seen an agent's message. */
  seen({ contact: { chatId }, chatIndex: index }: Message): void {
    if (chatId === undefined || index === undefined) return;
    this.#options.chats.do({ kind: 'read', chatId, by: 'customer', index });
  }

  /** An agent's message has not reached the user. The agent has to know. */
  failed({ contact, content }: Message, reason: string): void {
    const { chatId } = contact;
    if (chatId === undefined) return;
    const text = `Not delivered (${reason}): ${readable(content)}`;
    const by = this.#voice(contact, TELLER);
    // A refusal changes nothing: the message itself says that it has failed.
    this.#options.chats.do({
      kind: 'post',
      chatId,
      by,
      type: 'Notice',
      visibility: 'agents',
      text: text.slice(0, MAX_NOTICE),
    });
  }

  /** Somebody on CXone's side writes to the user. */
  say(contact: Contact, user: CxoneUser, content: MessageContent, parts: Partial<Message> = {}): Message {
    const { book, chats, outbox } = this.#options;
    const message = book.addMessage({
      idOnExternalPlatform: undefined,
      contact,
      direction: 'outbound',
      createdAt: iso(chats.clock.now()),
      content,
      attachments: parts.attachments ?? [],
      author: undefined,
      authorUser: user,
      extra: {},
      status: 'pending',
    });
    message.chatIndex = parts.chatIndex;
    outbox.send(message);
    return message;
  }

  /** What somebody wrote elsewhere is shown to the agents of the conversation. */
  show({ contact, content, authorUser }: Message): void {
    const { chatId } = contact;
    if (chatId === undefined) return;
    const by = this.#voice(contact, authorUser?.nickname ?? TELLER);
    this.#speak({ kind: 'post', chatId, by, type: 'Message', text: readable(content), messageType: 'text' });
  }

  #open(contact: Contact): void {
    const { chats, serviceOf } = this.#options;
    const { endUser, thread } = contact;
    const [before] = contact.messages.filter(({ authorUser }) => authorUser !== undefined);
    const userData: UserData = {
      CxoneContactId: String(contact.number),
      CxoneChannel: thread.channel.name,
      CxoneThread: thread.idOnExternalPlatform,
      ...(before !== undefined && { CxoneOutboundText: readable(before.content).slice(0, MAX_NOTICE) }),
    };
    const { firstName, lastName } = endUser;
    const { chatId, news, refused } = chats.do({
      kind: 'open',
      service: serviceOf(thread.channel.channelIntegrationId),
      nickname: nameOf(endUser),
      customer: { ...(firstName && { firstName }), ...(lastName && { lastName }) },
      userData,
      presence: 'unwatched',
    });
    if (chatId === undefined) throw DeError.of(refused === 'too-many-chats' ? 'full' : 'invalidValue');
    contact.chatId = chatId;
    chats.follow(chatId, (item) => this.#hear(contact, item), news);
  }

  #voice(contact: Contact, nickname: string): { readonly participantId: number } {
    const { chatId = '' } = contact;
    const key = JSON.stringify([chatId, nickname]);
    const known = this.#voices.get(key);
    if (known !== undefined) return { participantId: known };
    const joined = this.#options.chats.do({ kind: 'join', chatId, type: 'External', nickname, silent: true });
    const participantId = joined.participantId ?? 0;
    this.#voices.set(key, participantId);
    return { participantId };
  }

  #speak(input: ChatInput): void {
    this.#isSpeaking = true;
    try {
      const { refused } = this.#options.chats.do(input);
      if (refused !== undefined) throw DeError.of('invalidValue', 'messageContent');
    } finally {
      this.#isSpeaking = false;
    }
  }

  #hear(contact: Contact, item: NewsOfChat): void {
    if (item.kind === 'event' && !this.#isSpeaking) this.#heard(contact, item.event);
    if (item.kind === 'owner') this.#owned(contact, item.agentId);
    if (item.kind === 'ended') this.#ended(contact, item.reason);
  }

  /** What an agent did in the conversation. */
  #heard(contact: Contact, event: ChatEvent): void {
    if (event.from.type === 'Client' || event.visibility !== 'all') return;
    const { text = '', index: chatIndex } = event;
    const user = this.#userOf(contact, event);
    switch (event.type) {
      case 'Message':
      case 'PushUrl':
        if (text !== '') this.say(contact, user, textContent(text), { chatIndex });
        break;
      case 'FileUploaded':
        this.#showFile(contact, user, event);
        break;
      case 'TypingStarted':
      case 'TypingStopped':
        this.#options.outbox.type(contact, user, event.type === 'TypingStarted');
        break;
      default:
        // Users of a channel are told of nothing else.
        break;
    }
  }

  #showFile(
    contact: Contact,
    user: CxoneUser,
    { text: fileId = '', userData = {}, index: chatIndex }: ChatEvent,
  ): void {
    const { chats, attachments } = this.#options;
    const content = chats.fileContent(contact.chatId ?? '', fileId);
    if (content === undefined) return;
    const friendlyName = userData['file-name'] ?? fileId;
    const { url } = attachments.add({ content, friendlyName, mimeType: 'application/octet-stream' });
    this.say(contact, user, textContent(friendlyName), { attachments: [{ friendlyName, url }], chatIndex });
  }

  #userOf({ chatId = '' }: Contact, { from }: ChatEvent): CxoneUser {
    const { chats } = this.#options;
    const party = chats.chat(chatId)?.parties.find(({ participantId }) => participantId === from.participantId);
    const user = party?.agentId === undefined ? undefined : userOf(chats.world, party.agentId);
    return user ?? botUser(from.nickname);
  }

  #owned(contact: Contact, agentId: string | undefined): void {
    contact.assignee = agentId === undefined ? undefined : userOf(this.#options.chats.world, agentId);
    if (contact.assignee !== undefined && contact.status === 'new') this.#move(contact, 'open');
  }

  #ended(contact: Contact, reason: EndReason): void {
    if (contact.chatId !== undefined) this.#options.chats.unfollow(contact.chatId);
    contact.chatId = undefined;
    if (!isFinished(contact)) this.#move(contact, reason === 'agent' ? this.#options.options.agentEnds : 'closed');
  }

  #move(contact: Contact, status: ContactStatus): void {
    const { chats, options } = this.#options;
    if (contact.status === status) return;
    contact.status = status;
    contact.statusUpdatedAt = chats.clock.now();
    if (status === 'closed' && options.lockOnClose) contact.thread.canAddMoreMessages = false;
    chats.journal.record('cxone', 'out', 'status', contact.thread.idOnExternalPlatform, { status });
  }
}

function nameOf(
  endUser: Readonly<Partial<Record<'nickname' | 'firstName' | 'lastName', string | null>>> | undefined,
): string {
  const { nickname, firstName, lastName } = endUser ?? {};
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return [nickname, full].find((name) => name !== undefined && name !== null && name !== '') ?? NICKNAME;
}
