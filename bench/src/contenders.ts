import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './processes.js';

const SERVER = new URL('../../server/dist/main.js', import.meta.url);
const REFERENCE = new URL('./reference/bare-loop.js', import.meta.url);

const QUEUE = '800000';

/** The programs that are measured side by side. */
export const CONTENDERS = {
  'Fusion CTI': (agents: number, queued = 0) =>
    ServerProcess.start(SERVER, [], {
      CTI_PORT: '0',
      CTI_LOG_LEVEL: 'error',
      CTI_WORLD: worldFile(agents, queued),
      CTI_CONFIG: configFile(),
    }),
  /** As in production, where nobody keeps what customers say: without journal and control API. */
  'Fusion CTI chats': () =>
    ServerProcess.start(SERVER, [], {
      CTI_PORT: '0',
      CTI_LOG_LEVEL: 'error',
      CTI_OPEN: 'false',
      CTI_WORLD: file('world.json', {
        defaultAgent: 'a0',
        agents: [{ agentId: 'a0', name: 'Agent', dn: '100000', queues: [], password: 'bench' }],
        queues: [],
        extensions: [],
        subscribers: [],
        contacts: [],
      }),
      CTI_CONFIG: file('config.json', { gms: { requestBurst: 1_000_000, requestsPerSecond: 1_000_000 } }),
    }),
  'bare Fastify + ws': () => ServerProcess.start(REFERENCE, ['fastify'], {}),
  'bare node:http + ws': () => ServerProcess.start(REFERENCE, ['node'], {}),
} as const satisfies Record<string, (agents: number, queued?: number) => Promise<ServerProcess>>;

export type Contender = keyof typeof CONTENDERS;

/** @param queued so many of the agents, from the first, take calls from the queue */
function worldFile(agents: number, queued: number): string {
  return file('world.json', {
    defaultAgent: 'a0',
    agents: Array.from({ length: agents }, (_, n) => ({
      agentId: `a${n}`,
      name: `Agent ${n}`,
      dn: `${100_000 + n}`,
      queues: n < queued ? [QUEUE] : [],
    })),
    queues: [{ dn: QUEUE, name: 'Queue' }],
    extensions: [],
    subscribers: [],
    contacts: [],
  });
}

/** The limit on commands is for people; the load of one agent here is that of hundreds. */
function configFile(): string {
  return file('config.json', { limits: { commandBurst: 1_000_000, commandsPerSecond: 1_000_000 } });
}

function file(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cti-bench-')), name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
