import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, keepsBudget, tableOf } from './report.js';
import { benchAex } from './sections/aex.js';
import { benchByoc } from './sections/byoc.js';
import { benchBundle } from './sections/bundle.js';
import { benchCalls } from './sections/calls.js';
import { benchChat, benchPolls } from './sections/chat.js';
import { benchClick } from './sections/click.js';
import { benchCrowd } from './sections/crowd.js';
import { benchIdle } from './sections/idle.js';
import { benchLibrary } from './sections/library.js';
import { benchMixed } from './sections/mixed.js';
import { benchReload } from './sections/reload.js';
import { benchStore } from './sections/store.js';

const SECTIONS: Readonly<Record<string, (seconds: number) => Promise<Figure[]> | Figure[]>> = {
  bundle: () => benchBundle(),
  click: () => benchClick(),
  reload: () => benchReload(),
  idle: () => benchIdle(),
  calls: (seconds) => benchCalls({ agents: 1000, seconds, budget: 5000 }),
  'calls-10k': (seconds) => benchCalls({ agents: 9900, seconds, budget: 4000 }),
  mixed: (seconds) => benchMixed({ agents: 1000, seconds }),
  library: (seconds) => benchLibrary({ dns: 10_000, seconds }),
  chat: (seconds) => benchChat({ customers: 100, seconds }),
  'chat-1000': (seconds) => benchChat({ customers: 1000, seconds }),
  polls: () => benchPolls(10_000),
  aex: (seconds) => benchAex({ conversations: 200, seconds }),
  byoc: (seconds) => benchByoc({ seconds }),
  store: (seconds) => benchStore(seconds),
  crowd: (seconds) => benchCrowd({ agents: 1000, seconds }),
  'crowd-10k': (seconds) => benchCrowd({ agents: 9900, seconds }),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '10' }, check: { type: 'boolean', default: false } },
});
const wanted = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
const figures: Figure[] = [];
for (const name of wanted) {
  const section = SECTIONS[name];
  if (section === undefined) throw new Error(`No section ${name}. There are: ${Object.keys(SECTIONS).join(', ')}.`);
  console.log(`▸ ${name} …`);
  figures.push(...(await section(Number(values.seconds))));
}

console.log(`\n${tableOf(figures)}\n`);
const folder = fileURLToPath(new URL('../results/', import.meta.url));
mkdirSync(folder, { recursive: true });
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
writeFileSync(
  `${folder}latest.json`,
  `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`,
);
console.log(`Written to ${folder}latest.json`);
// Only where asked for: a noisy machine must not fail a build.
if (values.check && !figures.every(keepsBudget)) process.exitCode = 1;
