import type { KVList } from '@fusion-cti/protocol';
import {
  type AgentOnDn,
  type CallSnapshotOfSwitch,
  type ClientId,
  type Delivery,
  type PartyOnDn,
  Switch,
  type SwitchBehaviour,
  type SwitchInput,
  type SwitchResult,
  type SwitchSnapshot,
  type SwitchWorld,
  type TRequest,
} from '../tserver/index.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';
import type { Journal } from '../runtime/journal.js';
import type { World } from '../world/world.js';

type RequestInput = Extract<SwitchInput, { readonly kind: 'request' }>;

export interface SiteOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly journal: Journal;
  readonly behaviour?: Partial<SwitchBehaviour>;
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
  readonly #listeners = new Map<ClientId, (delivery: Delivery) => void>();
  readonly #timers = new Map<string, Timer>();
  readonly #resetListeners: (() => void)[] = [];
  readonly #sessionLists: (() => readonly SessionSummary[])[] = [];
  #switch: Switch;
  #lastReference = 0;

  constructor(options: SiteOptions) {
    this.world = options.world;
    this.clock = options.clock;
    this.ids = options.ids;
    this.journal = options.journal;
    this.#behaviour = options.behaviour ?? {};
    this.#switch = this.#newSwitch();
  }

  /** Opens a T-Library connection to the switch. */
  connect(client: ClientId, onDelivery: (delivery: Delivery) => void): SiteClient {
    this.#listeners.set(client, onDelivery);
    this.#run({ kind: 'connect', client });
    return {
      request: (request) => {
        this.#lastReference += 1;
        const input: RequestInput = { kind: 'request', client, referenceId: this.#lastReference, request };
        this.journal.record('switch', 'in', request.request, request.ThisDN, withoutPassword(input));
        return this.#run(input);
      },
      close: () => {
        this.#run({ kind: 'disconnect', client });
        this.#listeners.delete(client);
      },
    };
  }

  /** A call from outside the switch. */
  inboundCall(to: string, from: string, userData: KVList): SwitchResult {
    return this.#stimulus({ kind: 'inboundCall', to, from, userData });
  }

  farEndAnswer(connId: string): SwitchResult {
    return this.#stimulus({ kind: 'farEndAnswer', connId });
  }

  farEndRelease(connId: string): SwitchResult {
    return this.#stimulus({ kind: 'farEndRelease', connId });
  }

  snapshot(): SwitchSnapshot {
    return this.#switch.snapshot();
  }

  call(connId: string): CallSnapshotOfSwitch | undefined {
    return this.#switch.call(connId);
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

  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  /** Back to the world file: no calls, nobody logged in, nobody connected. */
  reset(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#listeners.clear();
    this.#switch = this.#newSwitch();
    for (const listener of this.#resetListeners) listener();
    this.journal.clear();
  }

  #newSwitch(): Switch {
    return new Switch({
      world: switchWorldOf(this.world),
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

  #stimulus(input: SwitchInput): SwitchResult {
    this.journal.record('switch', 'in', input.kind, undefined, input);
    return this.#run(input);
  }

  #run(input: SwitchInput): SwitchResult {
    const result = this.#switch.handle(input);
    for (const delivery of result.deliveries) {
      this.journal.record('switch', 'out', delivery.event.event, delivery.event.ThisDN, delivery);
      for (const client of delivery.clients) this.#listeners.get(client)?.(delivery);
    }
    return result;
  }
}

export interface SiteClient {
  /** The site numbers the requests. */
  request(request: TRequest): SwitchResult;
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

function withoutPassword(input: RequestInput): RequestInput {
  const { request } = input;
  if (request.request !== 'RequestAgentLogin' || request.Password === undefined) return input;
  return { ...input, request: { ...request, Password: '[redacted]' } };
}

function switchWorldOf({ data }: World): SwitchWorld {
  return {
    dns: [
      ...data.agents.map(({ dn, name }) => ({ dn, name, type: 'DN' as const })),
      ...data.extensions.map(({ dn, name }) => ({ dn, name, type: 'DN' as const })),
      ...data.queues.map(({ dn, name }) => ({ dn, name, type: 'Queue' as const })),
    ],
    agents: data.agents.map(({ agentId, password, queues }) => ({
      agentId,
      queues,
      ...(password !== undefined && { password }),
    })),
    subscribers: data.subscribers,
  };
}
