import type { AddressInfo } from 'node:net';
import { compose } from './compose.js';
import { ManualClock, SystemClock } from './runtime/clock.js';
import { ConfigError, readConfig } from './runtime/config.js';
import { SystemIds } from './runtime/ids.js';
import { readWorld, WorldError } from './world/world-file.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const world = await readWorld(config.world);
  const wallClock = new SystemClock();
  // Virtual time starts at the present, because pages compare it with their own.
  const clock = config.clock === 'virtual' ? new ManualClock(wallClock.now()) : wallClock;
  const app = await compose({ config, world, clock, wallClock, ids: new SystemIds(wallClock.now()) });
  app.log.info({ config }, 'configuration');

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      app.log.info({ signal }, 'stopping');
      app.close().catch((error: unknown) => {
        app.log.error({ err: error }, 'stopping failed');
        process.exitCode = 1;
      });
    });
  }

  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  // A line of its own, for people and for programs that start this one.
  process.stdout.write(`Fusion CTI listens on http://${host}:${port}/\n`);
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
