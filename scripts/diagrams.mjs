import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { built, grouped } from './built.mjs';
import { Advice, main, ROOT } from './steps.mjs';

const MACHINES_FILE = 'docs/STATE-MACHINES.md';

const INTRODUCTION = `# State machines

Generated from \`shared/protocol/src/tables\`, \`server/src/aex/core/bridge-table.ts\` and
\`server/src/byoc/core/conversation-table.ts\` by \`node scripts/diagrams.mjs\`:
change the tables, not this file.

The switch moves only along these rows, the toolbar enables its buttons by them, and the tests drive the switch through
them. Whatever has no row here is refused, or is an internal error. What ends where it began is in the tables only: the
diagrams show changes of state.`;

/** In the order in which a client meets them. */
const MACHINES = [
  ['Registration', 'REGISTRATION_TABLE', 'One client connection and one DN.'],
  ['Link', 'LINK_TABLE', 'The connection between T-Server and its switch. Every client is told.'],
  ['Device', 'DEVICE_TABLE', 'The phone on a DN.'],
  ['Service', 'SERVICE_TABLE', 'Whether the switch can reach the DN.'],
  ['Do not disturb', 'DND_TABLE', 'Whether a phone takes new calls.'],
  ['Forwarding', 'FORWARD_TABLE', 'Whether calls to a phone go elsewhere.'],
  ['Message waiting', 'MESSAGE_WAITING_TABLE', 'The lamp of a phone.'],
  [
    'Agent',
    'AGENT_TABLE',
    'The agent on a DN, as the switch sees it. Clients see Null, Ready (Ready, BusyReady) and NotReady (all others).',
  ],
  ['Party', 'PARTY_TABLE', 'One DN in one call. The event is the transition: what is on is also what is emitted.'],
  ['Recording', 'RECORDING_TABLE', 'Whether a call is being recorded, by the desktop face.'],
  ['Chat', 'CHAT_TABLE', 'One conversation.'],
  ['Chat: an agent', 'CHAT_AGENT_TABLE', 'Whether an agent is offered chats, apart from calls.'],
  ['Chat: an agent’s place', 'CHAT_PLACE_TABLE', 'One agent and one chat: what counts against the agent’s capacity.'],
  ['Bridge', 'BRIDGE_TABLE', 'One chat between a bot and Genesys Cloud, as the bridge sees it.'],
  ['Thread', 'THREAD_TABLE', 'One thread between a customer and NICE CXone, as the middleware sees it.'],
];

/** Writes the state machines as diagrams and tables. */
export async function writeDiagrams() {
  writeFileSync(join(ROOT, MACHINES_FILE), await stateMachines());
}

/** Fails when the diagrams are not those of the tables. */
export async function checkDiagrams() {
  if (readMachines() !== (await stateMachines()))
    throw new Advice(`${MACHINES_FILE} is not what the tables say: run "node scripts/diagrams.mjs".`);
  console.log(`  ${MACHINES.length} machines are drawn as they are.`);
}

async function stateMachines() {
  const tables = {
    ...(await built('shared/protocol/dist/index.js')),
    ...(await built('server/dist/aex/core/bridge-table.js')),
    ...(await built('server/dist/byoc/core/conversation-table.js')),
  };
  const untold = Object.keys(tables).filter(
    (name) => name.endsWith('_TABLE') && !MACHINES.some(([, table]) => table === name),
  );
  if (untold.length > 0) throw new Advice(`scripts/diagrams.mjs does not draw ${untold.join(', ')}.`);
  const parts = [
    INTRODUCTION,
    ...MACHINES.map(([title, table, sentence]) => machine(title, sentence, tables[table])),
    capabilities(tables),
  ];
  const path = join(ROOT, MACHINES_FILE);
  return format(parts.join('\n\n'), { ...(await resolveConfig(path)), filepath: path });
}

function machine(title, sentence, rows) {
  return [`## ${title}`, sentence, diagram(rows), transitions(rows)].join('\n\n');
}

/** A machine begins in the state of its first row. */
function diagram(rows) {
  const changes = rows.filter(({ from, to }) => from !== to);
  const arrows = grouped(changes, ({ from, to }) => `${from} --> ${to}`).map(
    ([arrow, along]) => `  ${arrow} : ${along.map(({ on }) => on).join('<br/>')}`,
  );
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${rows[0].from}`, ...arrows, '```'].join('\n');
}

/** One line for rows that say the same of several states. */
function transitions(rows) {
  const alike = grouped(rows, ({ from, on, to, emits, spec }) =>
    JSON.stringify([on, from === to ? '' : to, emits, spec]),
  );
  return markdownTable(
    ['From', 'On', 'To', 'Emits', 'Sentence'],
    alike.map(([, group]) => {
      const [{ from, on, to, emits = [], spec }] = group;
      const stays = from === to && group.length > 1;
      return [group.map((row) => row.from).join(', '), on, stays ? 'the same' : to, emits.join(', '), spec];
    }),
  );
}

function capabilities({ PARTY_STATES, PARTY_CAPABILITIES, SECOND_CALL_CAPABILITIES }) {
  const requests = new Set(
    [PARTY_CAPABILITIES, SECOND_CALL_CAPABILITIES].flatMap((allowed) => Object.values(allowed).flat()),
  );
  const cell = (state, request) => {
    if (PARTY_CAPABILITIES[state].includes(request)) return 'yes';
    return SECOND_CALL_CAPABILITIES[state].includes(request) ? 'pair' : '';
  };
  return [
    '## Capabilities',
    'Which requests are legal about a call in which state of the party. `pair`: when this is the active call of two, ' +
      'and the same DN holds the other.',
    markdownTable(
      ['Request', ...PARTY_STATES],
      [...requests].map((request) => [request, ...PARTY_STATES.map((state) => cell(state, request))]),
    ),
  ].join('\n\n');
}

function markdownTable(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function readMachines() {
  try {
    return readFileSync(join(ROOT, MACHINES_FILE), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(writeDiagrams);
