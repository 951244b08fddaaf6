import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import type { Chats } from '../site/chats.js';
import type { GenesysCloudSettings } from '../world/genesys-cloud-settings.js';
import { CloudError } from './errors.js';
import { RequestFaults } from './harness/request-faults.js';
import { MessagingSessions } from './messaging/sessions.js';
import { AccessTokens } from './oauth/access-tokens.js';
import { type GenesysCloudOptions, optionsOf } from './options.js';
import { Organization } from './organization.js';
import { Signer } from './signer.js';
import { Conversations } from './webchat/conversations.js';

export interface CloudParts {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
  readonly settings: GenesysCloudSettings;
}

/** The organisation, running: what all of its doors have in common. */
export class Cloud {
  readonly chats: Chats;
  readonly config: Config;
  readonly wallClock: Clock;
  readonly options: GenesysCloudOptions;
  readonly organization: Organization;
  readonly signer: Signer;
  readonly tokens: AccessTokens;
  readonly conversations: Conversations;
  readonly messaging: MessagingSessions;
  readonly faults: RequestFaults;
  readonly #creates: RateLimiter;

  constructor({ chats, config, wallClock, settings }: CloudParts) {
    const { clock, ids, world } = chats;
    const { createBurst, createsPerSecond } = config.genesysCloud;
    this.chats = chats;
    this.config = config;
    this.wallClock = wallClock;
    this.options = optionsOf(world);
    this.organization = new Organization(settings);
    this.signer = new Signer(clock, ids);
    this.faults = new RequestFaults();
    this.tokens = new AccessTokens({
      clients: settings.clients ?? [],
      options: this.options,
      clock,
      wallClock,
      ids,
      burst: config.limits.signInBurst,
    });
    this.conversations = new Conversations({ chats, config, wallClock, options: this.options });
    this.messaging = new MessagingSessions({ chats, config, wallClock, options: this.options });
    this.#creates = new RateLimiter(() => wallClock.now(), createsPerSecond, createBurst);
    chats.onReset(() => {
      this.tokens.clear();
      this.conversations.clear();
      this.messaging.clear();
      this.faults.clear();
    });
  }

  /** @throws CloudError when too many guests come at once */
  countNewcomer(): void {
    if (!this.#creates.take()) throw CloudError.tooMany(1);
  }
}
