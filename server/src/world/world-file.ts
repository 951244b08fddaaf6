import { readFile } from 'node:fs/promises';
import { checkerOf } from '../runtime/schema.js';
import { World } from './world.js';
import { WorldSchema, type WorldData } from './world-schema.js';

const DEFAULT_WORLD = new URL('../../worlds/default.json', import.meta.url);

const checker = checkerOf(WorldSchema);

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
  const queues = new Set(world.queues.map((queue) => queue.dn));
  const lines = [...world.queues, ...world.extensions, ...world.agents].map((owner) => owner.dn);
  const agentIds = world.agents.map((agent) => agent.agentId);
  return [
    ...repeated(lines).map((dn) => `The DN ${dn} is given twice.`),
    ...repeated(agentIds).map((id) => `The agent ${id} is given twice.`),
    ...world.agents.flatMap((agent) =>
      agent.queues
        .filter((dn) => !queues.has(dn))
        .map((dn) => `Agent ${agent.agentId} is in queue ${dn}, which does not exist.`),
    ),
    ...(agentIds.includes(world.defaultAgent) ? [] : [`The default agent ${world.defaultAgent} does not exist.`]),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
