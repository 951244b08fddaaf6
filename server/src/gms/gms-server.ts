import type { ChatEvent, ChatResult, ChatRules } from '../chat/index.js';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { chatRulesOf } from '../site/chat-world.js';
import type { Chats, NewsOfChat } from '../site/chats.js';
import type { Content } from './envelope.js';
import { GmsError } from './errors.js';
import { customerOf } from './new-chat.js';
import type { Operation } from './operations.js';
import { type GmsOptions, gmsOptionsOf } from './options.js';
import { type Params, required } from './params.js';
import { type PositionMeaning, positionOf } from './positions.js';
import { forCustomer, messageOf } from './projection.js';
import type { Profile } from './mock/profile-schema.js';
import { Profiles } from './mock/profiles.js';
import { SessionRegistry } from './registry.js';
import { GmsSession, type SessionPart } from './session.js';

/** [O] Asked for in userData: the chat goes on although nobody asks for its events. */
const ASYNC_MODE = 'GCTI_Chat_AsyncMode';

/** Services whose options are kept at hand beside those that the world file names. */
const MAX_KEPT_SERVICES = 1000;

const SERVICE_NAME = /^[0-9A-Za-z._-]{1,64}$/;

/** Whoever makes things happen in chats by themselves: what is still to happen is kept with the chat. */
export interface Scripted {
  readonly partOf: (chatId: string) => unknown;
  readonly resume: (chatId: string, part: unknown) => void;
}

interface KeptPart {
  readonly gms: SessionPart;
  readonly script?: unknown;
}

/** Hears of a customer's chat. */
export type NewsListener = (session: GmsSession, news: NewsOfChat) => void;

export interface GmsServerOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
}

/** What both forms of the interface have in common: sessions, keys, limits, and what an answer is made of. */
export class GmsServer {
  readonly chats: Chats;
  readonly config: Config;
  readonly sessions = new SessionRegistry();
  readonly profiles = new Profiles();
  readonly #wallClock: Clock;
  readonly #newChats: RateLimiter;
  readonly #options = new Map<string, GmsOptions>();
  readonly #openListeners: ((session: GmsSession) => void)[] = [];
  readonly #newsListeners: NewsListener[] = [];
  #scripted: Scripted | undefined;
  readonly #hearingListeners: ((session: GmsSession, params: Params) => void)[] = [];
  #lastReference = 10_000_000;

  constructor({ chats, config, wallClock }: GmsServerOptions) {
    const { chatsPerSecond, chatBurst } = config.gms;
    this.chats = chats;
    this.config = config;
    this.#wallClock = wallClock;
    this.#newChats = new RateLimiter(() => wallClock.now(), chatsPerSecond, chatBurst);
    chats.keepFace({
      partOf: (chatId) => this.#partOf(chatId),
      resume: (chatId, part) => this.#resume(chatId, part as KeptPart | undefined),
    });
    chats.onReset(() => {
      this.sessions.clear();
      this.profiles.reset();
    });
  }

  /** For whoever looks after new chats. */
  onOpened(listener: (session: GmsSession) => void): void {
    this.#openListeners.push(listener);
  }

  /** For whoever tells customers and others of their chats. @returns ends it */
  onNews(listener: NewsListener): () => void {
    this.#newsListeners.push(listener);
    return () => void this.#newsListeners.splice(this.#newsListeners.indexOf(listener), 1);
  }

  /** For whoever has something planned for chats. */
  keepScripts(scripted: Scripted): void {
    this.#scripted = scripted;
  }

  /** For whoever looks after what a client says that asks for the events of a chat, at its beginning or later. */
  onHearing(listener: (session: GmsSession, params: Params) => void): void {
    this.#hearingListeners.push(listener);
  }

  /** A number by which a refused request can be found. */
  nextReference(): number {
    this.#lastReference += 1;
    return this.#lastReference;
  }

  rulesOf({ service }: GmsSession): ChatRules {
    return chatRulesOf(this.chats.world, service);
  }

  /** Bytes of the largest file that any service takes. */
  get largestFile(): number {
    const { world } = this.chats;
    return Math.max(...['', ...world.chatServices].map((service) => chatRulesOf(world, service).files.maxFileBytes));
  }

  /** @throws GmsError 905 */
  options(service: string): GmsOptions {
    const known = this.#options.get(service);
    if (known !== undefined) return known;
    const { world } = this.chats;
    const isConfigured = world.chatServices.includes(service);
    if (!SERVICE_NAME.test(service) || !(isConfigured || this.config.gms.anyService)) throw GmsError.of(905);
    const options = gmsOptionsOf(world, service);
    // Strangers may send any name, so not all of theirs are kept.
    if (isConfigured || this.#options.size < MAX_KEPT_SERVICES) this.#options.set(service, options);
    return options;
  }

  /** @throws GmsError */
  open(service: string, params: Params, transport: GmsSession['transport']): GmsSession {
    const { chats } = this;
    const options = this.options(service);
    const customer = customerOf(params);
    const profile = this.#profileOf(params, options);
    if (!this.#newChats.take()) throw GmsError.of(909);
    const { userData } = params;
    const asyncMode = userData[ASYNC_MODE] === 'true';
    const presence = asyncMode || transport === 'cometd' ? 'unwatched' : 'polling';
    const { nickname, ...details } = customer;
    const told = Object.fromEntries(Object.entries(details).filter(([, text]) => text !== ''));
    const { chatId, refused } = chats.do({ kind: 'open', service, nickname, customer: told, userData, presence });
    if (chatId === undefined) throw GmsError.ofRefusal(refused ?? 'too-many-chats');
    const limiter = this.#newLimiter();
    const session = new GmsSession({ chatId, service, options, customer, asyncMode, ids: chats.ids, limiter, profile });
    session.transport = transport;
    this.sessions.add(session);
    this.#follow(session);
    for (const listener of this.#openListeners) listener(session);
    for (const listener of this.#hearingListeners) listener(session, params);
    return session;
  }

  /**
   * The session that a request is about, which proves itself by the key.
   * @param chatId of the address, where it has one
   * @throws GmsError 249, or 901 without a key, or 909
   */
  find(service: string, params: Params, chatId?: string): GmsSession {
    const session = this.sessions.ofKey(required(params, 'secureKey'));
    const misled = chatId !== undefined && chatId !== session?.chatId;
    if (session?.service !== service || misled) throw GmsError.of(249);
    this.#check(session, params);
    return session;
  }

  /** The same where the address names no service: the file interface of CometD clients. */
  findByKey(params: Params): GmsSession {
    const session = this.sessions.ofKey(required(params, 'secureKey'));
    if (session === undefined) throw GmsError.of(249);
    this.#check(session, params);
    return session;
  }

  /**
   * Something that a customer does, if the chat goes on.
   * @throws GmsError
   */
  act(session: GmsSession, perform: () => ChatResult): ChatResult {
    this.#fail(session);
    if (this.hasEnded(session)) throw GmsError.of(249);
    this.present(session);
    const result = perform();
    if (result.refused !== undefined) throw GmsError.ofRefusal(result.refused);
    return result;
  }

  /** @throws GmsError */
  operate(session: GmsSession, operation: Operation, params: Params): ChatResult {
    for (const name of operation.required) required(params, name);
    const { perform } = operation;
    if (perform === undefined) {
      for (const listener of this.#hearingListeners) listener(session, params);
      // Which device is to be told may be another one.
      if (Object.keys(params.userData).length > 0) this.chats.changed(session.chatId);
      // An ended chat may still be read to its end, and nothing else.
      this.#fail(session);
      this.present(session);
      return { news: [] };
    }
    const result = this.act(session, () => perform(this.chats, session, params));
    if (operation.name === 'disconnect') this.sessions.revokeKeys(session);
    return result;
  }

  /** A customer who asks for something is there. */
  present(session: GmsSession): void {
    const { chatId, presence } = session;
    // Whoever need not ask again and again has to say so only once.
    if (presence === 'unwatched' && session.toldPresence === presence) return;
    if (this.hasEnded(session)) return;
    this.chats.do({ kind: 'touch', chatId, presence });
    session.toldPresence = presence;
  }

  hasEnded({ chatId }: GmsSession): boolean {
    return (this.chats.server.glance(chatId)?.state ?? 'Ended') === 'Ended';
  }

  /** What the customer may see of the transcript, from the position that the request names. */
  eventsFrom(session: GmsSession, params: Params, meaning: PositionMeaning): readonly ChatEvent[] {
    const from = positionOf(params, meaning, session.options);
    return forCustomer(this.chats.server.transcript(session.chatId, from));
  }

  /** An answer that lists events. */
  answer(session: GmsSession, events: readonly ChatEvent[]): Content {
    const { chatId, options } = session;
    const chat = this.chats.server.glance(chatId);
    const chatEnded = chat === undefined || chat.state === 'Ended';
    if (!chatEnded && options.rotateKey === 'everyReply') {
      this.sessions.newKey(session);
      this.chats.changed(chatId);
    }
    return { session, chat, chatEnded, messages: events.map((event) => messageOf(event, options)) };
  }

  /** The chat moves to another Chat Server. */
  move(session: GmsSession): void {
    session.newAlias();
    if (session.options.rotateKey !== 'never') this.sessions.newKey(session);
    this.chats.changed(session.chatId);
  }

  /** The client asks for what comes from now on by this transport. */
  comesBy(session: GmsSession, transport: GmsSession['transport']): void {
    if (session.transport === transport) return;
    session.transport = transport;
    this.chats.changed(session.chatId);
  }

  /** Waits as long as the session is made to wait; `undefined`: not at all. */
  pause({ faults, chatId }: GmsSession): Promise<void> | undefined {
    const { delayMs = 0 } = faults;
    if (delayMs === 0) return undefined;
    return new Promise((resolve) => this.chats.clock.setTimer(`gms delay ${chatId}`, delayMs, resolve));
  }

  /** Clients that cannot add a parameter name the profile in their user data. */
  #profileOf({ text, userData }: Params, options: GmsOptions): Profile | undefined {
    if (!this.config.gms.mock) return undefined;
    const profile = this.profiles.find(text.profile ?? userData.profile ?? options.profile);
    if (profile !== undefined) return profile;
    if (options.strict) throw GmsError.of(901, 'There is no such profile.', { http: 404 });
    return this.profiles.find(options.profile);
  }

  #check(session: GmsSession, { text }: Params): void {
    if (!session.limiter.take()) throw GmsError.of(909);
    if (!session.options.strict) return;
    const { chatId, userId, alias } = session;
    // In notifications of modern services ids are words without meaning; clients send them back.
    const differs = (given: string | undefined, own: string, word: string) =>
      given !== undefined && given !== own && !(session.options.compat === 'modern' && given === word);
    const contradicts =
      differs(text.chatId, chatId, 'deprecated') ||
      differs(text.userId, userId, 'deprecated') ||
      differs(text.alias, alias, '0');
    if (contradicts) throw GmsError.of(249);
  }

  #newLimiter(): RateLimiter {
    const { requestsPerSecond, requestBurst } = this.config.gms;
    return new RateLimiter(() => this.#wallClock.now(), requestsPerSecond, requestBurst);
  }

  #partOf(chatId: string): KeptPart | undefined {
    const session = this.sessions.ofChat(chatId);
    if (session === undefined) return undefined;
    return { gms: session.part(this.sessions.isOpen(session)), script: this.#scripted?.partOf(chatId) };
  }

  #resume(chatId: string, part: KeptPart | undefined): void {
    if (part === undefined) return;
    const { gms: kept, script } = part;
    const { service, customer, asyncMode, profile } = kept;
    const options = gmsOptionsOf(this.chats.world, service);
    const parts = { chatId, service, options, customer, asyncMode, profile, kept };
    const session = new GmsSession({ ...parts, ids: this.chats.ids, limiter: this.#newLimiter() });
    this.sessions.resume(session, kept.open);
    this.#follow(session);
    this.present(session);
    if (script !== undefined) this.#scripted?.resume(chatId, script);
  }

  #fail({ faults }: GmsSession): void {
    const { failNext } = faults;
    if (failNext === undefined || failNext.count <= 0) return;
    failNext.count -= 1;
    throw GmsError.injected(failNext.code, failNext.statusCode);
  }

  #follow(session: GmsSession): void {
    this.chats.follow(session.chatId, (news) => {
      for (const listener of this.#newsListeners) listener(session, news);
      if (news.kind === 'forgotten') this.sessions.remove(session);
    });
  }
}
