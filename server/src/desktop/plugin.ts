import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import type { Site } from '../site/site.js';
import { DeskRegistry } from './desk-registry.js';
import { desktopRoutes } from './routes.js';
import { SocketServer } from './socket-server.js';
import { TicketOffice } from './tickets.js';

export interface DesktopOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
}

/** The face for the toolbar: REST commands, WebSocket events, sessions. */
export const desktopPlugin: FastifyPluginAsync<DesktopOptions> = async (app, { site, config, origins }) => {
  const registry = new DeskRegistry(site, config);
  const tickets = new TicketOffice({
    clock: site.clock,
    ids: site.ids,
    lifeMs: config.desktop.ticketMs,
    limit: config.limits.sessions,
  });
  const sockets = new SocketServer({ site, config, origins, registry, tickets, log: app.log });

  site.addSessionList(() => registry.summaries());
  site.onReset(() => {
    registry.clear('worldReset');
    tickets.clear();
  });
  app.server.on('upgrade', (request, stream, head) => sockets.upgrade(request, stream, head));
  app.addHook('preClose', async () => sockets.close());
  await app.register(desktopRoutes, { site, config, registry, tickets });
};
