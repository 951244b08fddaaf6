import { readFile } from 'node:fs/promises';
import { checkerOf } from '../runtime/schema.js';
import { CHECK_NAMES } from '../tserver/index.js';
import { World } from './world.js';
import { WorldSchema, type WorldData } from './world-schema.js';

const DEFAULT_WORLD = new URL('../../worlds/default.json', import.meta.url);

const checker = checkerOf(WorldSchema);

/** What can be a number outside the switch. */
const OUTSIDE = /^\+?[0-9]{2,20}$/;

/** What is wrong with a world file, one sentence a problem. */
export class WorldError extends Error {
  constructor(path: string, problems: readonly string[]) {
    super([`The world file ${path} cannot be used:`, ...problems.map((problem) => `- ${problem}`)].join('\n'));
    this.name = 'WorldError';
  }
}

/**
 * Reads and checks a world file.
 * @param path a JSON file; empty for the world that ships with the server
 * @throws WorldError with every problem found
 */
export async function readWorld(path: string): Promise<World> {
  const source = path === '' ? DEFAULT_WORLD : path;
  const name = path === '' ? DEFAULT_WORLD.pathname : path;
  return new World(checkWorld(await parseJsonFile(source, name), name));
}

/** @throws WorldError when the data is not a world */
export function checkWorld(data: unknown, name = 'given'): WorldData {
  if (!checker.fits(data)) throw new WorldError(name, checker.problems(data));
  const problems = danglingReferences(data);
  if (problems.length > 0) throw new WorldError(name, problems);
  return data;
}

async function parseJsonFile(source: URL | string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(source, 'utf8'));
  } catch (error) {
    throw new WorldError(name, [(error as Error).message]);
  }
}

/** What a schema cannot say: names that name nothing, and lines that two things share. */
function danglingReferences(world: WorldData): string[] {
  const { routingPoints = [], virtualQueues = [] } = world;
  const queues = new Set(world.queues.map((queue) => queue.dn));
  const lines = [...world.queues, ...routingPoints, ...virtualQueues, ...world.extensions, ...world.agents].map(
    (owner) => owner.dn,
  );
  const agentIds = world.agents.map((agent) => agent.agentId);
  return [
    ...repeated(lines).map((dn) => `The DN ${dn} is given twice.`),
    ...repeated(agentIds).map((id) => `The agent ${id} is given twice.`),
    ...world.agents.flatMap((agent) =>
      agent.queues
        .filter((dn) => !queues.has(dn))
        .map((dn) => `Agent ${agent.agentId} is in queue ${dn}, which does not exist.`),
    ),
    ...world.agents.flatMap(({ agentId, supervises = [] }) =>
      supervises
        .filter((id) => !agentIds.includes(id) || id === agentId)
        .map((id) => `Agent ${agentId} cannot supervise ${id}.`),
    ),
    ...[world, ...world.agents].flatMap(({ notReadyReasons = [] }) =>
      repeated(notReadyReasons.map(({ code }) => code)).map((code) => `The reason ${code} is given twice.`),
    ),
    ...routingPoints.flatMap((point) => strangers(point, queues, new Set(virtualQueues.map(({ dn }) => dn)))),
    ...destinations(world)
      .filter(({ to }) => !lines.includes(to) && !OUTSIDE.test(to))
      .map(({ from, to }) => `${from} sends calls to ${to}, which does not exist.`),
    ...destinations(world)
      .filter(({ from, to }) => from === to)
      .map(({ from }) => `${from} sends calls to itself.`),
    ...repeated(world.chat?.services?.map(({ name }) => name) ?? []).map(
      (name) => `The chat service ${name} is given twice.`,
    ),
    ...repeated(world.chat?.cannedReplies?.map(({ id }) => id) ?? []).map(
      (id) => `The canned reply ${id} is given twice.`,
    ),
    ...cloudProblems(world),
    ...cxoneProblems(world),
    ...Object.keys(world.switch?.errorCodes ?? {})
      .filter((name) => !CHECK_NAMES.has(name))
      .map((name) => `No request has a check of the name ${name}.`),
    ...(agentIds.includes(world.defaultAgent) ? [] : [`The default agent ${world.defaultAgent} does not exist.`]),
  ];
}

function cloudProblems({ genesysCloud }: WorldData): string[] {
  const { clients = [], deployments = [], queues = [] } = genesysCloud ?? {};
  return [
    ...repeated(clients.map(({ clientId }) => clientId)).map((id) => `The OAuth client ${id} is given twice.`),
    ...repeated(deployments.map(({ id }) => id)).map((id) => `The deployment ${id} is given twice.`),
    ...repeated(queues.map(({ name }) => name)).map((name) => `The Genesys Cloud queue ${name} is given twice.`),
    ...clients
      .filter(({ secret, secretSha256 }) => (secret === undefined) === (secretSha256 === undefined))
      .map(({ clientId }) => `The OAuth client ${clientId} needs either secret or secretSha256.`),
  ];
}

function cxoneProblems({ cxone }: WorldData): string[] {
  const { applications = [], accessKeys = [], integrations = [], channels = [] } = cxone ?? {};
  const known = integrations.map(({ id }) => id);
  return [
    ...repeated(applications.map(({ clientId }) => clientId)).map((id) => `The application ${id} is given twice.`),
    ...repeated(accessKeys.map(({ id }) => id)).map((id) => `The access key ${id} is given twice.`),
    ...repeated(known).map((id) => `The integration ${id} is given twice.`),
    ...repeated(channels.map(({ id }) => id)).map((id) => `The channel ${id} is given twice.`),
    ...channels
      .filter(({ integrationId }) => !known.includes(integrationId))
      .map(({ id, integrationId }) => `Channel ${id} is of the integration ${integrationId}, which does not exist.`),
  ];
}

function strangers(
  { dn, strategy }: NonNullable<WorldData['routingPoints']>[number],
  queues: ReadonlySet<string>,
  virtualQueues: ReadonlySet<string>,
): string[] {
  if (strategy === undefined || strategy === 'client') return [];
  const { queues: named = [], virtualQueue } = strategy;
  return [
    ...named
      .filter((queue) => !queues.has(queue))
      .map((queue) => `${dn} looks in queue ${queue}, which does not exist.`),
    ...(virtualQueue === undefined || virtualQueues.has(virtualQueue)
      ? []
      : [`${dn} tells the virtual queue ${virtualQueue}, which does not exist.`]),
  ];
}

/** Where calls are sent on to, and by which line. */
function destinations({ queues, routingPoints = [], extensions, agents }: WorldData): { from: string; to: string }[] {
  const all: [string, string | undefined][] = [
    ...queues.map(({ dn, overflow }): [string, string | undefined] => [dn, overflow?.to]),
    ...[...extensions, ...agents].map(({ dn, noAnswer }): [string, string | undefined] => [dn, noAnswer?.overflowTo]),
    ...routingPoints.flatMap(({ dn, strategy }): [string, string | undefined][] =>
      strategy === undefined || strategy === 'client'
        ? []
        : [
            [dn, strategy.to],
            [dn, strategy.defaultTo],
          ],
    ),
  ];
  return all.flatMap(([from, to]) => (to === undefined ? [] : [{ from, to }]));
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
