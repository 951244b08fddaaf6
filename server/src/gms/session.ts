import { createHash } from 'node:crypto';
import type { BayeuxSession } from '../bayeux/session.js';
import type { Presence } from '../chat/index.js';
import type { IdSource } from '../runtime/ids.js';
import type { RateLimiter } from '../runtime/rate-limiter.js';
import { hexId } from '../site/interaction-ids.js';
import type { Profile } from './mock/profile-schema.js';
import type { GmsOptions } from './options.js';
import { type Counts, noCounts } from './push/counters.js';
import type { Subscription } from './push/subscription.js';

/** Keys of one chat that are remembered; with one more the oldest is forgotten. */
const MAX_KEYS = 1000;

/** What a CometD client is known by: the chats that it hears. One client may hear several. */
export interface CometdClient {
  readonly sessions: Set<GmsSession>;
}
export type Listener = BayeuxSession<CometdClient>;

/** Who asked for a chat. */
export interface CustomerDetails {
  readonly nickname: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly subject: string;
  readonly emailAddress: string;
}

export interface SessionParts {
  readonly chatId: string;
  readonly service: string;
  readonly options: GmsOptions;
  readonly customer: CustomerDetails;
  readonly asyncMode: boolean;
  readonly ids: IdSource;
  readonly limiter: RateLimiter;
  readonly profile: Profile | undefined;
  /** How it was before a restart. */
  readonly kept?: SessionPart | undefined;
}

/** What has to be kept of a session, for its customer to find the chat again. */
export interface SessionPart extends Pick<
  GmsSession,
  'service' | 'customer' | 'userId' | 'alias' | 'keys' | 'transport' | 'profile' | 'pushUrl'
> {
  readonly asyncMode: boolean;
  readonly subscription?: Subscription | undefined;
  /** Whether the keys are good: after the customer has left they are not. */
  readonly open: boolean;
}

/** What goes wrong on purpose. */
export interface Faults {
  failNext?: { count: number; readonly statusCode: 1 | 2; readonly code: number };
  delayMs?: number;
}

/** A customer's side of one chat: its secrets, and who hears it. It is not the CometD session, which comes and goes. */
export class GmsSession {
  readonly chatId: string;
  readonly service: string;
  readonly options: GmsOptions;
  readonly customer: CustomerDetails;
  readonly userId: string;
  readonly limiter: RateLimiter;
  /** CometD clients that hear it. */
  readonly listeners = new Set<Listener>();
  readonly faults: Faults = {};
  readonly #ids: IdSource;
  readonly #asyncMode: boolean;
  /** The newest is the last. */
  readonly #keys: string[];
  #alias: string;
  transport: 'rest' | 'cometd';
  /** What the chat has been told last of how the customer is known to be there. */
  toldPresence: Presence | undefined;
  /** Of the mock control API; `undefined` when it is off. */
  readonly profile: Profile | undefined;
  /** Where a profile wants the events of this chat posted to; empty for nowhere. */
  pushUrl: string;
  /** Which device wants to be told of the chat. */
  subscription: Subscription | undefined;
  /** What became of the pushes of this chat. */
  readonly pushes: Counts = noCounts();

  constructor(parts: SessionParts) {
    this.chatId = parts.chatId;
    this.service = parts.service;
    this.options = parts.options;
    this.customer = parts.customer;
    this.limiter = parts.limiter;
    this.profile = parts.profile;
    const { kept } = parts;
    this.pushUrl = kept?.pushUrl ?? parts.profile?.settings.chat.pushUrl ?? '';
    this.subscription = kept?.subscription;
    this.transport = kept?.transport ?? 'rest';
    this.#keys = [...(kept?.keys ?? [])];
    this.#asyncMode = parts.asyncMode;
    this.#ids = parts.ids;
    this.userId = kept?.userId ?? hexId(parts.ids);
    this.#alias = kept?.alias ?? this.#newAlias();
  }

  /** @param open whether its keys are good */
  part(open: boolean): SessionPart {
    const { service, customer, userId, alias, keys, transport, profile, pushUrl, subscription } = this;
    return {
      ...{ service, customer, userId, alias, keys, transport, profile, pushUrl, open },
      asyncMode: this.#asyncMode,
      ...(subscription !== undefined && { subscription }),
    };
  }

  get alias(): string {
    return this.#alias;
  }

  /** Whether a CometD client hears the chat that has not hung up. */
  get isHeard(): boolean {
    return [...this.listeners].some(({ isAway }) => !isAway);
  }

  get secureKey(): string {
    return this.#keys.at(-1) ?? '';
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  /** How the customer is known to be there: whoever hears by CometD need not ask again and again. */
  get presence(): Presence {
    if (this.#asyncMode) return 'unwatched';
    if (this.transport === 'rest') return 'polling';
    return this.listeners.size > 0 ? 'unwatched' : 'away';
  }

  /** @returns the key, and those that are not good any more */
  newKey(): { readonly key: string; readonly revoked: readonly string[] } {
    const digest = createHash('sha256').update(this.#ids.secret()).digest();
    const key = this.options.compat === 'modern' ? digest.toString('base64') : digest.toString('hex').slice(0, 20);
    this.#keys.push(key);
    const kept = this.options.revokeOldKeys ? 1 : MAX_KEYS;
    return { key, revoked: this.#keys.splice(0, Math.max(0, this.#keys.length - kept)) };
  }

  /** The chat moves to another Chat Server. */
  newAlias(): void {
    const before = this.#alias;
    while (this.#alias === before) this.#alias = this.#newAlias();
  }

  #newAlias(): string {
    const digest = createHash('sha256').update(this.#ids.uuid()).digest();
    return String(100 + (digest.readUInt16BE(0) % 900));
  }
}
