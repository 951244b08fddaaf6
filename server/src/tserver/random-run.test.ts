import { T_ATTRIBUTES, T_REQUESTS, type TRequest } from '@fusion-cti/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SwitchInput, SwitchInputOf, SwitchResult, SwitchSnapshot } from './api.js';
import { SIP_PROFILE, type SwitchBehaviour } from './behaviour.js';
import { CallModel } from './testing/call-model.js';
import { EventLaws } from './testing/event-laws.js';
import { PINNED } from './testing/pinned-runs.js';
import { behaviour, moment, type Moment } from './testing/random-moments.js';
import {
  AGENTS,
  DNS,
  PHONES,
  ROUTING_POINT,
  VIRTUAL_QUEUE,
  WORLD,
  drawnRequest,
  resolved,
} from './testing/random-requests.js';
import { ask, call, Rig, type Ask } from './testing/rig.js';

/** A switch, and somebody who hears every event. */
class Run {
  readonly rig: Rig;
  readonly model = new CallModel([ROUTING_POINT], [VIRTUAL_QUEUE]);
  readonly laws = new EventLaws('anywhere', [VIRTUAL_QUEUE]);

  /** DNs that have left the configuration: nothing happens there any more. */
  readonly #gone = new Set<string>();
  /** Nobody is told what happens while the link is down. */
  #linkDown = false;
  readonly #mostMembers: number;

  constructor(options: Partial<SwitchBehaviour>) {
    this.rig = new Rig(options, WORLD);
    this.#mostMembers = options.conferenceLimit ?? SIP_PROFILE.conferenceLimit;
    this.#register();
    this.#staff();
  }

  take(taken: Moment): void {
    // What a stand-by has never been told, nobody hears of: there would be nothing to compare the switch with.
    if ('kind' in taken && taken.kind === 'switchOver' && this.#linkDown) this.take({ kind: 'linkRestored' });
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
    const renames = input.kind === 'switchOver' && input.standBy === 'warm';
    const calls = renames ? rig.switch.snapshot().calls : [];
    const result = rig.do(input);
    if (renames) this.#startOver(calls);
    const sent: SwitchInput =
      input.kind === 'ask' ? ({ ...input, kind: 'request', referenceId: rig.lastReference } as never) : input;
    laws.observe(sent, result);
    this.#forget(input, result);
    for (const { event } of result.deliveries) model.observe(event);
    const label = fc.stringify(input);
    expect([label, ...laws.breaches, ...model.breaches]).toEqual([label]);
    if (result.refused !== undefined) expect(this.#state()).toBe(before);
    else if (input.kind === 'linkLost' || input.kind === 'linkRestored') this.#linkDown = input.kind === 'linkLost';
    const after = rig.switch.snapshot();
    for (const { connId, parties, farEnd } of after.calls) {
      const members = parties.filter(({ state, role }) => state !== 'Queued' && role !== 'Observer');
      const count = members.length + (farEnd === undefined ? 0 : 1);
      expect([label, connId, count <= this.#mostMembers]).toEqual([label, connId, true]);
    }
    if (!this.#linkDown) expect([label, ...model.disagreement(after)]).toEqual([label]);
    return result;
  }

  #forget(input: SwitchInput | Ask, { deliveries, refused }: SwitchResult): void {
    // What had happened there while the link was down is told all the same.
    const since = input.kind === 'linkRestored' ? [] : deliveries.filter(({ event }) => event.event !== 'EventError');
    expect(since.filter(({ event }) => this.#gone.has(event.ThisDN ?? '')).map(({ event }) => event.event)).toEqual([]);
    if (input.kind !== 'dnRemoved' || refused !== undefined) return;
    this.#gone.add(input.dn);
    this.model.remove(input.dn);
  }

  /** Nobody is told the new ConnIDs: everybody asks. */
  #startOver(before: SwitchSnapshot['calls']): void {
    const { calls } = this.rig.switch.snapshot();
    const renamed = new Map(
      before.map(({ connId, callUuid }) => [connId, calls.find((now) => now.callUuid === callUuid)?.connId ?? connId]),
    );
    this.laws.startOver(renamed);
    this.model.startOver(renamed);
  }

  /** All that can be seen of the switch, and what it waits for. */
  #state(): string {
    const { rig } = this;
    return JSON.stringify([rig.switch.snapshot(), [...rig.timers]]);
  }
}

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
