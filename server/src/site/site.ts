import { checkRequest, type CheckedRequest, T_ATTRIBUTES, type TRequest } from '@fusion-cti/protocol';
import {
  type AgentOnDn,
  type CallSnapshotOfSwitch,
  type ClientId,
  type Delivery,
  type DnSnapshot,
  type PartyOnDn,
  Switch,
  type SwitchBehaviour,
  type SwitchInput,
  type SwitchResult,
  type SwitchSnapshot,
  type SwitchWorld,
} from '../tserver/index.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';
import type { Journal } from '../runtime/journal.js';
import type { World } from '../world/world.js';
import { behaviourOf, switchWorldOf } from './switch-world.js';

type RefusedRequest = Exclude<CheckedRequest, { readonly request: TRequest }>;
type RequestInput = Extract<SwitchInput, { readonly kind: 'request' }>;

/** What happens to a switch from outside, past its T-Library clients. */
export type Stimulus = Exclude<SwitchInput, { readonly kind: 'connect' | 'disconnect' | 'request' | 'timer' }>;

export interface SiteOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly journal: Journal;
  readonly behaviour?: Partial<SwitchBehaviour> | undefined;
  /** What the switch is configured with, where it is more than a world file can say. */
  readonly switchWorld?: SwitchWorld | undefined;
}

/**
 * One switch, running: Genesys calls that a site. It owns the core, feeds it, and hands on what the core says. Faces
 * and the control API meet here and nowhere else.
 */
export class Site {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly journal: Journal;
  readonly #behaviour: Partial<SwitchBehaviour>;
  readonly #switchWorld: SwitchWorld;
  readonly #listeners = new Map<ClientId, (delivery: Delivery) => void>();
  readonly #timers = new Map<string, Timer>();
  readonly #resetListeners: (() => void)[] = [];
  readonly #sessionLists: (() => readonly SessionSummary[])[] = [];
  readonly #afterwards: (() => void)[] = [];
  #switch: Switch;
  #lastReference = 0;
  /** Inputs of which something is being told. */
  #telling = 0;

  constructor(options: SiteOptions) {
    this.world = options.world;
    this.clock = options.clock;
    this.ids = options.ids;
    this.journal = options.journal;
    this.#behaviour = options.behaviour ?? behaviourOf(options.world);
    this.#switchWorld = options.switchWorld ?? switchWorldOf(options.world);
    this.#switch = this.#newSwitch();
  }

  /** Opens a T-Library connection to the switch. */
  connect(client: ClientId, onDelivery: (delivery: Delivery) => void): SiteClient {
    this.#listeners.set(client, onDelivery);
    this.#run({ kind: 'connect', client });
    return {
      request: (request) => {
        this.#lastReference += 1;
        return this.#request({ kind: 'request', client, referenceId: this.#lastReference, request });
      },
      ask: (value, referenceId) => {
        const checked = checkRequest(value);
        if ('request' in checked)
          return this.#request({ kind: 'request', client, referenceId, request: checked.request });
        // What is no request may be anything of any size: the journal only tells that it came, and what it lacks.
        this.journal.record('switch', 'in', 'no request', client, { client, referenceId, ...whyNoRequest(checked) });
        return this.#run({ kind: 'request', client, referenceId, request: value as TRequest });
      },
      close: () => {
        this.#run({ kind: 'disconnect', client });
        this.#listeners.delete(client);
      },
    };
  }

  /** Something happens at the switch, or to it. */
  happens(stimulus: Stimulus): SwitchResult {
    this.journal.record('switch', 'in', stimulus.kind, 'dn' in stimulus ? stimulus.dn : undefined, stimulus);
    return this.#run(stimulus);
  }

  snapshot(): SwitchSnapshot {
    return this.#switch.snapshot();
  }

  call(connId: string): CallSnapshotOfSwitch | undefined {
    return this.#switch.call(connId);
  }

  dn(dn: string): DnSnapshot | undefined {
    return this.#switch.dn(dn);
  }

  agentOn(dn: string): AgentOnDn | undefined {
    return this.#switch.agentOn(dn);
  }

  partiesOn(dn: string): readonly PartyOnDn[] {
    return this.#switch.partiesOn(dn);
  }

  /** Faces tell who is signed in through them. */
  addSessionList(list: () => readonly SessionSummary[]): void {
    this.#sessionLists.push(list);
  }

  sessions(): readonly SessionSummary[] {
    return this.#sessionLists.flatMap((list) => list());
  }

  /**
   * For a client that answers an event by a request: runs when everybody has heard what is being told now. A request
   * made at once would have its events overtake those that others, or the client itself, have yet to hear.
   */
  whenTold(action: () => void): void {
    if (this.#telling === 0) action();
    else this.#afterwards.push(action);
  }

  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  /** Back to the world file: no calls, nobody logged in, nobody connected. */
  reset(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#listeners.clear();
    this.#afterwards.length = 0;
    this.#switch = this.#newSwitch();
    for (const listener of this.#resetListeners) listener();
    this.journal.clear();
  }

  #newSwitch(): Switch {
    return new Switch({
      world: this.#switchWorld,
      now: () => this.clock.now(),
      nextConnId: () => this.ids.connId(),
      nextCallUuid: () => this.ids.callUuid(),
      behaviour: this.#behaviour,
      timers: {
        set: (name, delayMs, input) => {
          this.#timers.get(name)?.cancel();
          const fire = () => {
            this.#timers.delete(name);
            this.#run(input);
          };
          this.#timers.set(name, this.clock.setTimer(`switch ${name}`, delayMs, fire));
        },
        cancel: (name) => {
          this.#timers.get(name)?.cancel();
          this.#timers.delete(name);
        },
      },
    });
  }

  #request(input: RequestInput): SwitchResult {
    const { request } = input;
    this.journal.record('switch', 'in', request.request, subjectOf(request), withoutPassword(input));
    return this.#run(input);
  }

  #run(input: SwitchInput): SwitchResult {
    const result = this.#switch.handle(input);
    this.#telling += 1;
    try {
      for (const delivery of result.deliveries) {
        this.journal.record('switch', 'out', delivery.event.event, delivery.event.ThisDN, delivery);
        for (const client of delivery.clients) this.#listeners.get(client)?.(delivery);
      }
    } finally {
      this.#telling -= 1;
    }
    while (this.#telling === 0 && this.#afterwards.length > 0) this.#afterwards.shift()?.();
    return result;
  }
}

export interface SiteClient {
  /** The site numbers the requests. */
  request(request: TRequest): SwitchResult;
  /**
   * Whatever a client sent for a request. The switch checks it, and answers what is none with an EventError.
   * @param referenceId the client's own number, which the answer brings back to it
   */
  ask(value: unknown, referenceId: number): SwitchResult;
  close(): void;
}

/** Who is signed in through a face. */
export interface SessionSummary {
  readonly face: string;
  readonly agentId: string;
  readonly dn: string;
  readonly level: 'published' | 'full';
  readonly connected: boolean;
  /** The last sequence number, where the level has one. */
  readonly seq?: number;
}

/** T-Library's answer has a number only. An attribute that it does not know may have any name, so it is not told. */
function whyNoRequest({ code, attribute }: RefusedRequest): RefusedRequest {
  const known = attribute !== undefined && Object.hasOwn(T_ATTRIBUTES, attribute);
  return { code, ...(known && { attribute }) };
}

function subjectOf(request: TRequest): string | undefined {
  return 'ThisDN' in request ? request.ThisDN : undefined;
}

function withoutPassword(input: RequestInput): RequestInput {
  const { request } = input;
  if (!('Password' in request)) return input;
  return { ...input, request: { ...request, Password: '[redacted]' } };
}
