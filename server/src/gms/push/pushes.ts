import { readFileSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import type { ChatEvent, ChatNews, UserData } from '../../chat/index.js';
import type { Clock } from '../../runtime/clock.js';
import {
  BACKOFF,
  backoffMs,
  OutboundGuard,
  OutboundHttp,
  OutboundHttp2,
  SystemResolver,
  trusting,
} from '../../runtime/outbound/index.js';
import type { GmsServer } from '../gms-server.js';
import type { GmsSession } from '../session.js';
import { ApnsSender } from './apns-sender.js';
import { type CountedType, type Count, PushCounters } from './counters.js';
import { FcmSender } from './fcm-sender.js';
import { HttpSender } from './http-sender.js';
import { Lanes } from './lanes.js';
import { isPushEvent, type Notice } from './notice.js';
import { idleNotice, noticeOf } from './notices.js';
import { PushOptions, type PushOptionName, pushTargets } from './options.js';
import { PushQueue } from './push-queue.js';
import { ofError, type Outcome, type Push, type Sender } from './sender.js';
import { type Subscription, subscriptionIn } from './subscription.js';

/** [A] Tries of what is to be tried again. */
const ATTEMPTS = 5;
/** Lanes bound how many come back at once, so chance need not. */
const PAUSES = { ...BACKOFF, firstMs: 1000, jitter: 0 };
const CALL_TIMES = { connectMs: 3000, totalMs: 5000 };

export interface PushesOptions {
  readonly gms: GmsServer;
  /** The network's time. */
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}

/** Where a push goes, and how often it is tried. */
interface Route {
  readonly type: CountedType;
  readonly sender: Sender;
  readonly push: Push;
  readonly attempts: number;
  readonly pauseMs?: number;
}

/**
 * Tells devices of chats: by Google's and Apple's services and by addresses of the operator. All of it happens beside
 * the chats: whatever a target does, no chat waits for it.
 */
export class Pushes {
  readonly counters = new PushCounters();
  readonly #gms: GmsServer;
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  readonly #options: PushOptions;
  readonly #http: OutboundHttp;
  readonly #http2: OutboundHttp2;
  readonly #senders: Readonly<Record<Subscription['type'], Sender>>;
  readonly #lanes = new Lanes();
  readonly #queues = new Map<string, PushQueue>();

  /** @throws ConfigError */
  constructor({ gms, clock, log }: PushesOptions) {
    const {
      open,
      gms: { push },
    } = gms.config;
    this.#gms = gms;
    this.#clock = clock;
    this.#log = log;
    this.#options = new PushOptions(push);
    const outbound = {
      guard: new OutboundGuard(pushTargets(this.#options, push, open), new SystemResolver()),
      clock,
      times: CALL_TIMES,
      ...(push.authorities !== undefined &&
        push.authorities !== '' && { trust: trusting([readFileSync(push.authorities, 'utf8')]) }),
    };
    this.#http = new OutboundHttp(outbound);
    this.#http2 = new OutboundHttp2(outbound);
    this.#senders = {
      fcm: new FcmSender(this.#http, clock, this.#options),
      ios: new ApnsSender(this.#http2, clock, this.#options),
      customhttp: new HttpSender(this.#http),
    };
    gms.onHearing((session, { userData }) => this.#subscribe(session, userData));
    // No device hears of what is not safe.
    gms.onNews((session, news) => {
      if (news.kind === 'event' || news.kind === 'idle') gms.chats.whenSafe(() => this.#hear(session, news));
    });
    gms.chats.onReset(() => this.#closeQueues());
  }

  close(): void {
    this.#closeQueues();
    this.#http.close();
    this.#http2.close();
  }

  /** Takes what a request's user data says of a device; where it says nothing, all stays as it is. */
  #subscribe(session: GmsSession, userData: UserData): void {
    const wanted = subscriptionIn(userData);
    if (wanted === undefined) return;
    if (typeof wanted === 'string') {
      this.#log.warn({ type: wanted }, 'there are no push notifications of this type');
      return;
    }
    if (!this.#options.list('pushEnabled', 'comet').has(wanted.type)) {
      this.#log.warn({ type: wanted.type }, 'push notifications of this type are not enabled');
      return;
    }
    session.subscription = wanted;
  }

  /** A client that heard the chat has gone and says up to where it has read: its device is told of the rest. */
  left(session: GmsSession, seenUpTo: number): void {
    // Elsewhere everything has been pushed when it happened.
    if (session.options.push_notification_to_active_client) return;
    for (const event of this.#gms.chats.server.transcript(session.chatId, seenUpTo + 1)) this.#tell(session, event);
  }

  #hear(session: GmsSession, news: Extract<ChatNews, { readonly kind: 'event' | 'idle' }>): void {
    if (news.kind === 'event') {
      this.#tell(session, news.event);
      this.#tellProfile(session, news.event);
    } else {
      this.#toDevice(session, (secrets) => idleNotice(this.#gms, session, news.what, secrets));
    }
  }

  #tell(session: GmsSession, event: ChatEvent): void {
    const { type, visibility, from } = event;
    const own = from.participantId === 1 && session.subscription?.notifyRequestor !== true;
    if (visibility !== 'all' || own || !isPushEvent(type)) return;
    this.#toDevice(session, (content) => noticeOf(this.#gms, session, event, content));
  }

  #toDevice(session: GmsSession, notice: (content: ReadonlySet<string>) => Notice): void {
    const { subscription, options } = session;
    if (subscription === undefined) return;
    if (!options.push_notification_to_active_client && session.isHeard) return;
    const { type, deviceId, debug, resend } = subscription;
    const content = this.#options.list('flex-push-content', 'session-id, user-id');
    const told = notice(content);
    const asker = { event: told.event, debug, ...this.#providerOf(subscription) };
    const isHttp = type === 'customhttp';
    const push: Push = {
      deviceId,
      notice: told,
      debug,
      includePayload: subscription.includePayload || options.push_notification_include_payload,
      option: (name: PushOptionName) => this.#options.find(name, asker),
    };
    this.#send(session, {
      type,
      sender: this.#senders[type],
      push,
      attempts: isHttp && !resend ? 1 : ATTEMPTS,
      ...(isHttp && { pauseMs: this.#options.seconds('flex-push-resend-delay', 15) * 1000 }),
    });
  }

  /** [A] The device of a provider that is not there is told by way of the default one. */
  #providerOf({ provider }: Subscription): { provider?: string } {
    return provider !== undefined && this.#options.hasProvider(provider) ? { provider } : {};
  }

  /** What others do in a chat is posted to the address of its profile, as aura-mocks does it. */
  #tellProfile(session: GmsSession, event: ChatEvent): void {
    const { pushUrl, chatId } = session;
    if (pushUrl === '' || event.visibility !== 'all' || event.from.participantId === 1) return;
    const { userData = {} } = this.#gms.chats.chat(chatId) ?? {};
    const content = this.#options.list('flex-push-content', 'session-id, user-id');
    const push: Push = {
      deviceId: userData.GCTI_GMS_PushDeviceId ?? userData.push_notification_deviceid ?? chatId,
      notice: noticeOf(this.#gms, session, event, content),
      debug: false,
      includePayload: true,
      option: (name) => (name === 'customhttp.url' ? pushUrl : undefined),
    };
    this.#send(session, { type: 'profile', sender: this.#senders.customhttp, push, attempts: 1 });
  }

  #send(session: GmsSession, { type, sender, push, attempts, pauseMs }: Route): void {
    const name = `${session.chatId} ${type}`;
    const queue = this.#queues.get(name) ?? new PushQueue(this.#clock, name);
    this.#queues.set(name, queue);
    const count = (what: Count) => {
      this.counters.byType[type][what] += 1;
      session.pushes[what] += 1;
    };
    queue.add({
      attempts,
      attempt: () => this.#attempt(sender, push),
      pauseMs: (attempt, outcome) =>
        (outcome.kind === 'later' ? outcome.afterMs : undefined) ?? pauseMs ?? backoffMs(attempt, PAUSES, () => 0),
      onRetry: () => count('retried'),
      onDone: (outcome) => {
        if (queue.isEmpty) this.#queues.delete(name);
        count(outcome === undefined ? 'dropped' : outcome.kind === 'delivered' ? 'sent' : 'failed');
        if (outcome === undefined || outcome.kind === 'delivered') return;
        this.#log.warn({ type, event: push.notice.event, why: outcome.why }, 'a push notification did not arrive');
        if (outcome.kind !== 'gone' || session.subscription?.deviceId !== push.deviceId) return;
        session.subscription = undefined;
        this.#gms.chats.changed(session.chatId);
      },
    });
  }

  async #attempt(sender: Sender, push: Push): Promise<Outcome> {
    try {
      return await this.#lanes.run(sender.laneOf(push), async () => sender.send(push));
    } catch (error) {
      return ofError(error, (unknown) => this.#log.error({ err: unknown }, 'a push notification failed'));
    }
  }

  #closeQueues(): void {
    for (const queue of this.#queues.values()) queue.close();
    this.#queues.clear();
  }
}
