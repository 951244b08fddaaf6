import type { FastifyInstance } from 'fastify';
import { CodedError } from './coded-error.js';
import type { Readiness } from './readiness.js';

/** Seconds after which whoever was sent away may ask again. */
export const RETRY_AFTER_SECONDS = '1';

/**
 * `GET /healthz`: restart it when this fails. `GET /readyz`: give it work as long as this is 200. What is broken
 * elsewhere makes it degraded and not dead: a restart would mend nothing.
 * @param isListening of the server that it is about
 */
export function serveHealth(app: FastifyInstance, readiness: Readiness, isListening: () => boolean): void {
  const tags = ['operations'];
  app.get('/healthz', { schema: { tags, summary: 'The process is alive' } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { tags, summary: 'Whether to give it work' } }, async (_request, reply) => {
    if (!isListening()) throw new CodedError('not-ready');
    if (readiness.isDraining) {
      void reply.header('retry-after', RETRY_AFTER_SECONDS);
      throw new CodedError('draining');
    }
    const troubles = await readiness.troubles();
    return troubles.length === 0 ? { status: 'ready' } : { status: 'degraded', troubles };
  });
}

/** While the server closes, requests that still come are sent elsewhere, whatever they want. */
export function refuseWhileClosing(app: FastifyInstance, readiness: Readiness): void {
  app.addHook('preClose', async () => readiness.close());
  app.addHook('onRequest', (_request, reply, done) => {
    if (!readiness.isClosing) {
      done();
      return;
    }
    void reply.headers({ 'retry-after': RETRY_AFTER_SECONDS, connection: 'close' });
    done(new CodedError('draining'));
  });
}
