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
  { name: 'faye, WebSocket, broadcast channel', wire: 'faye', start: reference('faye') },
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
/** Code that is not compiled yet would be measured: the more of it a server has, the longer. */
const WARM_UP_SECONDS = 5;
/** Of a round. The system counts CPU time in hundredths of a second. */
const ROUND_SECONDS = 2;

/** An entrant whose customers are all there. */
interface Competitor extends Entrant {
  readonly server: ServerProcess;
  readonly generator: Generator;
  /** Notifications per second of the server's CPU, round by round. */
  readonly rounds: number[];
}

/**
 * A closed loop: every customer says something, hears it, and says the next thing. All entrants are there from the
 * beginning and take turns, so that a machine that others use slows all of them alike, and what counts is what a second
 * of a server's CPU brings.
 */
export async function benchChat({ customers, seconds }: { customers: number; seconds: number }): Promise<Figure[]> {
  const competitors: Competitor[] = [];
  try {
    for (const entrant of ENTRANTS) competitors.push(await enter(entrant, customers));
    for (let told = 0; told < seconds; told += ROUND_SECONDS) {
      for (const competitor of competitors) competitor.rounds.push(await perCpuSecond(competitor));
    }
  } finally {
    for (const { generator, server } of competitors) {
      generator.stop();
      await server.stop();
    }
  }
  const of = (wanted: ChatWire) => competitors.find(({ wire }) => wire === wanted);
  const at = `${customers} customers`;
  return [
    ...competitors.map(({ name, rounds }): Figure => ({
      what: `notifications per server CPU-second, ${at}: ${name}`,
      value: percentile(rounds, 50),
      unit: '',
      note: rounds.map((each) => Math.round(each)).join(' '),
    })),
    ...RATIOS.map(([wire, other, min]): Figure => {
      const theirs = of(other)?.rounds ?? [];
      // Neighbours in time: what disturbed one disturbed the other.
      const ratios = of(wire)?.rounds.map((each, round) => each / (theirs[round] ?? Number.NaN)) ?? [];
      return {
        what: `${of(wire)?.name} ÷ ${of(other)?.name}, ${at}`,
        value: percentile(ratios, 50),
        unit: '×',
        budget: { min },
        note: ratios.map((each) => each.toFixed(2)).join(' '),
      };
    }),
  ];
}

async function enter(entrant: Entrant, customers: number): Promise<Competitor> {
  const server = await entrant.start();
  const generator = new Generator();
  await generator.order({ kind: 'chatBegin', host: HOST, port: server.port, wire: entrant.wire, customers });
  await generator.order({ kind: 'chatTalk', seconds: WARM_UP_SECONDS });
  return { ...entrant, server, generator, rounds: [] };
}

async function perCpuSecond({ server, generator }: Competitor): Promise<number> {
  const before = server.cpuSeconds;
  const { chat } = await generator.order({ kind: 'chatTalk', seconds: ROUND_SECONDS });
  return (chat?.notifications ?? 0) / (server.cpuSeconds - before);
}

/** What three waves leave behind is what the next three add to it. */
const WAVES = 3;

/** Polls that are held, and released, again and again: what is left of them. */
export async function benchPolls(count: number): Promise<Figure[]> {
  const server = await CONTENDERS['Fusion CTI chats']();
  const generator = new Generator();
  try {
    const waves: number[] = [];
    for (let wave = 0; wave < 2 * WAVES; wave += 1) {
      await generator.order({ kind: 'heldPolls', host: HOST, port: server.port, count });
      waves.push(server.memoryMiB);
    }
    const note = waves.map((mib) => Math.round(mib)).join(' ');
    return [
      {
        what: `memory that ${count} held polls leave behind, three times`,
        // At their highest: what a wave has left is collected now or after the next one.
        value: Math.max(0, Math.max(...waves.slice(WAVES)) - Math.max(...waves.slice(0, WAVES))),
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
