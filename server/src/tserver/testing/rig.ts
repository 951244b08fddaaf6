import type { KVList, RequestOf, TEvent, TRequest, TRequestName } from '@fusion-cti/protocol';
import type { ClientId, Delivery, SwitchInput, SwitchResult, SwitchWorld } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import { Switch } from '../switch.js';

/** Three phones, two queues, three agents, and a number outside for every behaviour. */
export const WORLD: SwitchWorld = {
  dns: [
    { dn: 'A', type: 'DN', name: 'Alice' },
    { dn: 'B', type: 'DN' },
    { dn: 'C', type: 'DN' },
    { dn: 'Q', type: 'Queue', name: 'Sales' },
    { dn: 'R', type: 'Queue' },
  ],
  agents: [
    { agentId: '5001', password: 'secret', queues: ['Q'] },
    { agentId: '5002', queues: ['Q', 'R'] },
    { agentId: '5003', queues: ['R'] },
  ],
  subscribers: [
    { number: 'X', behaviour: 'rings' },
    { number: 'X-busy', behaviour: 'busy' },
    { number: 'X-unallocated', behaviour: 'unallocated' },
    { number: 'X-unreachable', behaviour: 'unreachable' },
  ],
};

/** The ConnID of the nth call of a rig. */
export function call(nth: number): string {
  return nth.toString(16).padStart(16, '0');
}

/** What a request needs beside its name, number and DN. */
export type Attributes<Name extends TRequestName> = Omit<RequestOf<Name>, 'request' | 'ThisDN'>;

/** A request whose ReferenceID the rig gives. The client is the one that registered the DN: `A` is registered by `a`. */
export interface Ask {
  readonly kind: 'ask';
  readonly client: ClientId;
  readonly request: Record<string, unknown>;
}

export function ask<Name extends TRequestName>(
  request: Name,
  ThisDN: string,
  ...rest: object extends Attributes<Name> ? [Attributes<Name>?, ClientId?] : [Attributes<Name>, ClientId?]
): Ask {
  const [attributes, client] = rest;
  return { kind: 'ask', client: client ?? ThisDN.toLowerCase(), request: { request, ThisDN, ...attributes } };
}

interface PendingTimer {
  readonly at: number;
  readonly input: SwitchInput;
}

/** When the time of a rig begins. Milliseconds since 1970. */
export const START_MS = 1_700_000_000_000;

/** Identities of calls, counted from one. */
export function countedCalls() {
  let calls = 0;
  return {
    connId: () => call((calls += 1)),
    /** Of the call that was given a ConnID last. */
    callUuid: () => calls.toString(32).toUpperCase().padStart(32, '0'),
  };
}

/** A switch with a clock, timers and ids that a test can foresee. */
export class Rig {
  readonly switch: Switch;
  readonly timers = new Map<string, PendingTimer>();
  /** Every delivery since the beginning. */
  readonly deliveries: Delivery[] = [];
  time = START_MS;
  lastReference = 0;

  constructor(behaviour: Partial<SwitchBehaviour> = {}, world: SwitchWorld = WORLD) {
    const ids = countedCalls();
    this.switch = new Switch({
      world,
      behaviour,
      now: () => this.time,
      nextConnId: ids.connId,
      nextCallUuid: ids.callUuid,
      timers: {
        set: (name, delayMs, input) => {
          // One that is set again waits behind those that were set meanwhile.
          this.timers.delete(name);
          this.timers.set(name, { at: this.time + delayMs, input });
        },
        cancel: (name) => this.timers.delete(name),
      },
    });
  }

  /** Every phone and queue registered by a client of its own, named like it in lower case. */
  static registered(behaviour: Partial<SwitchBehaviour> = {}, world: SwitchWorld = WORLD): Rig {
    const rig = new Rig(behaviour, world);
    for (const { dn } of world.dns) {
      rig.do({ kind: 'connect', client: dn.toLowerCase() });
      rig.do(ask('RequestRegisterAddress', dn));
    }
    rig.deliveries.length = 0;
    return rig;
  }

  do(input: SwitchInput | Ask): SwitchResult {
    const result = this.switch.handle(input.kind === 'ask' ? this.#numbered(input) : input);
    this.deliveries.push(...result.deliveries);
    return result;
  }

  /** Several inputs, of which none may be refused. */
  all(...inputs: readonly (SwitchInput | Ask)[]): void {
    for (const input of inputs) {
      const { refused } = this.do(input);
      if (refused !== undefined) throw new Error(`Refused with ${refused}: ${JSON.stringify(input)}`);
    }
  }

  /** Moves the clock. Timers that are due fire on the way, soonest first, those included that are set on the way. */
  elapse(milliseconds: number): Delivery[] {
    const end = this.time + milliseconds;
    const told: Delivery[] = [];
    for (let input = this.nextDue(end); input !== undefined; input = this.nextDue(end))
      told.push(...this.do(input).deliveries);
    this.time = end;
    return told;
  }

  /** Moves the clock to the timer that is due next, if one is until then. Of those due together: the one set first. */
  nextDue(end: number): SwitchInput | undefined {
    let next: string | undefined;
    let dueAt = end;
    for (const [name, { at }] of this.timers) {
      if (at > dueAt || (at === dueAt && next !== undefined)) continue;
      next = name;
      dueAt = at;
    }
    if (next === undefined) return undefined;
    const input = this.timers.get(next)?.input;
    this.timers.delete(next);
    this.time = Math.max(this.time, dueAt);
    return input;
  }

  #numbered({ client, request }: Ask): SwitchInput {
    this.lastReference += 1;
    // `ask` has checked the attributes against the name.
    return { kind: 'request', client, referenceId: this.lastReference, request: request as unknown as TRequest };
  }
}

/** Attributes that no line shows: a test of their own covers each. */
const UNSEEN = new Set(['EventSequenceNumber', 'TimeinSecs', 'TimeinuSecs', 'CallID', 'CallUUID', 'ErrorMessage']);
const SHOWN_FIRST = new Set([
  'event',
  'ConnID',
  'ThisDN',
  'ThisDNRole',
  'OtherDN',
  'OtherDNRole',
  'ThirdPartyDN',
  'ThirdPartyDNRole',
]);

/**
 * One event in one line, with every attribute it has: DN, event, call number and role, the other party, then the rest
 * by name. `state=Ok` is left out, and `ref` shows that this event is the answer.
 */
export function lineOf({ event, answers }: Delivery): string {
  const words = [event.ThisDN ?? '-', event.event];
  if (event.ConnID !== undefined) words.push(`${parseInt(event.ConnID, 16)}:`);
  if (event.ThisDNRole !== undefined) words.push(event.ThisDNRole);
  if (event.OtherDN !== undefined) words.push(`other=${event.OtherDN}/${event.OtherDNRole ?? '-'}`);
  if (event.ThirdPartyDN !== undefined) words.push(`third=${event.ThirdPartyDN}/${event.ThirdPartyDNRole ?? '-'}`);
  for (const [name, value] of Object.entries(event) as [keyof TEvent, string | number | KVList][]) {
    if (UNSEEN.has(name) || SHOWN_FIRST.has(name)) continue;
    if (name === 'CallState' && value === 'Ok') continue;
    words.push(`${name}=${shown(value)}`);
  }
  if (answers !== undefined) words.push('ref');
  return words.join(' ');
}

function shown(value: string | number | KVList): string {
  if (typeof value !== 'object') return String(value);
  return `{${value.map((pair) => `${pair.key}:${shown(pair.value)}`).join(',')}}`;
}
