import type { ChatInput, UserData } from '../../chat/index.js';
import type { Clock } from '../../runtime/clock.js';
import type { Config } from '../../runtime/config.js';
import { RateLimiter } from '../../runtime/rate-limiter.js';
import type { Chats, NewsOfChat } from '../../site/chats.js';
import type { CloudDeployment } from '../../world/genesys-cloud-settings.js';
import { MinuteWindow } from '../minute-window.js';
import type { GenesysCloudOptions } from '../options.js';
import { MessagingError, type MessagingFrame, type StructuredMessage } from './frames.js';
import { eventMessage, frameOf, messageOf } from './projection.js';
import { MessagingSession } from './session.js';

/** [A] Guests of Web Messaging need not say who they are. */
const NICKNAME = 'Guest';
/** Of one session, in its history; with one more the oldest is forgotten. */
const MAX_MESSAGES = 1000;

export interface MessagingSessionsOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time. */
  readonly wallClock: Clock;
  readonly options: GenesysCloudOptions;
}

/** The guests of Web Messaging, and what they are told of the core's news. */
export class MessagingSessions {
  readonly #options: MessagingSessionsOptions;
  readonly #byToken = new Map<string, MessagingSession>();
  /** Of the action that is being carried out: what comes of it is told with its id. */
  #tracingId: string | undefined;

  constructor(options: MessagingSessionsOptions) {
    this.#options = options;
  }

  get all(): Iterable<MessagingSession> {
    return this.#byToken.values();
  }

  find(token: string): MessagingSession | undefined {
    return this.#byToken.get(token);
  }

  /** @throws MessagingError when there are as many as there may be */
  create(token: string, deployment: CloudDeployment, service: string): MessagingSession {
    const { chats, config, wallClock, options } = this.#options;
    if (this.#byToken.size >= config.genesysCloud.conversations) throw new MessagingError('full');
    const { messagingPerSecond, guestRequestsPerMinute } = options;
    const now = () => wallClock.now();
    const session = new MessagingSession({
      id: chats.ids.uuid(),
      token,
      deployment,
      service,
      limiter: new RateLimiter(now, messagingPerSecond, messagingPerSecond),
      window: new MinuteWindow(now, guestRequestsPerMinute),
      clock: chats.clock,
    });
    this.#byToken.set(token, session);
    this.prolong(session);
    return session;
  }

  /** Something was said: the session is good for its whole time again. */
  prolong(session: MessagingSession): void {
    session.prolong(this.#options.options.messagingSessionSeconds * 1000, () => this.expire(session));
  }

  /** The session is over because its time is. */
  expire(session: MessagingSession): void {
    this.#finish(session, { type: 'message', class: 'SessionExpiredEvent', code: 200, body: {} });
  }

  /** The guest wants nothing of it to be left. */
  erase(session: MessagingSession): void {
    this.#finish(session, { type: 'message', class: 'SessionClearedEvent', code: 200, body: {} });
  }

  /** Nothing of it is left, and nobody is told: a new one takes its place. */
  replace(session: MessagingSession): void {
    this.leave(session);
    this.#byToken.delete(session.token);
    session.close();
  }

  /** The guest is there, and routing begins if it has not. */
  begin(session: MessagingSession, tracingId: string | undefined, userData: UserData = {}): string {
    if (session.chatId !== undefined) return session.chatId;
    const { service } = session;
    const { chats } = this.#options;
    const given = { ...userData, MessagingSessionId: session.id };
    const { chatId, news } = chats.do({
      kind: 'open',
      service,
      nickname: NICKNAME,
      userData: given,
      presence: 'unwatched',
    });
    if (chatId === undefined) throw new MessagingError('full');
    session.chatId = chatId;
    this.#traced(tracingId, () => chats.follow(chatId, (item) => this.#hear(session, item), news));
    return chatId;
  }

  /** What the guest does in the conversation that goes on. */
  act(input: ChatInput, tracingId: string | undefined): void {
    this.#traced(tracingId, () => {
      const { refused } = this.#options.chats.do(input);
      if (refused === 'text-too-long') throw new MessagingError('textTooLong');
      if (refused === 'user-data-too-large') throw new MessagingError('dataTooLarge');
      if (refused !== undefined) throw new MessagingError('failed', refused);
    });
  }

  /** The guest leaves the conversation, if one goes on. */
  leave(session: MessagingSession): void {
    const { chatId } = session;
    if (chatId === undefined) return;
    // First, so that the end is not told to who has made it.
    this.#part(session, chatId);
    this.#options.chats.do({ kind: 'leave', chatId, by: 'customer' });
  }

  /** Keeps a message, and tells it to all of the guest's pages. */
  tell(session: MessagingSession, message: StructuredMessage, tracingId?: string): void {
    const lasting = message.type === 'Text' || message.events?.every(({ eventType }) => eventType === 'Presence');
    if (lasting === true) session.messages.push(message);
    if (session.messages.length > MAX_MESSAGES) session.messages.shift();
    this.#options.chats.journal.record('genesys-cloud', 'out', message.type, session.id, message);
    session.tell(frameOf(message, tracingId));
  }

  clear(): void {
    for (const session of this.#byToken.values()) session.close();
    this.#byToken.clear();
  }

  #hear(session: MessagingSession, item: NewsOfChat): void {
    const { ids, clock } = this.#options.chats;
    if (item.kind === 'event' && item.event.visibility === 'all') {
      const message = messageOf(item.event, ids.uuid());
      const own = message?.direction === 'Inbound' ? this.#tracingId : undefined;
      if (message !== undefined) this.tell(session, message, own);
    }
    if (item.kind === 'ended') {
      const readOnly = this.#options.options.messagingEnd === 'readOnly';
      this.#part(session, item.chatId);
      session.readOnly = readOnly;
      const end = { eventType: 'Presence', presence: { type: 'Disconnect' } } as const;
      const parts = { id: ids.uuid(), time: clock.now(), direction: 'Outbound' } as const;
      this.tell(session, eventMessage(end, { ...parts, metadata: { readOnly: String(readOnly) } }));
    }
  }

  #part(session: MessagingSession, chatId: string): void {
    session.chatId = undefined;
    this.#options.chats.unfollow(chatId);
  }

  #finish(session: MessagingSession, frame: MessagingFrame): void {
    session.tell(frame);
    this.replace(session);
  }

  #traced(tracingId: string | undefined, act: () => void): void {
    this.#tracingId = tracingId;
    try {
      act();
    } finally {
      this.#tracingId = undefined;
    }
  }
}
