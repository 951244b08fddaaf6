import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { middlewareApp, type MiddlewareOptions } from './middleware-app.js';

/** A middleware in a process that is going to be killed. Arguments: its store, CXone, the platform, and what else is set. */
const [, , store = '', cxone = '', hook = '', more = '{}'] = process.argv;
const { byoc, ...options } = JSON.parse(more) as Pick<MiddlewareOptions, 'byoc' | 'channel'>;

const app = await middlewareApp(cxone, hook, {
  // What a process held that is dead is free again after some of these calls.
  byoc: { store, customerBurst: 100_000, callMs: 250, connectMs: 250, attachmentMs: 250, emulator: true, ...byoc },
  ...options,
  logTo: (line) => process.stderr.write(line),
});
await app.listen({ host: '127.0.0.1', port: 0 });
// At once, and not through a stream, which would keep it in a process that is killed.
writeSync(1, `${(app.server.address() as AddressInfo).port}\n`);
