import type { ChatEventType } from '@fusion-cti/protocol';
import type { ChatEvent, ChatNews } from '../../chat/index.js';
import type { Journal } from '../../runtime/journal.js';
import type { Chats } from '../../site/chats.js';
import type { GenesysCloudOptions } from '../options.js';
import type { Conversation } from './conversation.js';
import { Member, type MemberRole, type MemberState } from './member.js';
import {
  type BodyType,
  type Frame,
  memberFrame,
  type Message,
  messageFrame,
  type Typing,
  typingFrame,
} from './projection.js';

type NewsOf<Kind extends ChatNews['kind']> = Extract<ChatNews, { readonly kind: Kind }>;
type EventHandler = (conversation: Conversation, event: ChatEvent) => void;

/** What parties of the core are as members. */
const ROLES: Readonly<Record<ChatEvent['from']['type'], MemberRole>> = {
  Client: 'CUSTOMER',
  Agent: 'AGENT',
  Supervisor: 'AGENT',
  External: 'WORKFLOW',
};

/** From the core's news to members, messages and frames: the one place where that is done. */
export class Teller {
  readonly #chats: Chats;
  readonly #journal: Journal;
  readonly #options: GenesysCloudOptions;

  constructor(chats: Chats, options: GenesysCloudOptions) {
    this.#chats = chats;
    this.#journal = chats.journal;
    this.#options = options;
  }

  /** What happened in the chat of this conversation. */
  hear(conversation: Conversation, news: ChatNews): void {
    switch (news.kind) {
      case 'event':
        if (news.event.visibility === 'all') this.#events[news.event.type]?.(conversation, news.event);
        break;
      case 'state':
        this.#routed(conversation, news);
        break;
      case 'offer':
        this.#offered(conversation, news);
        break;
      case 'offerOver':
        this.#notTaken(conversation, news);
        break;
      default:
        // Guests are told of nothing else.
        break;
    }
  }

  /** Tells a member's state, whether it is new or only told once more. */
  move(conversation: Conversation, member: Member, state: MemberState): void {
    const now = this.#chats.clock.now();
    member.state = state;
    if (state === 'CONNECTED') member.joinedAt ??= now;
    if (state === 'DISCONNECTED') member.leftAt = now;
    this.#tell(conversation, memberFrame(conversation, member, now, this.#chats.ids.uuid()));
  }

  /** What each line of a transcript is to the guest. What is not here is not told. */
  readonly #events: Readonly<Partial<Record<ChatEventType, EventHandler>>> = {
    ParticipantJoined: (conversation, event) => this.#joined(conversation, event),
    ParticipantLeft: (conversation, event) => this.#left(conversation, event),
    Message: (conversation, event) => this.#said(conversation, event, 'standard'),
    // [A] Web chat has no word for a page that is shown.
    PushUrl: (conversation, event) => this.#said(conversation, event, 'standard'),
    Notice: (conversation, event) => this.#said(conversation, event, 'notice'),
    CustomNotice: (conversation, event) => this.#said(conversation, event, 'notice'),
    TypingStarted: (conversation, event) => this.#typed(conversation, event),
    NicknameUpdated: (conversation, { from: { participantId, nickname } }) => {
      const member = conversation.parties.get(participantId);
      if (member !== undefined) member.details = { ...member.details, displayName: nickname };
    },
  };

  #joined(conversation: Conversation, event: ChatEvent): void {
    const { participantId } = event.from;
    const agentId = this.#agentIdOf(conversation, participantId);
    const asked = agentId === undefined ? undefined : this.#asked(conversation, agentId);
    const member = participantId === 1 ? conversation.guest : (asked ?? this.#newMember(conversation, event, agentId));
    conversation.parties.set(participantId, member);
    this.move(conversation, member, 'CONNECTED');
    this.#comeOrGo(conversation, member, event, 'member-join');
    if (member === conversation.guest) this.#wait(conversation);
  }

  #left(conversation: Conversation, event: ChatEvent): void {
    const member = this.#memberOf(conversation, event);
    // The guest is the last to be told of: with that the conversation is over.
    if (member === conversation.guest) this.#stopWaiting(conversation);
    conversation.cancelTimer(`silent ${member.id}`);
    this.#comeOrGo(conversation, member, event, 'member-leave');
    if (member.state !== 'DISCONNECTED') this.move(conversation, member, 'DISCONNECTED');
  }

  #said(conversation: Conversation, event: ChatEvent, bodyType: BodyType): void {
    if (event.text === undefined || event.text === '') return;
    this.#write(conversation, this.#memberOf(conversation, event), event, bodyType, event.text);
  }

  #typed(conversation: Conversation, event: ChatEvent): void {
    const { id: sender } = this.#memberOf(conversation, event);
    const typing: Typing = { id: this.#chats.ids.uuid(), sender, time: event.time };
    conversation.lastTyping = typing;
    this.#tell(conversation, typingFrame(conversation, typing, this.#chats.ids.uuid()));
  }

  #comeOrGo(conversation: Conversation, member: Member, event: ChatEvent, bodyType: BodyType): void {
    if (this.#options.joinMessages === 'agents' && member.role !== 'AGENT') return;
    this.#write(conversation, member, event, bodyType, '');
  }

  #write(
    conversation: Conversation,
    { id: sender }: Member,
    { time }: ChatEvent,
    bodyType: BodyType,
    body: string,
  ): void {
    const message: Message = { id: this.#chats.ids.uuid(), sender, body, bodyType, time };
    conversation.messages.push(message);
    this.#tell(conversation, messageFrame(conversation, message, this.#chats.ids.uuid()));
  }

  /** While nobody serves, the routing itself is a member. */
  #routed(conversation: Conversation, { state }: NewsOf<'state'>): void {
    if (state === 'Waiting' && conversation.guest.state === 'CONNECTED') this.#wait(conversation);
    if (state === 'Served') this.#stopWaiting(conversation);
  }

  #wait(conversation: Conversation): void {
    if (conversation.present(({ role }) => role === 'ACD') !== undefined) return;
    const details = { displayName: conversation.queue.name };
    const acd = new Member({ id: this.#chats.ids.uuid(), role: 'ACD', details, state: 'CONNECTED' });
    conversation.members.push(acd);
    this.move(conversation, acd, 'CONNECTED');
  }

  #stopWaiting(conversation: Conversation): void {
    const acd = conversation.present(({ role }) => role === 'ACD');
    if (acd !== undefined) this.move(conversation, acd, 'DISCONNECTED');
  }

  #offered(conversation: Conversation, { agentId }: NewsOf<'offer'>): void {
    const displayName = this.#chats.server.agent(agentId)?.nickname ?? agentId;
    const id = this.#chats.ids.uuid();
    const member = new Member({ id, role: 'AGENT', details: { displayName }, state: 'ALERTING', agentId });
    conversation.members.push(member);
    this.move(conversation, member, 'ALERTING');
  }

  #notTaken(conversation: Conversation, { agentId, outcome }: NewsOf<'offerOver'>): void {
    if (outcome === 'accepted') return;
    const asked = this.#asked(conversation, agentId);
    if (asked !== undefined) this.move(conversation, asked, 'DISCONNECTED');
  }

  #asked(conversation: Conversation, agentId: string): Member | undefined {
    return conversation.present((member) => member.agentId === agentId && member.state === 'ALERTING');
  }

  /** Who speaks; the system and others who come without a word are members from then on. */
  #memberOf(conversation: Conversation, event: ChatEvent): Member {
    const { participantId } = event.from;
    const known = conversation.parties.get(participantId);
    if (known !== undefined) return known;
    const member = this.#newMember(conversation, event, this.#agentIdOf(conversation, participantId));
    conversation.parties.set(participantId, member);
    this.move(conversation, member, 'CONNECTED');
    return member;
  }

  #newMember(conversation: Conversation, { from }: ChatEvent, agentId: string | undefined): Member {
    const member = new Member({
      id: this.#chats.ids.uuid(),
      role: ROLES[from.type],
      details: { displayName: from.nickname },
      state: 'CONNECTED',
      ...(agentId !== undefined && { agentId }),
    });
    conversation.members.push(member);
    return member;
  }

  #agentIdOf({ chatId = '' }: Conversation, participantId: number): string | undefined {
    return this.#chats.chat(chatId)?.parties.find((party) => party.participantId === participantId)?.agentId;
  }

  #tell(conversation: Conversation, frame: Frame): void {
    this.#journal.record('genesys-cloud', 'out', frame.metadata.type, conversation.id, frame);
    conversation.tell(frame);
  }
}
