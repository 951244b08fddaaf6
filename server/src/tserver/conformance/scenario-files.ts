import { readdirSync, readFileSync } from 'node:fs';
import type { SwitchWorld } from '../api.js';
import type { Situations } from './play.js';
import type { Scenario } from './script.js';

const HERE = new URL('./', import.meta.url);

/** The world that all scenarios have in common. */
export const WORLD = read<SwitchWorld>('world.json');
export const SITUATIONS = read<Situations>('situations.json');

/** Every scenario, with the name of its file, in the order of the names. */
export const SCENARIOS: readonly (readonly [file: string, scenario: Scenario])[] = readdirSync(
  new URL('scenarios/', HERE),
)
  .sort()
  .map((file) => [file, read<Scenario>(`scenarios/${file}`)]);

function read<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(new URL(path, HERE), 'utf8')) as Shape;
}
