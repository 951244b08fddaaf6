import type { AgentState, PartyState, TErrorCode } from '@fusion-cti/protocol';
import type { SwitchBehaviour } from '../behaviour.js';

/**
 * A second opinion about the switch: the same rules, written from the specification and not from the code, with plain
 * arrays that are searched. It knows states and refusals, and no events.
 */
export interface ModelCall {
  readonly id: string;
  /** DN or outside number of each side; the queue, while the call stands in it. */
  readonly caller: string;
  readonly callerInside: boolean;
  readonly dialled: string;
  queue: string | undefined;
  ringsAt: string | undefined;
  connected: boolean;
  failed: boolean;
}

interface ModelAgent {
  readonly id: string;
  ready: boolean;
}

export class SwitchModel {
  readonly calls: ModelCall[] = [];
  readonly agents = new Map<string, ModelAgent>();
  readonly #phones: readonly string[];
  readonly #members: Readonly<Record<string, readonly string[]>>;
  readonly #behaviour: Pick<SwitchBehaviour, 'divertOnRinging' | 'releasingSideFirst'>;
  /** Phones, in the order in which they became available. */
  #available: string[] = [];
  /** Calls in the queue that ring nowhere. */
  #waiting: ModelCall[] = [];

  /** @param members which agents take the calls of each queue. */
  constructor(
    phones: readonly string[],
    members: Readonly<Record<string, readonly string[]>>,
    behaviour: Pick<SwitchBehaviour, 'divertOnRinging' | 'releasingSideFirst'>,
  ) {
    this.#phones = phones;
    this.#members = members;
    this.#behaviour = behaviour;
  }

  stateOn(dn: string): PartyState {
    const call = this.callOn(dn);
    if (call === undefined) return 'Null';
    if (call.connected) return 'Connected';
    if (call.caller !== dn) return 'Alerting';
    return call.failed ? 'Failed' : 'Dialing';
  }

  agentState(dn: string): AgentState {
    const agent = this.agents.get(dn);
    if (agent === undefined) return 'Null';
    return agent.ready ? 'Ready' : 'NotReady';
  }

  callOn(dn: string): ModelCall | undefined {
    return this.calls.find((call) => (call.callerInside && call.caller === dn) || call.ringsAt === dn);
  }

  queued(queue: string): string[] {
    return this.calls.filter((call) => call.queue === queue).map((call) => call.id);
  }

  login(dn: string, id: string): TErrorCode | undefined {
    const there = this.agents.get(dn);
    if ([...this.agents].some(([other, agent]) => other !== dn && agent.id === id)) return 1704;
    if (there !== undefined && there.id !== id) return 1706;
    if (there === undefined) this.agents.set(dn, { id, ready: false });
    return undefined;
  }

  logout(dn: string): TErrorCode | undefined {
    if (!this.agents.delete(dn)) return 1707;
    return this.#settle();
  }

  setReady(dn: string, ready: boolean): TErrorCode | undefined {
    const agent = this.agents.get(dn);
    if (agent === undefined) return 1707;
    agent.ready = ready;
    return this.#settle();
  }

  /** @param id the ConnID that the call gets when it begins. */
  makeCall(dn: string, to: string, id: string): TErrorCode | undefined {
    const inside = this.#phones.includes(to) || to in this.#members;
    if (to === dn || (!inside && !['X', 'X-busy'].includes(to))) return 71;
    if (this.callOn(dn) !== undefined) return 231;
    this.#begin({ id, caller: dn, callerInside: true, dialled: to });
    return undefined;
  }

  inbound(to: string, id: string): TErrorCode | undefined {
    if (this.#phones.includes(to) && this.callOn(to) !== undefined) return 231;
    this.#begin({ id, caller: 'outside', callerInside: false, dialled: to });
    return undefined;
  }

  answer(dn: string, id: string): TErrorCode | undefined {
    const call = this.callOn(dn);
    if (call?.id !== id) return this.#isQueued(dn, id) ? 496 : 56;
    if (this.stateOn(dn) !== 'Alerting') return 496;
    call.connected = true;
    call.queue = undefined;
    return this.#settle();
  }

  release(dn: string, id: string): TErrorCode | undefined {
    const call = this.callOn(dn);
    if (call?.id !== id) return this.#isQueued(dn, id) ? 496 : 56;
    if (this.stateOn(dn) === 'Alerting' && call.queue !== undefined) {
      call.ringsAt = undefined;
      // The others are asked before the one who would not take it.
      this.#waiting.unshift(call);
      this.#give();
      return this.#settle();
    }
    const releasingFirst = !call.connected || this.#behaviour.releasingSideFirst;
    return this.end(call, releasingFirst ? dn : this.#otherThan(dn, call));
  }

  farEndAnswer(id: string): TErrorCode | undefined {
    const call = this.calls.find((candidate) => candidate.id === id);
    if (call === undefined) return 56;
    if (call.dialled !== 'X' || call.connected) return 496;
    call.connected = true;
    return undefined;
  }

  farEndRelease(id: string): TErrorCode | undefined {
    const call = this.calls.find((candidate) => candidate.id === id);
    if (call === undefined) return 56;
    return call.callerInside && call.dialled !== 'X' ? 496 : this.end(call);
  }

  /** @param first the phone that is let go first, where there are two. */
  end(call: ModelCall, first?: string): undefined {
    this.calls.splice(this.calls.indexOf(call), 1);
    this.#waiting = this.#waiting.filter((other) => other !== call);
    return this.#settle(first);
  }

  #otherThan(dn: string, call: ModelCall): string | undefined {
    return call.caller === dn ? call.ringsAt : call.caller;
  }

  #begin(facts: Pick<ModelCall, 'id' | 'caller' | 'callerInside' | 'dialled'>): void {
    const busy = facts.dialled === 'X-busy' || this.callOn(facts.dialled) !== undefined;
    const phone = this.#phones.includes(facts.dialled);
    const queue = facts.dialled in this.#members ? facts.dialled : undefined;
    const ringsAt = phone && !busy ? facts.dialled : undefined;
    const call: ModelCall = { ...facts, queue, ringsAt, connected: false, failed: busy };
    this.calls.push(call);
    if (queue !== undefined) this.#waiting.push(call);
    this.#settle();
  }

  #isQueued(dn: string, id: string): boolean {
    return this.calls.some((call) => call.queue === dn && call.id === id);
  }

  /** Who is not available any more leaves the line, who has become so joins its end; then calls are given out. */
  #settle(first?: string): undefined {
    const able = this.#phones.filter((dn) => this.agents.get(dn)?.ready === true && this.callOn(dn) === undefined);
    this.#available = this.#available.filter((dn) => able.includes(dn));
    this.#give();
    const freed = able.filter((dn) => !this.#available.includes(dn) && this.callOn(dn) === undefined);
    this.#available.push(...freed.filter((dn) => dn === first), ...freed.filter((dn) => dn !== first));
    this.#give();
    return undefined;
  }

  #give(): void {
    for (const call of [...this.#waiting]) {
      const members = this.#members[call.queue ?? ''] ?? [];
      const phone = this.#available.find((dn) => members.includes(this.agents.get(dn)?.id ?? ''));
      if (phone === undefined) continue;
      call.ringsAt = phone;
      if (this.#behaviour.divertOnRinging) call.queue = undefined;
      this.#waiting = this.#waiting.filter((other) => other !== call);
      this.#available = this.#available.filter((dn) => dn !== phone);
    }
  }
}
