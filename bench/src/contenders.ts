import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './processes.js';

const SERVER = new URL('../../server/dist/main.js', import.meta.url);
const REFERENCE = new URL('./reference/bare-loop.js', import.meta.url);

/** The programs that are measured side by side. */
export const CONTENDERS = {
  'Fusion CTI': (agents: number) =>
    ServerProcess.start(SERVER, [], {
      CTI_PORT: '0',
      CTI_LOG_LEVEL: 'error',
      CTI_WORLD: worldFile(agents),
      CTI_CONFIG: configFile(),
    }),
  'bare Fastify + ws': () => ServerProcess.start(REFERENCE, ['fastify'], {}),
  'bare node:http + ws': () => ServerProcess.start(REFERENCE, ['node'], {}),
} as const satisfies Record<string, (agents: number) => Promise<ServerProcess>>;

export type Contender = keyof typeof CONTENDERS;

function worldFile(agents: number): string {
  return file('world.json', {
    defaultAgent: 'a0',
    agents: Array.from({ length: agents }, (_, n) => ({
      agentId: `a${n}`,
      name: `Agent ${n}`,
      dn: `${100_000 + n}`,
      queues: [],
    })),
    queues: [],
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
