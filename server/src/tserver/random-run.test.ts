import { T_ATTRIBUTES, T_REQUESTS, type TRequest } from '@fusion-cti/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SwitchInput, SwitchInputOf, SwitchResult } from './api.js';
import type { SwitchBehaviour } from './behaviour.js';
import { CallModel } from './testing/call-model.js';
import { EventLaws } from './testing/event-laws.js';
import {
  AGENTS,
  DNS,
  PHONES,
  ROUTING_POINT,
  VIRTUAL_QUEUE,
  WORLD,
  drawnRequest,
  resolved,
  type Draw,
} from './testing/random-requests.js';
import { ask, call, Rig, type Ask } from './testing/rig.js';

type Stimulus =
  | Exclude<SwitchInput, { readonly kind: 'request' | 'timer' | 'farEndAnswer' | 'farEndRelease' }>
  | { readonly kind: 'farEndAnswer' | 'farEndRelease'; readonly nth: number };
type Moment = Draw | Stimulus | { readonly elapse: number };

const dn = fc.constantFrom(...DNS);
const client = dn.map((number) => number.toLowerCase());
const stimulus: fc.Arbitrary<Stimulus> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('inboundCall' as const),
      to: fc.constantFrom(...PHONES, 'Q', 'Q', 'Q', 'P', 'P', 'V'),
      from: fc.constantFrom('Y', ''),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('farEndAnswer' as const, 'farEndRelease' as const), nth: fc.nat(9) }),
  },
  fc.record({ kind: fc.constant('dnOutOfService' as const), dn }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('dnBackInService' as const), dn }) },
  fc.constant({ kind: 'linkLost' as const }),
  { weight: 4, arbitrary: fc.constant({ kind: 'linkRestored' as const }) },
  fc.constant({ kind: 'switchOver' as const, standBy: 'hot' as const }),
  fc.record({ kind: fc.constant('disconnect' as const), client }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('connect' as const), client }) },
);
const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 30, arbitrary: drawnRequest },
  { weight: 6, arbitrary: stimulus },
  { weight: 2, arbitrary: fc.record({ elapse: fc.constantFrom(100, 6_000, 16_000, 61_000) }) },
);

const behaviour: fc.Arbitrary<Partial<SwitchBehaviour>> = fc.record(
  {
    divertOnRinging: fc.boolean(),
    divertedBeforeRinging: fc.boolean(),
    answeringSideFirst: fc.boolean(),
    releasingSideFirst: fc.boolean(),
    offHookBeforeDialing: fc.boolean(),
    retrievedBeforeReleased: fc.boolean(),
    rejectedCallerHearsBusy: fc.boolean(),
    abandonedBy: fc.constantFrom('any' as const, 'external' as const),
    consultUserData: fc.constantFrom('separate' as const, 'inherited' as const, 'joint' as const),
    wrapUpTime: fc.constantFrom(0, 5, 'untimed' as const),
    legalGuardTime: fc.constantFrom(0, 3),
    autoLogoutTimeout: fc.constantFrom(0, 1),
    readyAtLogin: fc.boolean(),
    logoutOnDisconnect: fc.boolean(),
    logoutOnOutOfService: fc.boolean(),
    afterRoutingTimeoutMs: fc.constantFrom(0, 10_000),
    afterRoutingTimeoutAction: fc.constantFrom('none' as const, 'notready' as const, 'logout' as const),
    agentNoAnswerTimeoutMs: fc.constantFrom(0, 10_000),
    agentNoAnswerAction: fc.constantFrom('none' as const, 'notready' as const, 'logout' as const),
    conferenceLimit: fc.constantFrom(3, 20),
    twoPartyMute: fc.boolean(),
    registrationsSurviveLinkLoss: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** A switch, and somebody who hears every event. */
class Run {
  readonly rig: Rig;
  readonly model = new CallModel([ROUTING_POINT], [VIRTUAL_QUEUE]);
  readonly laws = new EventLaws('anywhere', [VIRTUAL_QUEUE]);

  constructor(options: Partial<SwitchBehaviour>) {
    this.rig = new Rig(options, WORLD);
    this.#register();
    this.#staff();
  }

  take(taken: Moment): void {
    if ('elapse' in taken) this.#elapse(taken.elapse);
    else if ('name' in taken) {
      const { client: from, request } = resolved(taken, this.model);
      this.#happens({ kind: 'ask', client: from, request });
    } else if ('nth' in taken) {
      const calls = this.rig.switch.snapshot().calls.filter(({ farEnd }) => farEnd !== undefined);
      const connId = calls[taken.nth % Math.max(1, calls.length)]?.connId ?? call(taken.nth);
      this.#happens({ kind: taken.kind, connId });
    } else this.#happens(taken);
  }

  /** Anything at all, as a request. What is none is refused for what it is. */
  send(input: SwitchInputOf<'request'>): void {
    const { refused } = this.#happens(input);
    const name: unknown = (Object(input.request) as { request?: unknown }).request;
    if (typeof name !== 'string' || !Object.hasOwn(T_REQUESTS, name)) expect(refused).toBe(51);
  }

  /** Everything works again, everybody goes home, and everybody hangs up. */
  end(): void {
    this.#happens({ kind: 'linkRestored' });
    for (const number of DNS) this.#happens({ kind: 'dnBackInService', dn: number });
    // Whoever had a DN for themselves lets it go.
    for (const number of DNS) this.#happens({ kind: 'disconnect', client: number.toLowerCase() });
    this.#register();
    for (let round = 0; round < 10 && this.rig.switch.snapshot().calls.length > 0; round += 1) {
      for (const number of PHONES) this.#happens(ask('RequestAgentLogout', number));
      for (const { dn: number, connId } of this.model.parties)
        this.#happens(ask('RequestReleaseCall', number, { ConnID: connId }));
      for (const { connId } of this.rig.switch.snapshot().calls) this.#happens({ kind: 'farEndRelease', connId });
    }
    for (const number of PHONES) this.#happens(ask('RequestAgentLogout', number));
    this.#elapse(3_600_000);
    expect(this.rig.switch.snapshot().calls).toEqual([]);
    expect([...this.rig.timers.keys()]).toEqual([]);
    expect([this.model.parties, this.model.unfinished]).toEqual([[], 0]);
    expect([this.laws.openParties, this.laws.phonesOffHook]).toEqual([0, 0]);
  }

  #register(): void {
    for (const number of DNS) {
      this.#happens({ kind: 'connect', client: number.toLowerCase() });
      this.#happens(ask('RequestRegisterAddress', number));
    }
  }

  /** Without agents at work nobody would be given a call. */
  #staff(): void {
    for (const [index, AgentID] of AGENTS.entries()) {
      if (index === 0) continue;
      this.#happens(ask('RequestAgentLogin', PHONES[index] ?? 'A', { AgentID }));
      if (index > 1) this.#happens(ask('RequestAgentReady', PHONES[index] ?? 'A'));
    }
  }

  /** What happens takes a moment, so that more may be due than was at first. */
  #elapse(milliseconds: number): void {
    const { rig } = this;
    const end = rig.time + milliseconds;
    for (let fired = 0; fired < 1000; fired += 1) {
      const due = rig.nextDue(end);
      if (due === undefined) break;
      this.#happens(due);
    }
    rig.time = end;
  }

  #happens(input: SwitchInput | Ask): SwitchResult {
    const { rig, laws, model } = this;
    rig.time += 10;
    const before = this.#state();
    const result = rig.do(input);
    const sent: SwitchInput =
      input.kind === 'ask' ? ({ ...input, kind: 'request', referenceId: rig.lastReference } as never) : input;
    laws.observe(sent, result);
    for (const { event } of result.deliveries) model.observe(event);
    const label = fc.stringify(input);
    expect([label, ...laws.breaches, ...model.breaches]).toEqual([label]);
    if (result.refused !== undefined) expect(this.#state()).toBe(before);
    expect([label, ...model.disagreement(rig.switch.snapshot())]).toEqual([label]);
    return result;
  }

  /** All that can be seen of the switch, and what it waits for. */
  #state(): string {
    const { rig } = this;
    return JSON.stringify([rig.switch.snapshot(), [...rig.timers]]);
  }
}

/** What once went wrong, and shall not again. */
const draw = (name: Draw['name'], nth: number, attributes: Draw['attributes'] = {}): Draw => ({
  name,
  nth,
  stray: false,
  attributes,
});
const PINNED: [Partial<SwitchBehaviour>, Moment[]][] = [
  // The routing point of a dialler's call never heard that nobody answered.
  [{}, [draw('RequestMakePredictiveCall', 0, { OtherDN: 'X' }), { kind: 'farEndRelease', nth: 0 }]],
  // A mask kept the answer from who had asked.
  [
    {},
    [
      draw('RequestSetInputMask', 0, { InputMask: 'ffffffffffffffffffffffffffffffff' }),
      { kind: 'inboundCall', to: 'A', from: 'Y' },
      draw('RequestAnswerCall', 0),
    ],
  ],
  // The virtual queue of a call that had moved was told of another VQID.
  [
    {},
    [
      draw('RequestMakeCall', 23, { OtherDN: 'A' }),
      draw('RequestSetDNDOn', 6),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
    ],
  ],
  // An agent who came to a conference through a queue was no member of it.
  [
    {},
    [
      { kind: 'inboundCall', to: 'D', from: 'Y' },
      draw('RequestCallForwardSet', 0, { OtherDN: 'Q', ForwardMode: 'Unconditional' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepConference', 0, { OtherDN: 'A' }),
    ],
  ],
  // A call that rang at an agent overflowed, and rang at two.
  [{ divertOnRinging: false }, [{ kind: 'inboundCall', to: 'Q', from: 'Y' }, { elapse: 61_000 }]],
  // Who answered a redirected call took it out of a queue that it had come to for somebody else.
  [
    {},
    [
      draw('RequestMakeCall', 12, { OtherDN: 'D' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
      draw('RequestRedirectCall', 0, { OtherDN: 'X' }),
      { kind: 'farEndAnswer', nth: 0 },
    ],
  ],
  // Two calls of three became one of four, and its members were still caller and called.
  [
    {},
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'X' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepConference', 22, { OtherDN: 'X' }),
      draw('RequestMergeCalls', 0, { MergeType: 'Transfer' }),
    ],
  ],
  // A call came to a routing point where it was already.
  [
    {},
    [
      draw('RequestMakeCall', 0, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
      draw('RequestRedirectCall', 9, { OtherDN: 'P' }),
    ],
  ],
  // Who was alone in a queue sent the call on, and nobody was left in it.
  [
    {},
    [
      draw('RequestMakeCall', 21, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      draw('RequestCompleteTransfer', 0),
      draw('RequestRedirectCall', 0, { OtherDN: 'P' }),
    ],
  ],
  // Who only listened to a call took part in it.
  [
    {},
    [
      draw('RequestMonitorNextCall', 15, { OtherDN: 'B', MonitorNextCallType: 'OneCall' }),
      draw('RequestMakeCall', 0, { OtherDN: 'B' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepTransfer', 1, { OtherDN: 'P' }),
      draw('RequestRedirectCall', 2, { OtherDN: 'X' }),
    ],
  ],
  // Who was found by a routing point took another call out of it, when both were one conference.
  [
    {},
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteTransfer', 7),
      draw('RequestCompleteConference', 0),
      draw('RequestAnswerCall', 0),
    ],
  ],
  // A call that rang at an agent was transferred, and overflowed to another all the same.
  [
    { divertOnRinging: false },
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      draw('RequestCompleteTransfer', 0),
      { elapse: 61_000 },
    ],
  ],
  // An agent redirected a call that its queue still held, and it stayed there.
  [
    { divertOnRinging: false },
    [{ kind: 'inboundCall', to: 'Q', from: 'Y' }, draw('RequestRedirectCall', 0, { OtherDN: 'A' })],
  ],
  // Everybody had transferred themselves out, and the call stayed in its queue.
  [
    { afterRoutingTimeoutMs: 10_000, afterRoutingTimeoutAction: 'logout' },
    [
      draw('RequestAnswerCall', 1),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      { elapse: 61_000 },
      draw('RequestCompleteTransfer', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'X' }),
      draw('RequestCompleteTransfer', 0),
    ],
  ],
];

const RUNS = Number(process.env.CTI_RANDOM_RUNS ?? 300);

// fast-check prints seed and path of a failure; CTI_RANDOM_RUNS makes the search longer.
test(
  'K-31 Whatever is asked in whatever order, the laws of events hold.',
  () => {
    fc.assert(
      fc.property(behaviour, fc.noBias(fc.array(moment, { maxLength: 80, size: 'max' })), (options, moments) => {
        const run = new Run(options);
        for (const taken of moments) run.take(taken);
        run.end();
      }),
      { numRuns: RUNS, examples: PINNED },
    );
  },
  30_000 + RUNS * 100,
);

/** A request of which one attribute is something else, is missing, or should not be there. */
const damaged: fc.Arbitrary<unknown> = fc
  .tuple(
    drawnRequest,
    fc.constantFrom<string>(...Object.keys(T_ATTRIBUTES), 'request', '__proto__', 'constructor'),
    fc.anything(),
  )
  .map(([{ name, attributes }, damagedOne, value]) => {
    const request: Record<string, unknown> = { request: name, ThisDN: 'A', ConnID: call(1), ...attributes };
    Object.defineProperty(request, damagedOne, { value, enumerable: true, configurable: true, writable: true });
    return request;
  });

test(
  'K-32 Whatever is sent as a request is answered once, and what is refused changes nothing.',
  () => {
    const anything = fc.oneof(fc.anything(), fc.jsonValue(), damaged);
    fc.assert(
      fc.property(fc.array(fc.tuple(anything, fc.boolean()), { minLength: 1, maxLength: 20 }), (values) => {
        const run = new Run({});
        for (const [index, [request, registered]] of values.entries())
          run.send({
            kind: 'request',
            client: registered ? 'a' : 'nobody',
            referenceId: index,
            request: request as TRequest,
          });
        run.end();
      }),
      { numRuns: RUNS },
    );
  },
  30_000 + RUNS * 100,
);
