import type { TErrorCode } from '@fusion-cti/protocol';
import type {
  AgentOnDn,
  CallSnapshotOfSwitch,
  DnSnapshot,
  PartyOnDn,
  SwitchInput,
  SwitchInputKind,
  SwitchInputOf,
  SwitchOptions,
  SwitchResult,
  SwitchSnapshot,
} from './api.js';
import { SwitchContext } from './context.js';
import { INPUTS } from './inputs.js';
import { callSnapshot, dnSnapshot, partySnapshot } from './snapshot.js';

/**
 * An emulated T-Server. Deterministic: the same inputs, times and ids give the same events, and nothing happens except
 * in `handle`.
 */
export class Switch {
  readonly #now: () => number;
  readonly #context: SwitchContext;

  /** @throws Error with a sentence, when the world contradicts itself. */
  constructor(options: SwitchOptions) {
    this.#now = options.now;
    this.#context = new SwitchContext(options);
  }

  /**
   * Everything that one input leads to, as events in order.
   * @throws SwitchFault when the switch itself is wrong; what a caller does wrong is in `refused`.
   */
  handle(input: SwitchInput): SwitchResult {
    const context = this.#context;
    context.begin(this.#now());
    const refused = this.#perform(input);
    context.distribution.settle();
    const { touched, tell } = context;
    if (refused !== undefined) return { deliveries: tell.deliveries, refused };
    return touched === undefined ? { deliveries: tell.deliveries } : { deliveries: tell.deliveries, connId: touched };
  }

  /** The whole state, in a stable order. For people and tests: it costs as much as the switch is large. */
  snapshot(): SwitchSnapshot {
    return {
      dns: Array.from(this.#context.directory.dns(), dnSnapshot),
      calls: Array.from(this.#context.calls.values(), callSnapshot),
    };
  }

  /** One call; `undefined` when it has ended, or never was. */
  call(connId: string): CallSnapshotOfSwitch | undefined {
    const call = this.#context.calls.get(connId);
    return call === undefined ? undefined : callSnapshot(call);
  }

  /** One DN; `undefined` when it is not configured. */
  dn(number: string): DnSnapshot | undefined {
    const dn = this.#context.directory.find(number);
    return dn === undefined ? undefined : dnSnapshot(dn);
  }

  agentOn(dn: string): AgentOnDn | undefined {
    const seat = this.#context.directory.find(dn)?.seat;
    if (seat?.agentId === undefined) return undefined;
    return { agentId: seat.agentId, state: seat.state, since: seat.since };
  }

  partiesOn(dn: string): readonly PartyOnDn[] {
    const parties: PartyOnDn[] = [];
    for (const party of this.#context.directory.find(dn)?.parties.values() ?? []) parties.push(partySnapshot(party));
    return parties;
  }

  #perform<Kind extends SwitchInputKind>(input: SwitchInputOf<Kind>): TErrorCode | undefined {
    return INPUTS[input.kind](this.#context, input);
  }
}
