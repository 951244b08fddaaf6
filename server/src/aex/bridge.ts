import { CodedError } from '../runtime/coded-error.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { AexConfig } from '../runtime/config-aex.js';
import type { IdSource } from '../runtime/ids.js';
import { type Backoff, OutboundGuard, type Resolver } from '../runtime/outbound/index.js';
import { HTTP } from '../runtime/outbound/targets.js';
import type { Lease } from '../runtime/store/index.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import type { ChatBackend, StartedChat } from './backend/chat-backend.js';
import { UpstreamError } from './backend/upstream-error.js';
import type { Caller } from './callers.js';
import { type Channel, channelDigest, type ChatBook, type StoredChat } from './chat-book.js';
import { type Conversation, newConversation } from './core/conversation.js';
import { decide } from './core/decide.js';
import type { BridgeInput, LineVerdict } from './core/inputs.js';
import type { BridgeRules } from './core/rules.js';
import { cleanText, splitText } from './core/split-text.js';
import { BridgeError } from './errors.js';
import { type BridgeLog, LiveChat } from './live-chat.js';
import { NamedLimits } from '../runtime/named-limits.js';
import type { Region } from './regions.js';
import { type InitiateRequest, isShallow, MAX_DEPTH } from './schemas.js';
import { orderOf } from './chat-order.js';

export interface BridgeOptions {
  readonly book: ChatBook;
  readonly backends: ReadonlyMap<string, ChatBackend>;
  readonly regions: ReadonlyMap<string, () => Region>;
  readonly config: AexConfig;
  readonly rules: BridgeRules;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly resolver: Resolver;
  readonly log: BridgeLog;
  readonly metrics: BridgeMetrics;
  /** What stands in X-Cf-App-Instance. */
  readonly instance: string;
  /** Whether others use the same store, or may have left something in it. */
  readonly isShared: boolean;
  readonly onEvents: () => void;
}

/** What became of what a user said. `queued`: it is stored, and will be sent. */
export type SayVerdict = LineVerdict | 'queued' | 'conversation_unknown' | 'wrong_instance' | 'empty' | 'rate_limited';

/** How often somebody else may change a chat between reading and writing it. */
const CONFLICTS = 20;

/** All chats of this process, and the way to those of others. */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #live = new Map<string, LiveChat>();
  /** Chats that are being made, by channel. */
  readonly #making = new Map<string, Promise<string>>();
  readonly #callerLimits: NamedLimits;
  readonly #userLimits: NamedLimits;
  readonly #messageLimits: NamedLimits;
  #leaseTimer: Timer | undefined;
  #pollTimer: Timer | undefined;
  #isDraining = false;

  constructor(options: BridgeOptions) {
    const { config, clock } = options;
    const now = () => clock.now();
    this.#options = options;
    this.#callerLimits = new NamedLimits(now, config.callerPerMinute / 60, config.callerBurst);
    this.#userLimits = new NamedLimits(now, config.userPerMinute / 60, config.userBurst);
    this.#messageLimits = new NamedLimits(now, config.messagesPerSecond, config.messageBurst);
  }

  get instance(): string {
    return this.#options.instance;
  }

  /** The chats that this process has, and that are not over. */
  get open(): Iterable<Conversation> {
    return Array.from(this.#live.values(), ({ chat }) => chat);
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Goes on with what is in the store, and looks again and again whether somebody else has left something. */
  async start(): Promise<void> {
    if (!this.#options.isShared) return;
    await this.#takeOver();
    this.#pollLater();
  }

  /** Begins no more, finishes what is under way, and leaves the chats to others. */
  async close(): Promise<void> {
    this.#isDraining = true;
    this.#leaseTimer?.cancel();
    this.#pollTimer?.cancel();
    const { clock, config } = this.#options;
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => (timer = clock.setTimer('aex drain', config.drainMs, resolve)));
    const all = Promise.allSettled([
      ...this.#making.values(),
      ...[...this.#live.values()].map((live) => live.release()),
    ]);
    await Promise.race([all, late]);
    timer?.cancel();
    for (const live of [...this.#live.values()]) live.abandon();
  }

  /**
   * The conversation of a channel: a new one, or the one that there is.
   * @returns its id
   * @throws BridgeError
   */
  async initiate(caller: Caller, request: InitiateRequest): Promise<string> {
    const { CustomerCode, ConversationId, User, Source } = request.ReturnContext;
    if (this.#isDraining) throw new BridgeError('draining');
    if (!isShallow(request))
      throw new BridgeError('invalid_request', `Nothing may be nested deeper than ${MAX_DEPTH} levels.`);
    const region = this.#regionOf(request.hostname);
    await this.#checkReturn(caller, request.ReturnEndpoints.url);
    const channel = channelDigest(caller.name, CustomerCode, ConversationId, User, Source);
    const making = this.#making.get(channel);
    if (making !== undefined) return making;
    const made = this.#make(caller, channel, region, request).finally(() => this.#making.delete(channel));
    this.#making.set(channel, made);
    return made;
  }

  /** What a user says. It is never said twice, and never lost once it was stored. */
  async say(caller: Caller, id: string, msg: string, instance: string): Promise<SayVerdict> {
    const verdict = await this.#say(caller, id, msg, instance);
    this.#options.metrics.said(verdict);
    return verdict;
  }

  /** Best effort: only who has the chat can. */
  async type(caller: Caller, id: string): Promise<void> {
    const live = this.#live.get(id);
    if (live?.chat.caller !== caller.name) return;
    try {
      await live.type();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
  }

  /** @throws BridgeError `conversation_unknown` */
  async end(caller: Caller, id: string): Promise<void> {
    const input: BridgeInput = { kind: 'close', cause: 'user-ended' };
    const live = this.#live.get(id);
    if (live?.chat.caller === caller.name) return live.apply(input);
    const verdict = await this.#addTo(caller, id, input);
    if (verdict === 'conversation_unknown') throw new BridgeError('conversation_unknown');
  }

  async find(id: string): Promise<Conversation | undefined> {
    return this.#live.get(id)?.chat ?? (await this.#options.book.find(id));
  }

  async #say(caller: Caller, id: string, msg: string, instance: string): Promise<SayVerdict> {
    const { ids, rules, config } = this.#options;
    if (!this.#messageLimits.take(id)) return 'rate_limited';
    const text = cleanText(msg);
    if (text.trim() === '') return 'empty';
    const texts = splitText(text, rules.messageCharacters).map((part) => ({ id: ids.uuid(), text: part }));
    const live = this.#live.get(id);
    if (live?.chat.caller === caller.name) return live.say(texts, config.answerMs);
    const settled = await this.#addTo(caller, id, { kind: 'said', texts });
    if (settled !== 'conversation_unknown') return settled;
    // With the memory of its own, only that instance knows the chat.
    return instance !== '' && instance !== this.instance ? 'wrong_instance' : settled;
  }

  #regionOf(hostname: string): Region {
    const region = this.#options.regions.get(hostname);
    if (region === undefined) throw new BridgeError('host_not_allowed');
    return region();
  }

  /** By its text and by where it leads; that is looked at again for each call. */
  async #checkReturn({ returnTargets }: Caller, url: string): Promise<void> {
    try {
      await new OutboundGuard(returnTargets, this.#options.resolver).admit(url, HTTP);
    } catch (error) {
      if (error instanceof CodedError) throw new BridgeError('return_url_not_allowed', error.message);
      throw error;
    }
  }

  async #make(caller: Caller, channel: string, region: Region, request: InitiateRequest): Promise<string> {
    const { book, clock, config } = this.#options;
    const before = await book.channel(channel);
    if (before !== undefined && before.id !== '' && (await book.live(before.id)) !== undefined) return before.id;
    // Who began to make one and died has not come back for longer than it could have taken.
    const isBeing = before?.id === '' && clock.now() - before.creatingSince < config.callMs * 4;
    if (isBeing) throw new BridgeError('conversation_exists');
    this.#checkLimits(caller, request.ReturnContext.User);
    const begun = await this.#beginChannel(channel, before);
    const started = await this.#started(region, request, channel, begun);
    return this.#adoptNew(caller, channel, begun, region, request, started);
  }

  #checkLimits(caller: Caller, user: string): void {
    const { config } = this.#options;
    const chats = [...this.#live.values()].filter(({ chat }) => chat.caller === caller.name).length;
    const isFine =
      chats < config.chatsPerCaller &&
      this.#userLimits.take(channelDigest(caller.name, user)) &&
      this.#callerLimits.take(caller.name);
    if (!isFine) throw new BridgeError('rate_limited');
  }

  async #beginChannel(channel: string, before: Channel | undefined): Promise<Channel> {
    try {
      return await this.#options.book.beginChannel(channel, this.#options.clock.now(), before);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'store-conflict') throw new BridgeError('conversation_exists');
      throw error;
    }
  }

  async #started(region: Region, request: InitiateRequest, channel: string, begun: Channel): Promise<StartedChat> {
    const { book, log } = this.#options;
    try {
      return await this.#backend(this.#options.config.backend).start(orderOf(region, request));
    } catch (error) {
      await book.forgetChannel(channel, begun);
      if (!(error instanceof UpstreamError)) throw error;
      const { kind, details } = error;
      log.warn({ region: region.domain, kind, ...details }, 'a conversation could not be made');
      throw new BridgeError(details.isTimeout === true ? 'upstream_timeout' : 'upstream_error', details.code);
    }
  }

  async #adoptNew(
    caller: Caller,
    channel: string,
    begun: Channel,
    region: Region,
    request: InitiateRequest,
    started: StartedChat,
  ): Promise<string> {
    const { book, clock, config, rules, log } = this.#options;
    const { id, guestId, session } = started;
    const { url, token } = request.ReturnEndpoints;
    const returnTo = { url, token, context: request.ReturnContext };
    const parts = { id, guestId, session, returnTo, channel, caller: caller.name, region: region.domain };
    const chat = newConversation({ ...parts, backend: config.backend }, clock.now(), rules.giveUpMs);
    try {
      const lease = await this.#lease(id);
      if (lease === undefined) throw new BridgeError('conversation_exists');
      await this.#adopt(await book.begin(chat, begun, lease), lease, false);
    } catch (error) {
      log.error({ err: error, conversation: id }, 'a new conversation could not be stored');
      // Nobody would ever end it.
      await this.#backend(config.backend).link(region, started).end();
      throw error;
    }
    log.info({ conversation: id, caller: caller.name, region: region.domain }, 'a conversation began');
    return id;
  }

  /** Adds something to a chat that another process owns, or nobody at the moment: the owner finds it. */
  async #addTo(caller: Caller, id: string, input: BridgeInput): Promise<SayVerdict> {
    const { book, rules, clock, random } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const stored = await book.live(id);
      if (stored?.chat.caller !== caller.name) {
        const done = stored === undefined ? await book.find(id) : undefined;
        return done?.caller === caller.name ? 'conversation_ended' : 'conversation_unknown';
      }
      const decided = decide(stored.chat, input, { rules, now: clock.now(), random, isOwner: false });
      const [refused] = decided.effects.flatMap((effect) => (effect.kind === 'settled' ? [effect.verdict] : []));
      if (refused !== undefined) return refused;
      try {
        await book.save(stored, decided.chat, decided.events, undefined);
        return 'queued';
      } catch (error) {
        const isConflict = error instanceof CodedError && error.code === 'store-conflict';
        if (!isConflict || attempt >= CONFLICTS) throw error;
      }
    }
  }

  #backend(name: string): ChatBackend {
    const backend = this.#options.backends.get(name);
    if (backend === undefined) throw new Error(`There is no back end ${name}`);
    return backend;
  }

  async #lease(id: string): Promise<Lease | undefined> {
    const { book, config, instance } = this.#options;
    return book.store.leases.acquire(leaseName(id), instance, config.leaseMs);
  }

  async #adopt(stored: StoredChat, lease: Lease, isResumed: boolean): Promise<void> {
    const { regions, config } = this.#options;
    const { id, guestId, session, region, backend } = stored.chat;
    const found = regions.get(region);
    if (found === undefined) throw new Error(`Chat ${id} is in a region that is configured no more`);
    const link = this.#backend(backend).link(found(), { id, guestId, session });
    const onOver = (live: LiveChat) => {
      if (this.#live.get(id) === live) this.#live.delete(id);
    };
    const live = new LiveChat(stored, lease, { ...this.#options, link, silenceMs: config.silenceMs, onOver });
    this.#live.set(id, live);
    this.#leaseTimer ??= this.#renewLater();
    await live.start(isResumed);
  }

  /** All chats that nobody owns. */
  async #takeOver(): Promise<void> {
    const { book, log } = this.#options;
    for (let after = ''; ;) {
      const ids = await book.liveIds(after);
      for (const id of ids) {
        if (this.#isDraining) return;
        await this.#takeOverOne(id).catch((error: unknown) => {
          log.error({ err: error, conversation: id }, 'a conversation could not be taken over');
        });
      }
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  async #takeOverOne(id: string): Promise<void> {
    const { book, log, metrics } = this.#options;
    if (this.#live.has(id) || (await book.store.leases.holder(leaseName(id))) !== undefined) return;
    const lease = await this.#lease(id);
    if (lease === undefined) return;
    const stored = await book.live(id);
    if (stored === undefined) return book.store.leases.release(lease);
    log.info({ conversation: id }, 'a conversation was taken over');
    metrics.tookOver();
    await this.#adopt(stored, lease, true);
  }

  #renewLater(): Timer {
    const { clock, config } = this.#options;
    return clock.setTimer('aex leases', Math.ceil(config.leaseMs / 3), () => {
      void this.#renewLeases().finally(() => {
        this.#leaseTimer = this.#isDraining || this.#live.size === 0 ? undefined : this.#renewLater();
      });
    });
  }

  async #renewLeases(): Promise<void> {
    await Promise.all([...this.#live.values()].map((live) => this.#renew(live)));
  }

  async #renew(live: LiveChat): Promise<void> {
    const { book, config, log } = this.#options;
    try {
      const lease = await book.store.leases.renew(live.lease, config.leaseMs);
      if (lease !== undefined) live.lease = lease;
      else live.abandon();
    } catch (error) {
      // Its writes carry the fence: as long as nobody else has the chat, it goes on.
      log.warn({ err: error, conversation: live.chat.id }, 'a lease could not be renewed');
    }
  }

  #pollLater(): void {
    const { clock, config, log } = this.#options;
    this.#pollTimer = clock.setTimer('aex poll', config.pollMs, () => {
      void this.#poll()
        .catch((error: unknown) => log.error({ err: error }, 'looking for left conversations failed'))
        .finally(() => {
          if (!this.#isDraining) this.#pollLater();
        });
    });
  }

  async #poll(): Promise<void> {
    const { book, clock, config } = this.#options;
    await Promise.all([...this.#live.values()].map((live) => live.refresh()));
    await this.#takeOver();
    await book.forgetDone(clock.now() - config.retentionMs);
    this.#options.onEvents();
  }
}

function leaseName(id: string): string {
  return `aex/chat/${id}`;
}
