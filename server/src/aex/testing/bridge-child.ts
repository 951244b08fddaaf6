import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { bridgeApp } from './bridge-app.js';

/** A bridge in a process that is going to be killed. Arguments: the folder of its store, the address of the cloud. */
const [, , store = '', emulator = ''] = process.argv;

const app = await bridgeApp({ aex: { store, emulator }, logTo: (line) => process.stderr.write(line) });
await app.listen({ host: '127.0.0.1', port: 0 });
// At once, and not through a stream, which would keep it in a process that is killed.
writeSync(1, `${(app.server.address() as AddressInfo).port}\n`);
