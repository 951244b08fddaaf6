import { chatWorld } from '../chat-world.js';
import { Generator } from '../processes.js';
import { OurServers } from '../our-servers.js';
import { type Figure, percentile } from '../report.js';

const PER_SECOND = 100;
const AGENTS = 5;
const MORE = 1000;
const PLENTY = 1_000_000;
const WARM_UP_SECONDS = 3;

/**
 * The bridge from AEX between users of a bot and real screens of agents at the emulated Genesys Cloud: each in a process
 * of its own, the bridge with its store on disk. Beside it, in the same run, guests who need no bridge.
 */
export async function benchAex({
  conversations,
  seconds,
}: {
  conversations: number;
  seconds: number;
}): Promise<Figure[]> {
  const servers = new OurServers('aex');
  const cloud = await servers.start('cloud', CLOUD, 'generator', worldOf());
  const bridge = await servers.start(
    'bridge',
    {
      aex: {
        ...{ alone: true, store: servers.place('store'), emulator: `http://127.0.0.1:${cloud.port}/genesys-cloud` },
        ...{ callerBurst: PLENTY, userBurst: PLENTY, messageBurst: PLENTY, messagesPerSecond: PLENTY },
      },
    },
    'server',
  );
  const generator = new Generator();
  try {
    const talk = async (direct: boolean, forSeconds: number) => {
      const { aex } = await generator.order({ kind: 'aexTalk', seconds: forSeconds, perSecond: PER_SECOND, direct });
      if (aex === undefined) throw new Error('There are no figures');
      return aex;
    };
    await generator.order({ kind: 'aexBegin', bridge: bridge.port, cloud: cloud.port, agents: AGENTS, conversations });
    await talk(false, WARM_UP_SECONDS);
    const cpuBefore = bridge.cpuSeconds;
    const own = await talk(false, seconds);
    const cpuPerMessage = (1e6 * (bridge.cpuSeconds - cpuBefore)) / (2 * PER_SECOND * seconds);
    await generator.order({ kind: 'aexGuests', conversations });
    await talk(true, WARM_UP_SECONDS);
    const direct = await talk(true, seconds);
    const before = bridge.memoryMiB;
    await generator.order({ kind: 'aexMore', conversations: MORE });
    await talk(false, WARM_UP_SECONDS);
    const perChat = ((bridge.memoryMiB - before) * 1024) / MORE;

    const at = `${conversations} conversations, ${PER_SECOND} messages/s each way`;
    const both = (what: string, values: readonly number[], beside: readonly number[]): Figure[] =>
      [50, 99].map((percent) => ({
        what: `${what}, p${percent}, ${at}`,
        value: percentile(values, percent),
        unit: 'ms',
        note: `without a bridge ${percentile(beside, percent).toFixed(1)} ms`,
      }));
    return [
      ...both('bridge: user message to agent screen', own.toScreen, direct.toScreen),
      ...both('bridge: agent message to publish', own.toUser, direct.toUser),
      ...both('bridge: message answered', own.answers, direct.answers),
      {
        what: `bridge: message answered, p99 beyond the time of Genesys Cloud, ${at}`,
        value: percentile(own.answers, 99) - percentile(direct.answers, 99),
        unit: 'ms',
        budget: { max: 100 },
      },
      {
        what: `bridge: memory per conversation, ${MORE} more of them`,
        value: perChat,
        unit: 'KiB',
        budget: { max: 64 },
      },
      { what: `bridge: CPU per message, ${at}`, value: cpuPerMessage, unit: 'µs' },
    ];
  } finally {
    generator.stop();
    await bridge.stop();
    await cloud.stop();
    servers.forget();
  }
}

const CLOUD = {
  limits: { commandBurst: PLENTY, commandsPerSecond: PLENTY },
  genesysCloud: { createBurst: PLENTY, createsPerSecond: PLENTY },
  aex: { enabled: false },
};

function worldOf(): object {
  return chatWorld(AGENTS, {
    genesysCloud: {
      organizationId: '00000000-0000-4000-8000-000000000000',
      deployments: [{ id: '00000000-0000-4000-8000-000000000000', name: 'Bench' }],
      queues: [{ id: '00000000-0000-4000-8000-000000000101', name: 'Bench', service: 'bench' }],
      options: { guestRequestsPerMinute: PLENTY },
    },
  });
}
