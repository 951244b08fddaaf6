import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ContractPlayer, readFixtures } from './contract-player.mjs';
import { Advice, main, ROOT } from './steps.mjs';

const USAGE = `Asks a middleware for CXone what CXone would ask, and says which answers are not as they have to be.

  node scripts/byoc-contract.mjs --box <url> --client <id> --secret <secret> --brand <id> --channel <id> --thread <id>

  --box       Integration Box URL, e.g. https://mw.example/integration/box
  --client    client id of the integration
  --secret    its secret; or in CTI_CONTRACT_SECRET, where no list of processes shows it
  --brand     id of the brand
  --channel   id of a channel of that brand
  --thread    external id of a conversation that is open there: it gets messages
  --set       name=value, for what not everybody has; again for the next one:
              recipient (whom agents may write to first), stranger (whom they may not),
              noChannel (a channel that is not this integration's)
  --skip      name of a fixture that is not played; again for the next one
  --timeout   milliseconds until an answer is too late (5000)
  --fixtures  folder of other fixtures`;

const text = { type: 'string' };
const OPTIONS = {
  ...Object.fromEntries(
    ['box', 'client', 'secret', 'brand', 'channel', 'thread', 'timeout', 'fixtures'].map((name) => [name, text]),
  ),
  set: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
};
const REQUIRED = ['box', 'client', 'secret', 'brand', 'channel', 'thread'];

await main(async () => {
  const options = readOptions();
  if (options === undefined) console.log(USAGE);
  else await play(options);
});

async function play({ box, timeout, fixtures: folder, skip, values }) {
  const player = new ContractPlayer(box, values, timeout);
  const fixtures = readFixtures(folder);
  const unknown = skip.filter((name) => !fixtures.some(({ id }) => id === name));
  if (unknown.length > 0) throw new Advice(`There is no fixture "${unknown.join('", "')}" to skip.`);
  let failed = 0;
  for (const fixture of fixtures) {
    const lacking = player.lacks(fixture);
    const reason = skip.includes(fixture.id) ? 'not wanted' : lacking && `needs --set ${lacking}=…`;
    const faults = reason === undefined ? await player.play(fixture) : [];
    const mark = reason !== undefined ? '-' : faults.length === 0 ? '✓' : '✗';
    console.log(
      [`${mark} ${fixture.id}: ${fixture.says} [${fixture.evidence}]`, reason, ...faults]
        .filter(Boolean)
        .join('\n    '),
    );
    if (faults.length > 0) failed += 1;
  }
  if (failed > 0) throw new Advice(`${failed} of ${fixtures.length} are not answered as CXone needs it.`);
}

/** @returns `undefined` when somebody only asks what there is */
function readOptions() {
  const { help, set = [], skip = [], timeout = '5000', fixtures, ...given } = parsed();
  if (help) return undefined;
  given.secret ??= process.env.CTI_CONTRACT_SECRET;
  const missing = REQUIRED.filter((name) => (given[name] ?? '') === '');
  if (missing.length > 0) throw new Advice(`Missing: --${missing.join(', --')}\n\n${USAGE}`);
  const { box, brand, ...values } = given;
  if (!/^https?:$/.test(URL.canParse(box) ? new URL(box).protocol : ''))
    throw new Advice(`--box is no address of the web: ${box}`);
  if (!/^[1-9]\d*$/.test(timeout)) throw new Advice(`--timeout is no number of milliseconds: ${timeout}`);
  if (!/^\d+$/.test(brand)) throw new Advice(`--brand is no number: ${brand}`);
  return {
    box,
    skip,
    timeout: Number(timeout),
    fixtures: fixtures ?? join(ROOT, 'server/src/byoc/contract'),
    values: { ...values, brand: Number(brand), otherBrand: Number(brand) + 1, ...Object.fromEntries(set.map(pair)) },
  };
}

function parsed() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new Advice(`${error.message}\n\n${USAGE}`);
  }
}

function pair(given) {
  const [, name, value] = /^(\w+)=(.+)$/s.exec(given) ?? [];
  if (name === undefined) throw new Advice(`--set wants name=value, and not "${given}".`);
  return [name, value];
}
