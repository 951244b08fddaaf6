import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { LOOPBACK_TARGETS, OutboundGuard, OutboundHttp, type Resolver } from '../runtime/outbound/index.js';
import type { Chats } from '../site/chats.js';
import type { CxoneSettings } from '../world/cxone-settings.js';
import { AccessTokens, type Holder } from './auth/access-tokens.js';
import { IdTokens } from './auth/id-tokens.js';
import { CallbackClient } from './callbacks/callback-client.js';
import { CallbackFaults } from './callbacks/callback-faults.js';
import { CallbackLog } from './callbacks/callback-log.js';
import { Deliveries } from './callbacks/deliveries.js';
import { Integration } from './callbacks/integration.js';
import { RequestFaults } from './emulator/request-faults.js';
import { Snapshots } from './emulator/snapshots.js';
import { Attachments } from './engagement/attachments.js';
import { Book } from './engagement/book.js';
import { CaseDesk } from './engagement/case-desk.js';
import { Intake } from './engagement/intake.js';
import { OneTimeTokens } from './engagement/one-time-tokens.js';
import { DeError } from './errors.js';
import { type CxoneOptions, optionsOf } from './options.js';
import { Throttle } from './throttle.js';

export interface TenantParts {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
  readonly settings: CxoneSettings;
  readonly resolver: Resolver;
  /** Where this server is, as others on this machine reach it. */
  readonly ownUrl: () => string;
  /** Where the integration box of this server's own middleware is. */
  readonly ownBox: () => string;
  readonly warn: (facts: object, text: string) => void;
}

/** The tenant, running: what all of its doors have in common. */
export class Tenant {
  readonly chats: Chats;
  readonly settings: CxoneSettings;
  readonly options: CxoneOptions;
  readonly tokens: AccessTokens;
  readonly idTokens: IdTokens;
  readonly oneTimeTokens: OneTimeTokens;
  readonly throttle: Throttle;
  readonly book: Book;
  readonly attachments: Attachments;
  readonly intake: Intake;
  readonly desk: CaseDesk;
  readonly client: CallbackClient;
  readonly deliveries: Deliveries;
  readonly callbacks = new CallbackLog();
  readonly callbackFaults = new CallbackFaults();
  readonly faults = new RequestFaults();
  readonly snapshots = new Snapshots();
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly #ownUrl: () => string;
  readonly #http: OutboundHttp;

  constructor({ chats, config, wallClock, settings, resolver, ownUrl, ownBox, warn }: TenantParts) {
    const { clock, ids, world, journal } = chats;
    const options = optionsOf(world);
    this.chats = chats;
    this.settings = settings;
    this.options = options;
    this.#ownUrl = ownUrl;
    const { signInBurst: burst } = config.limits;
    this.tokens = new AccessTokens({ settings, options, clock, wallClock, ids, burst });
    this.idTokens = new IdTokens(settings, clock);
    this.oneTimeTokens = new OneTimeTokens(clock, ids, options);
    this.throttle = new Throttle(() => wallClock.now(), options);
    this.book = new Book(settings, clock, ids);
    this.attachments = new Attachments({ clock, ids, options, url: () => this.url });
    this.integrations = new Map(settings.integrations.map((one) => [one.id, new Integration(one, options, ownBox)]));

    const targets = [...(config.open ? LOOPBACK_TARGETS : []), ...(settings.targets ?? [])];
    const { callbackTimeoutMs: totalMs } = options;
    const guard = new OutboundGuard(targets, resolver);
    this.#http = new OutboundHttp({ guard, clock: wallClock, times: { connectMs: totalMs, totalMs } });
    this.client = new CallbackClient({
      http: this.#http,
      options,
      log: this.callbacks,
      journal,
      faults: this.callbackFaults,
      clock,
      wallClock,
      warn,
    });
    this.deliveries = new Deliveries({
      settings,
      options,
      book: this.book,
      attachments: this.attachments,
      client: this.client,
      faults: this.callbackFaults,
      integrationOf: ({ channelIntegrationId }) => this.integrations.get(channelIntegrationId),
      failed: (message, reason) => this.desk.failed(message, reason),
      now: () => clock.now(),
      warn,
    });
    this.desk = new CaseDesk({
      chats,
      book: this.book,
      attachments: this.attachments,
      options,
      serviceOf: (id) => this.integrations.get(id)?.form.service ?? '',
      outbox: this.deliveries,
    });
    this.intake = new Intake(this.book, this.desk, options);
    chats.onReset(() => this.clear());
  }

  /** Where the face is, as others reach it. */
  get url(): string {
    return this.settings.externalUrl?.replace(/\/+$/, '') ?? this.#ownUrl();
  }

  /** @throws DeError unless the token is good, and its user may do this */
  authorize(header: string | undefined, access: 'read' | 'write'): Holder {
    const holder = this.tokens.check(header);
    if (access === 'write' && holder.access === 'read') throw DeError.of('permissionDenied');
    return holder;
  }

  /** As in the beginning, and nobody signed in. */
  clear(): void {
    for (const part of [this.tokens, this.oneTimeTokens, this.throttle, this.book, this.attachments]) part.clear();
    for (const part of [this.intake, this.desk, this.deliveries, this.callbackFaults, this.faults]) part.clear();
    this.callbacks.clear();
    for (const integration of this.integrations.values()) integration.reset();
  }

  close(): void {
    this.deliveries.clear();
    this.#http.close();
  }
}
