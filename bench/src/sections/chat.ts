import { CONTENDERS } from '../contenders.js';
import type { ChatWire } from '../load/chat-customers.js';
import { Generator, ServerProcess } from '../processes.js';
import { type Figure, percentile } from '../report.js';

const CHAT_SERVERS = new URL('../reference/chat-servers.js', import.meta.url);
const reference = (kind: string) => () => ServerProcess.start(CHAT_SERVERS, [kind], {});

interface Entrant {
  readonly name: string;
  readonly wire: ChatWire;
  readonly start: () => Promise<ServerProcess>;
}

const OURS = { start: () => CONTENDERS['Fusion CTI chats']() };
const ENTRANTS: readonly Entrant[] = [
  { name: 'bare ws', wire: 'ws', start: reference('ws') },
  { name: 'GMS, WebSocket', wire: 'gms-websocket', ...OURS },
  { name: 'faye, WebSocket, broadcast', wire: 'faye', start: reference('faye') },
  { name: 'GMS, long polling', wire: 'gms-long-polling', ...OURS },
  { name: 'cometd-nodejs-server, long polling', wire: 'cometd', start: reference('cometd') },
];

/** What each has to be at least, as a multiple of another one in the same run. */
const RATIOS: readonly (readonly [ChatWire, ChatWire, number])[] = [
  ['gms-websocket', 'ws', 0.8],
  ['gms-websocket', 'faye', 2],
  ['gms-long-polling', 'cometd', 1],
];

const HOST = '127.0.0.1';
const WARM_UP_SECONDS = 2;
const ROUNDS = 3;

/**
 * A closed loop: every customer says something, hears it, and says the next thing. The entrants take turns, so that a
 * machine that others use slows all of them alike, and what counts is what a second of a server's CPU brings.
 */
export async function benchChat({ customers, seconds }: { customers: number; seconds: number }): Promise<Figure[]> {
  const rounds = new Map<ChatWire, number[]>(ENTRANTS.map(({ wire }) => [wire, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const entrant of ENTRANTS) {
      rounds.get(entrant.wire)?.push(await perCpuSecond(entrant, customers, Math.max(1, seconds / ROUNDS)));
    }
  }
  const of = (wire: ChatWire) => percentile(rounds.get(wire) ?? [], 50);
  const at = `${customers} customers`;
  return [
    ...ENTRANTS.map(({ name, wire }): Figure => ({
      what: `notifications per server CPU-second, ${at}: ${name}`,
      value: of(wire),
      unit: '',
      note: (rounds.get(wire) ?? []).map((each) => Math.round(each)).join(' '),
    })),
    ...RATIOS.map(([wire, other, min]): Figure => {
      const nameOf = (wanted: ChatWire) => ENTRANTS.find((entrant) => entrant.wire === wanted)?.name ?? '';
      // Neighbours in time: what disturbed one disturbed the other.
      const own = rounds.get(wire) ?? [];
      const ratios = own.map((each, round) => each / (rounds.get(other)?.[round] ?? Number.NaN));
      return {
        what: `${nameOf(wire)} ÷ ${nameOf(other)}, ${at}`,
        value: percentile(ratios, 50),
        unit: '×',
        budget: { min },
      };
    }),
  ];
}

async function perCpuSecond({ wire, start }: Entrant, customers: number, seconds: number): Promise<number> {
  const server = await start();
  const generator = new Generator();
  try {
    await generator.order({ kind: 'chatBegin', host: HOST, port: server.port, wire, customers });
    await generator.order({ kind: 'chatTalk', seconds: WARM_UP_SECONDS });
    const before = server.cpuSeconds;
    const { chat } = await generator.order({ kind: 'chatTalk', seconds });
    return (chat?.notifications ?? 0) / (server.cpuSeconds - before);
  } finally {
    generator.stop();
    await server.stop();
  }
}

/** Polls that are held, and released, again and again: what is left of them. */
export async function benchPolls(count: number): Promise<Figure[]> {
  const server = await CONTENDERS['Fusion CTI chats']();
  const generator = new Generator();
  try {
    const waves: number[] = [];
    for (let wave = 0; wave < 6; wave += 1) {
      await generator.order({ kind: 'heldPolls', host: HOST, port: server.port, count });
      waves.push(server.memoryMiB);
    }
    const note = waves.map((mib) => Math.round(mib)).join(' ');
    return [
      {
        what: `memory that ${count} held polls leave behind, third to sixth time`,
        value: Math.max(0, (waves[5] ?? Number.NaN) - (waves[2] ?? Number.NaN)),
        unit: 'MiB',
        budget: { max: 32 },
        note: `after each: ${note}`,
      },
    ];
  } finally {
    generator.stop();
    await server.stop();
  }
}
