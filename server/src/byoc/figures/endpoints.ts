import type { FastifyInstance } from 'fastify';
import type { ByocMetrics } from './byoc-metrics.js';

/** Routes, below the middleware's path, by the words under which they are counted. Others are not counted. */
export const ENDPOINTS: Readonly<Record<string, string>> = {
  '/integration/box/1.0/token': 'token',
  '/integration/box/oauth/token': 'token',
  '/integration/box/1.0/posts/:post/messages': 'reply',
  '/integration/box/2.0/channel/:channel/outbound': 'outbound',
  '/integration/box/1.0/channel/:channel/thread/:thread/sender-action': 'typing',
  '/integration/box/1.0/channel/:channel/recipients/validation': 'validation',
  '/channels/:channel/events': 'events',
};

/** Counts what is asked, and how long it took to answer, from the head of a request to the end of its answer. */
export function countAnswers(app: FastifyInstance, path: string, metrics: ByocMetrics): void {
  app.addHook('onResponse', async ({ routeOptions: { url = '' } }, { statusCode, elapsedTime }) => {
    const endpoint = ENDPOINTS[url.slice(path.length)];
    if (endpoint !== undefined) metrics.answered(endpoint, statusCode, elapsedTime / 1000);
  });
}
