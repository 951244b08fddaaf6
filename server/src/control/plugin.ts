import type { FastifyPluginAsync } from 'fastify';
import { callRoutes } from './call-routes.js';
import { chatRoutes } from './chat-routes.js';
import { clockRoutes } from './clock-routes.js';
import { logRoutes } from './log-routes.js';
import type { ControlOptions } from './options.js';
import { switchRoutes } from './switch-routes.js';
import { worldRoutes } from './world-routes.js';

/**
 * The harness's hand in the world: rings agents, acts as their customers, breaks the switch, moves time, and tells what happened. It is
 * there in open mode only.
 */
export const controlPlugin: FastifyPluginAsync<ControlOptions> = async (app, options) => {
  await app.register(callRoutes, options);
  await app.register(chatRoutes, options);
  await app.register(switchRoutes, options);
  await app.register(worldRoutes, options);
  await app.register(clockRoutes, options);
  await app.register(logRoutes, options);
};
