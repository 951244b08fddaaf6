import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { compose } from './compose.js';
import { ManualClock, SystemClock } from './runtime/clock.js';
import { ConfigError, readConfig } from './runtime/config.js';
import { operationsAddress, operationsApp } from './runtime/operations.js';
import { SystemIds } from './runtime/ids.js';
import { Readiness } from './runtime/readiness.js';
import { readWorld, WorldError } from './world/world-file.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const world = await readWorld(config.world);
  const wallClock = new SystemClock();
  // Virtual time starts at the present, because pages compare it with their own.
  const clock = config.clock === 'virtual' ? new ManualClock(wallClock.now()) : wallClock;
  const readiness = new Readiness();
  const inside = operationsAddress(config);
  const operations = inside && operationsApp(config);
  const app = await compose({
    ...{ config, world, clock, wallClock, readiness, ids: new SystemIds(wallClock.now()) },
    ...(operations !== undefined && { operations }),
  });
  app.log.info({ config }, 'configuration');

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      app.log.info({ signal }, 'stopping');
      readiness.drain();
      wallClock.setTimer('drain', config.drainMs, () => {
        app.close().catch((error: unknown) => {
          app.log.error({ err: error }, 'stopping failed');
          process.exitCode = 1;
        });
      });
    });
  }

  await operations?.listen(inside);
  await app.listen({ host: config.host, port: config.port });
  // Lines of their own, for people and for programs that start this one.
  if (operations !== undefined) process.stdout.write(`Figures and support are at ${addressOf(operations)}\n`);
  process.stdout.write(`Fusion CTI listens on ${addressOf(app)}\n`);
}

function addressOf({ server }: FastifyInstance): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof WorldError;
  const text = error instanceof Error ? ((expected ? undefined : error.stack) ?? error.message) : String(error);
  process.stderr.write(`${listenHint(error) ?? text}\n`);
  process.exitCode = 1;
});

function listenHint(error: unknown): string | undefined {
  const { code, port } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') return undefined;
  return `Port ${port} is in use. Stop the other program, or choose another port with CTI_PORT (0 takes any free one).`;
}
