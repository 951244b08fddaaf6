import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SwitchInput, SwitchResult, SwitchWorld } from './api.js';
import { EventLaws } from './testing/event-laws.js';
import { ask, call, Rig, type Ask } from './testing/rig.js';
import { SwitchModel } from './testing/switch-model.js';

const PHONES = ['A', 'B', 'C', 'D'];
const MEMBERS = { Q: ['1', '2'] };
const AGENTS = ['1', '2', '3'];
const CLIENTS = ['first', 'second'];
const WORLD: SwitchWorld = {
  dns: [...PHONES.map((dn) => ({ dn, type: 'DN' as const })), { dn: 'Q', type: 'Queue' }],
  agents: AGENTS.map((agentId) => ({ agentId, queues: MEMBERS.Q.includes(agentId) ? ['Q'] : [] })),
  subscribers: [
    { number: 'X', behaviour: 'rings' },
    { number: 'X-busy', behaviour: 'busy' },
  ],
};

const dn = fc.constantFrom(...PHONES);
const dnOrQueue = fc.constantFrom(...PHONES, 'Q');
/** The second client is not always registered. */
const client = fc.constantFrom('first', 'first', 'first', 'second');
/** Mostly the call that is on the DN, sometimes any other. */
const which = fc.oneof({ weight: 4, arbitrary: fc.constant('own' as const) }, fc.nat(7));

const step = fc.oneof(
  fc.record({ do: fc.constant('register' as const), dn: dnOrQueue }),
  fc.record({ do: fc.constant('unregister' as const), dn: dnOrQueue }),
  fc.record({ do: fc.constant('reconnect' as const) }),
  fc.record({ do: fc.constant('login' as const), dn, client, agent: fc.constantFrom(...AGENTS) }),
  fc.record({ do: fc.constant('logout' as const), dn, client }),
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('ready' as const, 'notReady' as const), dn, client }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('makeCall' as const),
      dn,
      client,
      to: fc.constantFrom(...PHONES, 'Q', 'Q', 'X', 'X-busy', 'nobody'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('inbound' as const), to: fc.constantFrom(...PHONES, 'Q', 'Q', 'Q') }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), dn: dnOrQueue, client, which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('release' as const), dn: dnOrQueue, client, which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('farEndAnswer' as const, 'farEndRelease' as const), nth: fc.nat(7) }),
  },
  fc.record({ do: fc.constant('busyToneOver' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Who is at work before anything happens: without it, most runs would have nobody to give a call to. */
const shift = fc.shuffledSubarray(AGENTS.map((agent, index) => ({ agent, dn: PHONES[index] ?? 'A' })));

const behaviour = fc.record({
  divertOnRinging: fc.boolean(),
  divertedBeforeRinging: fc.boolean(),
  answeringSideFirst: fc.boolean(),
  releasingSideFirst: fc.boolean(),
  offHookBeforeDialing: fc.boolean(),
  rejectedCallerHearsBusy: fc.boolean(),
  abandonedBy: fc.constantFrom('any' as const, 'external' as const),
});
type Options = typeof behaviour extends fc.Arbitrary<infer Value> ? Value : never;

interface Taken {
  /** Absent when there was nothing to do. */
  readonly result?: SwitchResult;
  /** What the model refuses it with. */
  readonly expected?: number | undefined;
}

/** A switch and its model side by side. */
class Run {
  readonly rig: Rig;
  readonly model: SwitchModel;
  readonly laws: EventLaws;
  /** DNs that the second client has registered. */
  readonly #registered = new Set<string>();
  #calls = 0;

  constructor(options: Options) {
    this.rig = new Rig(options, WORLD);
    this.model = new SwitchModel(PHONES, MEMBERS, options);
    this.laws = new EventLaws(!options.divertOnRinging);
    for (const name of CLIENTS) this.#happens({ kind: 'connect', client: name });
    for (const { dn: number } of WORLD.dns) this.#happens(ask('RequestRegisterAddress', number, {}, 'first'));
  }

  step(taken: Step): void {
    const before = this.rig.switch.snapshot();
    const { result, expected } = this.#take(taken);
    expect(result?.refused).toBe(expected);
    expect(this.laws.breaches).toEqual([]);
    if (expected !== undefined) expect(this.rig.switch.snapshot()).toEqual(before);
    this.#agrees();
  }

  /** Everybody hangs up. */
  end(): void {
    for (const { id, caller, callerInside } of [...this.model.calls]) {
      if (callerInside) this.step({ do: 'release', dn: caller, client: 'first', which: parseInt(id, 16) - 1 });
      else this.step({ do: 'farEndRelease', nth: parseInt(id, 16) - 1 });
    }
    expect(this.rig.switch.snapshot().calls).toEqual([]);
    expect([this.laws.openParties, this.laws.phonesOffHook, this.rig.timers.size]).toEqual([0, 0, 0]);
  }

  #take(taken: Step): Taken {
    const { model } = this;
    switch (taken.do) {
      case 'register':
        this.#registered.add(taken.dn);
        return { result: this.#happens(ask('RequestRegisterAddress', taken.dn, {}, 'second')) };
      case 'unregister': {
        const expected = this.#registered.delete(taken.dn) ? undefined : 41;
        return { result: this.#happens(ask('RequestUnregisterAddress', taken.dn, {}, 'second')), expected };
      }
      case 'reconnect':
        this.#registered.clear();
        this.#happens({ kind: 'disconnect', client: 'second' });
        return { result: this.#happens({ kind: 'connect', client: 'second' }) };
      case 'login': {
        const asked = ask('RequestAgentLogin', taken.dn, { AgentID: taken.agent }, taken.client);
        return this.#asks(taken, asked, () => model.login(taken.dn, taken.agent));
      }
      case 'logout':
        return this.#asks(taken, ask('RequestAgentLogout', taken.dn, {}, taken.client), () => model.logout(taken.dn));
      case 'ready':
        return this.#asks(taken, ask('RequestAgentReady', taken.dn, {}, taken.client), () =>
          model.setReady(taken.dn, true),
        );
      case 'notReady':
        return this.#asks(taken, ask('RequestAgentNotReady', taken.dn, {}, taken.client), () =>
          model.setReady(taken.dn, false),
        );
      case 'makeCall': {
        const asked = ask('RequestMakeCall', taken.dn, { OtherDN: taken.to }, taken.client);
        return this.#asks(taken, asked, () => this.#begins((id) => model.makeCall(taken.dn, taken.to, id)));
      }
      case 'inbound': {
        const expected = this.#begins((id) => model.inbound(taken.to, id));
        return { result: this.#happens({ kind: 'inboundCall', to: taken.to, from: 'Y' }), expected };
      }
      case 'answer': {
        const ConnID = this.#connId(taken);
        const asked = ask('RequestAnswerCall', taken.dn, { ConnID }, taken.client);
        return this.#asks(taken, asked, () => model.answer(taken.dn, ConnID));
      }
      case 'release': {
        const ConnID = this.#connId(taken);
        const asked = ask('RequestReleaseCall', taken.dn, { ConnID }, taken.client);
        return this.#asks(taken, asked, () => model.release(taken.dn, ConnID));
      }
      case 'farEndAnswer':
      case 'farEndRelease': {
        const connId = call(taken.nth + 1);
        return { result: this.#happens({ kind: taken.do, connId }), expected: model[taken.do](connId) };
      }
      case 'busyToneOver': {
        const failed = model.calls.find((candidate) => candidate.failed);
        if (failed === undefined) return {};
        model.end(failed);
        return { result: this.#happens({ kind: 'timer', timer: { name: 'busy-tone', connId: failed.id } }) };
      }
    }
  }

  /** A request of a client that has not registered the DN is refused before anything else. */
  #asks(taken: { dn: string; client: string }, asked: Ask, model: () => number | undefined): Taken {
    const registered = taken.client === 'first' || this.#registered.has(taken.dn);
    return { expected: registered ? model() : 41, result: this.#happens(asked) };
  }

  #begins(begin: (id: string) => number | undefined): number | undefined {
    const refused = begin(call(this.#calls + 1));
    if (refused === undefined) this.#calls += 1;
    return refused;
  }

  #connId({ dn: number, which: nth }: { dn: string; which: 'own' | number }): string {
    return nth === 'own' ? (this.model.callOn(number)?.id ?? call(1)) : call(nth + 1);
  }

  #happens(input: SwitchInput | Ask): SwitchResult {
    this.rig.time += 1000;
    const result = this.rig.do(input);
    const sent: SwitchInput =
      input.kind === 'ask' ? ({ ...input, kind: 'request', referenceId: this.rig.lastReference } as never) : input;
    this.laws.observe(sent, result);
    return result;
  }

  #agrees(): void {
    const { switch: real } = this.rig;
    for (const number of PHONES) {
      const parties = real.partiesOn(number).map(({ connId, state }) => [connId, state]);
      const modelled = this.model.callOn(number);
      expect([number, parties]).toEqual([
        number,
        modelled === undefined ? [] : [[modelled.id, this.model.stateOn(number)]],
      ]);
      expect([number, real.agentOn(number)?.state ?? 'Null']).toEqual([number, this.model.agentState(number)]);
      expect(real.agentOn(number)?.agentId).toBe(this.model.agents.get(number)?.id);
    }
    expect(real.partiesOn('Q').map(({ connId }) => connId)).toEqual(this.model.queued('Q'));
    expect(real.snapshot().calls.map(({ connId }) => connId)).toEqual(this.model.calls.map(({ id }) => id));
  }
}

const RUNS = Number(process.env.CTI_RANDOM_RUNS ?? 300);

// fast-check prints seed and path of a failure; CTI_RANDOM_RUNS makes the search longer.
test(
  'K-02 K-04 K-05 K-12 Whatever is asked in whatever order, the switch does what the model says and keeps the laws of its events.',
  () => {
    fc.assert(
      fc.property(behaviour, shift, fc.array(step, { minLength: 20, maxLength: 80 }), (options, present, steps) => {
        const run = new Run(options);
        for (const { agent, dn: number } of present) {
          run.step({ do: 'login', dn: number, client: 'first', agent });
          run.step({ do: 'ready', dn: number, client: 'first' });
        }
        for (const taken of steps) run.step(taken);
        run.end();
      }),
      { numRuns: RUNS },
    );
  },
  30_000 + RUNS * 50,
);
