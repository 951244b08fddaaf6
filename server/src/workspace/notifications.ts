import type { FastifyBaseLogger } from 'fastify';
import { subscriptionsFor } from '../bayeux/channels.js';
import { bayeuxError } from '../bayeux/errors.js';
import { accept, refuse, type Verdict } from '../bayeux/options.js';
import { BayeuxServer } from '../bayeux/server.js';
import type { BayeuxSession } from '../bayeux/session.js';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { Site } from '../site/site.js';
import type { FaceJournal } from './face-journal.js';
import { BASE_PATH, INITIALIZATION_CHANNEL, VOICE_CHANNEL } from './paths.js';
import type { VoiceMessage } from './projection.js';
import type { WorkspaceSession } from './session.js';
import type { SessionRegistry } from './session-registry.js';
import { configurationOf, userOf } from './user.js';

type Client = BayeuxSession<WorkspaceSession>;
type ChannelMessage = Readonly<Record<string, unknown>> & { readonly messageType: string };

export interface NotificationOptions {
  readonly site: Site;
  readonly config: Config;
  readonly wallClock: Clock;
  readonly journal: FaceJournal;
  readonly log: FastifyBaseLogger;
}

/** What clients hear: Bayeux channels, each session's its own. */
export class Notifications {
  readonly server: BayeuxServer<WorkspaceSession>;
  readonly #site: Site;
  readonly #config: Config;
  readonly #journal: FaceJournal;
  #registry: SessionRegistry | undefined;

  constructor({ site, config, wallClock, journal, log }: NotificationOptions) {
    this.#site = site;
    this.#config = config;
    this.#journal = journal;
    this.server = new BayeuxServer<WorkspaceSession>({
      clock: wallClock,
      ids: site.ids,
      log,
      sessions: config.limits.sessions,
      sockets: config.limits.sockets,
      socketBacklogBytes: config.limits.socketBacklogBytes,
      onHandshake: (_message, { headers }) => this.#judgeClient(this.#registry?.find(headers)),
      // The cookie is asked for each time: a client id that has leaked is worth nothing.
      mayUse: ({ context }, { headers }) => this.#registry?.find(headers) === context,
      onSubscribe: (client, subscription) => this.#judgeSubscription(client, subscription),
      onSessionAdded: (client) => {
        journal.asked(client.context.agent, 'connect');
        this.#registry?.attach(client.context, client);
      },
      onSessionRemoved: (client) => {
        journal.asked(client.context.agent, 'disconnect');
        this.#registry?.detach(client.context, client);
      },
    });
  }

  /** Whose sessions these are: the registry tells clients through here, so it comes second. */
  serve(registry: SessionRegistry): void {
    this.#registry = registry;
  }

  /** To all clients of one session, and to nobody else. */
  notify(session: WorkspaceSession, message: VoiceMessage): void {
    const { agent, clients } = session;
    if ([...clients].some((client) => client.isSubscribed(VOICE_CHANNEL)))
      this.#journal.told(agent, message.messageType, message);
    this.server.publish(VOICE_CHANNEL, message, clients);
  }

  #judgeClient(session: WorkspaceSession | undefined): Verdict<WorkspaceSession> {
    if (session === undefined) return refuse(bayeuxError('handshake_forbidden'));
    if (session.clients.size >= this.#config.workspace.clientsPerSession)
      return refuse(bayeuxError('too_many_sessions'));
    return accept(session);
  }

  /**
   * Channels of the API that nothing happens on here may be subscribed to: programs subscribe to all that they know.
   * Who subscribes hears how things are at that moment, so that whoever comes late or back has missed nothing.
   */
  #judgeSubscription(client: Client, subscription: string): Verdict {
    const covers = (channel: string) => subscriptionsFor(channel).includes(subscription);
    const known = [INITIALIZATION_CHANNEL, VOICE_CHANNEL].filter(covers);
    if (known.length === 0 && !subscription.startsWith(`${BASE_PATH}/`)) {
      return refuse(bayeuxError('subscription_forbidden', subscription));
    }
    if (known.includes(INITIALIZATION_CHANNEL)) this.#tellInitialization(client);
    if (known.includes(VOICE_CHANNEL)) {
      const { activeLine } = client.context;
      for (const message of activeLine?.book.all(this.#site.clock.now()) ?? [])
        this.#deliver(client, VOICE_CHANNEL, message);
    }
    return accept();
  }

  /** Everything is there at once, but clients expect it to take a while. */
  #tellInitialization(client: Client): void {
    const submittedAt = this.#site.clock.now();
    const data = { user: userOf(client.context, submittedAt), configuration: configurationOf(this.#site.world) };
    this.#deliver(client, INITIALIZATION_CHANNEL, {
      messageType: 'WorkspaceInitializationProgress',
      state: 'Executing',
      submittedAt,
      progress: { percentComplete: 50 },
    });
    this.#deliver(client, INITIALIZATION_CHANNEL, {
      messageType: 'WorkspaceInitializationComplete',
      state: 'Complete',
      submittedAt,
      data,
    });
  }

  /** To one client alone. */
  #deliver(client: Client, channel: string, message: ChannelMessage): void {
    this.#journal.told(client.context.agent, message.messageType, message);
    client.deliver(channel, message);
  }
}
