import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, grouped } from './built.mjs';
import { Advice, ROOT } from './steps.mjs';

const COMPATIBILITY_FILE = 'docs/COMPATIBILITY.md';

/** Fails when a request, an event, a refusal or an option of the switch is missing from the docs, or is too much there. */
export async function checkCompatibility() {
  const found = await faults();
  if (found.length > 0) throw new Advice(`${COMPATIBILITY_FILE} is not what the code says:\n  ${found.join('\n  ')}`);
  console.log('  A row for every request, event, refusal and option, and no other.');
}

/** Every row that the code asks for, by the cells it must begin with; and no row that the code knows nothing of. */
async function faults() {
  const { T_REQUESTS, T_EVENTS } = await built('shared/protocol/dist/index.js');
  const { SIP_PROFILE, CSTA_PROFILE } = await built('server/dist/tserver/behaviour.js');
  const numbered = (entries) => entries.map(([name, number]) => [`${name} (${number})`]);
  const expected = {
    'T-Server: requests': numbered(Object.entries(T_REQUESTS).map(([name, { number }]) => [name, number])),
    'T-Server: events': numbered(Object.entries(T_EVENTS)),
    'T-Server: refusals': await refusals(),
    'T-Server: options': Object.keys(SIP_PROFILE).map((name) => [
      `\`${name}\``,
      shown(SIP_PROFILE[name]),
      SIP_PROFILE[name] === CSTA_PROFILE[name] ? '' : shown(CSTA_PROFILE[name]),
    ]),
    'T-Server: error codes of the CSTA profile': Object.entries(CSTA_PROFILE.errorCodes).map(([check, code]) => [
      `\`${check}\``,
      String(code),
    ]),
  };
  const document = readFileSync(join(ROOT, COMPATIBILITY_FILE), 'utf8');
  return Object.entries(expected).flatMap(([heading, rows]) => faultsOf(heading, rows, rowsUnder(document, heading)));
}

/** The checks of all requests by name, each with the codes that it refuses with. A build keeps files of past sources. */
async function refusals() {
  const sources = readdirSync(join(ROOT, 'server/src/tserver/requests')).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    sources.map((file) => built(`server/dist/tserver/requests/${file.replace(/\.ts$/, '.js')}`)),
  );
  const requests = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, family]) => (name.endsWith('_REQUESTS') ? Object.values(family) : [])),
  );
  const checks = grouped(
    requests.flatMap(({ preconditions }) => preconditions),
    ({ name }) => name,
  );
  return checks.map(([name, alike]) => {
    const codes = [...new Set(alike.map(({ code }) => code))].sort((a, b) => a - b);
    return [`\`${name}\``, codes.join(', ')];
  });
}

function faultsOf(heading, expected, present) {
  const wanted = new Set(expected.map((cells) => JSON.stringify(cells)));
  const found = present.flatMap((cells) => beginnings(cells, expected[0].length));
  return [
    ...[...wanted].filter((row) => !found.includes(row)).map((row) => `"${heading}" lacks ${row}`),
    ...found
      .filter((row, n) => !wanted.has(row) || found.indexOf(row) !== n)
      .map((row) => `"${heading}" has ${row} without cause`),
  ];
}

/** What a row is about: its first cells, or each of the names that share a row. */
function beginnings([names, ...cells], width) {
  if (width === 1) return names.split(', ').map((name) => JSON.stringify([name]));
  return [JSON.stringify([names, ...cells.slice(0, width - 1)])];
}

function shown(value) {
  if (typeof value !== 'object') return typeof value === 'string' ? `\`${value}\`` : String(value);
  return Object.keys(value).length === 0 ? 'none' : 'below';
}

/** The cells of the first table under a heading. */
function rowsUnder(document, heading) {
  const section = document.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [table = ''] = section.match(/^\|.*\n(?:\|.*\n)*/m) ?? [];
  const [, , ...rows] = table.trimEnd().split('\n');
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
