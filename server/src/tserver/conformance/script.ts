import { checkRequest, kvListOf, type KVRecord } from '@fusion-cti/protocol';
import type { SwitchInput, SwitchWorld } from '../api.js';
import { PROFILES, type ProfileName, type SwitchBehaviour } from '../behaviour.js';
import { elapse, type Turn } from '../testing/conversation.js';
import { call, type Ask } from '../testing/rig.js';

/**
 * What happens, as it is written in a scenario. A request has T-Library's names, a stimulus those of the switch. Calls
 * are numbered in the order in which they begin; lists of pairs are objects. Without `client`, the client that
 * registered the DN asks.
 */
export type Step =
  | ({ readonly request: string; readonly client?: string } & Readonly<Record<string, unknown>>)
  | ({ readonly stimulus: SwitchInput['kind'] } & Readonly<Record<string, unknown>>)
  | { readonly waitSeconds: number };

/** One conversation. Every event of `turns` is written down; those of `given` have had scenarios of their own. */
export interface ScenarioCase {
  readonly title: string;
  readonly profile?: ProfileName;
  readonly options?: Partial<SwitchBehaviour>;
  /** Instead of, or beside, the rows of the common world. */
  readonly world?: Partial<SwitchWorld>;
  /** `false`: nobody is connected at first. */
  readonly registered?: false;
  /** Also shows who gets each event, and under which number. */
  readonly showsAudience?: true;
  /** Names of situations, or steps. */
  readonly given?: readonly (string | Step)[];
  readonly turns: readonly { readonly when: Step; readonly refused?: number; readonly then: readonly string[] }[];
  /** Calls that are still up at the end; 0 when absent. */
  readonly callsLeft?: number;
  /** Names of timers that still run at the end. */
  readonly timersLeft?: readonly string[];
}

export interface Scenario {
  readonly scenario: string;
  readonly cases: readonly ScenarioCase[];
}

const CALLS: ReadonlySet<string> = new Set([
  'ConnID',
  'PreviousConnID',
  'TransferConnID',
  'ConferenceConnID',
  'connId',
]);
const LISTS: ReadonlySet<string> = new Set(['UserData', 'Reasons', 'Extensions', 'userData']);

/** @throws Error when a request is not one of T-Library's, or has not its attributes */
export function inputOf(step: Step): Turn['when'] {
  if ('waitSeconds' in step && typeof step.waitSeconds === 'number') return elapse(step.waitSeconds * 1000);
  if ('stimulus' in step) {
    const { stimulus, ...attributes } = step;
    // What each stimulus needs is for the switch's own tests: here they are written by hand.
    return { kind: stimulus, ...attributesOf(attributes) } as SwitchInput;
  }
  const { client, ...rest } = step as Extract<Step, { readonly request: string }>;
  const request = attributesOf(rest);
  const checked = checkRequest(request);
  if (!('request' in checked)) throw new Error(`Refused with ${checked.code}: ${JSON.stringify(step)}`);
  const { ThisDN } = request;
  const asker = client ?? (typeof ThisDN === 'string' ? ThisDN.toLowerCase() : 'a');
  return { kind: 'ask', client: asker, request } satisfies Ask;
}

function attributesOf(written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      if (CALLS.has(name) && typeof value === 'number') return [name, call(value)];
      return [name, LISTS.has(name) ? kvListOf(value as KVRecord) : value];
    }),
  );
}

/** The common world, with what a case says of it. */
export function worldOf(common: SwitchWorld, own: Partial<SwitchWorld> = {}): SwitchWorld {
  return {
    dns: merged(common.dns, own.dns, ({ dn }) => dn),
    agents: merged(common.agents, own.agents, ({ agentId }) => agentId),
    subscribers: merged(common.subscribers, own.subscribers, ({ number }) => number),
  };
}

function merged<Row>(common: readonly Row[], own: readonly Row[] = [], keyOf: (row: Row) => string): Row[] {
  const rows = new Map(common.map((row) => [keyOf(row), row]));
  for (const row of own) rows.set(keyOf(row), row);
  return [...rows.values()];
}

export function behaviourOf({ profile = 'SIP', options }: ScenarioCase): SwitchBehaviour {
  return { ...PROFILES[profile], ...options };
}
