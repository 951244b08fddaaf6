import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { Credentials } from '../runtime/credentials.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { upgradesOf } from '../runtime/upgrades.js';
import type { SignIn } from '../site/sign-in.js';
import type { Chats } from '../site/chats.js';
import type { Site } from '../site/site.js';
import type { Transcripts } from '../site/transcripts.js';
import { ChatFeed } from './chat-feed.js';
import { chatRoutes } from './chat-routes.js';
import { DeskRegistry } from './desk-registry.js';
import { desktopRoutes } from './routes.js';
import { SocketServer } from './socket-server.js';
import type { TicketContent } from './tickets.js';
import { TranscriptSockets } from './transcript-sockets.js';

export interface DesktopOptions {
  readonly site: Site;
  readonly chats: Chats;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** The network's time; the world's is the site's. */
  readonly wallClock: Clock;
  readonly signIn: SignIn;
  readonly transcripts: Transcripts;
}

/** The face for the toolbar: REST commands, WebSocket events, sessions. */
export const desktopPlugin: FastifyPluginAsync<DesktopOptions> = async (app, options) => {
  const { site, chats, config, origins, wallClock, signIn, transcripts } = options;
  const registry = new DeskRegistry(site, config, wallClock, new ChatFeed(chats));
  const tickets = new Credentials<TicketContent>({
    clock: wallClock,
    ids: site.ids,
    lifeMs: config.desktop.ticketMs,
    limit: config.limits.sessions,
  });
  const sockets = new SocketServer({ site, config, origins, wallClock, registry, tickets, log: app.log });

  const transcriptSockets = new TranscriptSockets({ site, config, origins, wallClock, registry, transcripts });

  site.addSessionList(() => registry.summaries());
  site.onReset(() => {
    registry.clear('worldReset');
    tickets.clear();
  });
  upgradesOf(app.server).otherwise((request, stream, head) => sockets.upgrade(request, stream, head));
  upgradesOf(app.server).claim((request, stream, head) => transcriptSockets.claim(request, stream, head));
  app.addHook('preClose', async () => {
    sockets.close();
    transcriptSockets.close();
  });
  await app.register(desktopRoutes, { site, signIn, registry, tickets });
  await app.register(chatRoutes, { chats, registry });
};
