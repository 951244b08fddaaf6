import type { AddressInfo } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { Chats } from '../site/chats.js';
import { BridgeClient } from './bridge-client.js';
import { Platform } from './platform.js';
import { botRoutes, PUBLISH_PATH } from './routes.js';

export interface BotPluginOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
}

/** An emulated assistant platform, AEX, for the bot page. Only when the world has an organisation of Genesys Cloud. */
export const botPlugin: FastifyPluginAsync<BotPluginOptions> = async (app, { chats, config, wallClock }) => {
  const settings = chats.world.data.genesysCloud;
  if (settings === undefined) return;
  const base = () => {
    const { address, port } = app.server.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  };
  const bridge = new BridgeClient({ config: config.aex, clock: wallClock, base });
  const publishUrl = () => base() + PUBLISH_PATH;
  const platform = new Platform({ chats, settings, bridge, wallClock, publishUrl, log: app.log });
  chats.onReset(() => platform.clear());
  app.addHook('preClose', async () => bridge.close());
  await app.register(botRoutes, { platform, chats, wallClock });
};
