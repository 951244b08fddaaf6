import { collectDefaultMetrics, Registry } from 'prom-client';
import type { FastifyInstance } from 'fastify';
import { CodedError } from './coded-error.js';
import { sameSecret } from './same-secret.js';

let ofProcess: Registry | undefined;

/** Memory, CPU, event loop and garbage collection: of the process, however many servers are in it. */
function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export interface MetricsOptions {
  /** What the parts of this server count. */
  readonly registry: Registry;
  /** Who has it may read, as `Authorization: Bearer …`; empty: in open mode everybody, otherwise nobody. */
  readonly token: string;
  readonly open: boolean;
}

/** `GET /metrics`, as Prometheus reads it. */
export function serveMetrics(app: FastifyInstance, { registry, token, open }: MetricsOptions): void {
  if (!open && token === '') return;
  const expected = `Bearer ${token}`;
  // It counts from now on, and not only from the first look on.
  const ofAll = processRegistry();
  app.get(
    '/metrics',
    { schema: { tags: ['operations'], summary: 'What this process does, for Prometheus' } },
    async ({ headers: { authorization = '' } }, reply) => {
      if (token !== '' && !sameSecret(expected, authorization)) throw new CodedError('metrics-forbidden');
      // What is registered later counts too.
      const both = Registry.merge([ofAll, registry]);
      return reply
        .type(both.contentType)
        .header('cache-control', 'no-store')
        .send(await both.metrics());
    },
  );
}
