import {
  PARTY_CAPABILITIES,
  PARTY_STATES,
  SECOND_CALL_CAPABILITIES,
  type PartyState,
  type TErrorCode,
  type TRequestName,
} from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import { outcomeOf, refusal } from '../testing/refusals.js';
import { ask, call, type Ask, type Rig } from '../testing/rig.js';
import { askedAt, SAMPLES } from '../testing/samples.js';
import {
  A_CALLS_B,
  A_CONSULTS_D,
  A_HEARS_BUSY,
  A_HOLDS_B,
  A_TALKS_TO_B,
  A_TALKS_TO_D_ABOUT_B,
  CONFERENCE,
  driver,
  hold,
  inbound,
  release,
  rigAfter,
  take,
  type Steps,
} from '../testing/steps.js';

/** The DN that is brought into a state, and how. */
interface Situation {
  readonly dn: string;
  readonly given: Steps;
}
type Situations = Readonly<Record<PartyState, Situation>>;

function brought({ dn, given }: Situation, nth: number, state: PartyState): Rig {
  const rig = rigAfter(given);
  const there = rig.switch.partiesOn(dn).find(({ connId }) => connId === call(nth));
  expect(there?.state ?? 'Null').toBe(state);
  return rig;
}

function cellsOf(capabilities: Readonly<Record<PartyState, readonly TRequestName[]>>) {
  const requests = [...new Set(Object.values(capabilities).flat())];
  const cells = PARTY_STATES.flatMap((state) => requests.map((request) => ({ state, request })));
  const isLegal = ({ state, request }: (typeof cells)[number]) => capabilities[state].includes(request);
  return { legal: cells.filter(isLegal), illegal: cells.filter((cell) => !isLegal(cell)) };
}

/** Not refused, and answered once with the event that answers such a request. */
function expectDone(rig: Rig, asked: Ask, request: TRequestName): void {
  const { deliveries, refused } = rig.do(asked);
  expect(refused).toBeUndefined();
  const answers = deliveries.filter((delivery) => delivery.answers !== undefined);
  expect(answers).toMatchObject([
    {
      event: { event: SAMPLES[request].answer, ThisDN: asked.request.ThisDN },
      answers: { client: asked.client, referenceId: rig.lastReference },
    },
  ]);
}

describe('requests about a call', () => {
  /** In call 1. Where the request is about a conference, somebody has to be in one. */
  const INTO: Situations = {
    Null: { dn: 'B', given: [...A_CALLS_B, release('A')] },
    Queued: { dn: 'P', given: [inbound('P')] },
    Dialing: { dn: 'A', given: A_CALLS_B },
    Alerting: { dn: 'B', given: A_CALLS_B },
    Connected: { dn: 'A', given: CONFERENCE },
    Held: { dn: 'A', given: A_HOLDS_B },
    Failed: { dn: 'A', given: A_HEARS_BUSY },
  };
  /** Undoing something takes something that was done. */
  const DONE_BEFORE: Partial<Readonly<Record<TRequestName, Steps>>> = {
    RequestSetMuteOff: [SAMPLES.RequestSetMuteOn.asked],
    RequestListenReconnect: [SAMPLES.RequestListenDisconnect.asked],
  };
  const CODES: Readonly<Record<string, TErrorCode>> = {
    ...Object.fromEntries(PARTY_STATES.map((state) => [state, 496])),
    Null: 56,
    'Held RequestHoldCall': 43,
  };
  const { legal, illegal } = cellsOf(PARTY_CAPABILITIES);

  test.each(legal)('K-08 Party $state, $request: is legal, and done.', ({ state, request }) => {
    const rig = brought(INTO[state], 1, state);
    take(rig, DONE_BEFORE[request] ?? []);
    expectDone(rig, askedAt(request, INTO[state].dn), request);
  });

  test.each(illegal)('K-08 Party $state, $request: refused, and nothing changes.', ({ state, request }) => {
    const rig = brought(INTO[state], 1, state);
    const asked = askedAt(request, INTO[state].dn);
    expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, driver(CODES, `${state} ${request}`, state)));
  });

  test.each(PARTY_STATES.filter((state) => state !== 'Null' && state !== 'Queued'))(
    'K-08 Party %s, RequestMakeCall: a phone is in one call at a time, and may hold others.',
    (state) => {
      const rig = brought(INTO[state], 1, state);
      const asked = ask('RequestMakeCall', INTO[state].dn, { OtherDN: 'D' });
      if (state === 'Held') expectDone(rig, asked, 'RequestMakeCall');
      else expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, 231));
    },
  );
});

describe('requests about two calls', () => {
  /** In call 2, beside call 1. Nobody rings at a phone that has a call, and a queue holds none. */
  const INTO: Situations = {
    Null: { dn: 'A', given: [...A_CONSULTS_D, release('A', 2)] },
    Queued: { dn: 'P', given: [inbound('P'), inbound('P')] },
    Dialing: { dn: 'A', given: A_CONSULTS_D },
    Alerting: { dn: 'D', given: A_CONSULTS_D },
    Connected: { dn: 'A', given: A_TALKS_TO_D_ABOUT_B },
    Held: { dn: 'A', given: [...A_TALKS_TO_D_ABOUT_B, hold('A', 2)] },
    Failed: {
      dn: 'A',
      given: [...A_TALKS_TO_B, ask('RequestInitiateTransfer', 'A', { ConnID: call(1), OtherDN: 'X-busy' })],
    },
  };
  const CODES: Readonly<Record<string, TErrorCode>> = {
    Null: 56,
    Alerting: 56,
    RequestCompleteTransfer: 98,
    RequestMergeCalls: 98,
    RequestCompleteConference: 96,
    RequestAlternateCall: 496,
    RequestReconnectCall: 99,
  };
  const { legal, illegal } = cellsOf(SECOND_CALL_CAPABILITIES);

  test.each(legal)('K-08 Party $state beside a held call, $request: is legal, and done.', ({ state, request }) => {
    expectDone(brought(INTO[state], 2, state), askedAt(request, INTO[state].dn), request);
  });

  test.each(illegal)(
    'K-08 Party $state beside another call, $request: refused, and nothing changes.',
    ({ state, request }) => {
      const rig = brought(INTO[state], 2, state);
      const asked = askedAt(request, INTO[state].dn);
      expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, driver(CODES, state, request)));
    },
  );

  const requests = [...new Set(Object.values(SECOND_CALL_CAPABILITIES).flat())];
  test.each(requests)('K-08 %s with no other call: refused with 56, and nothing changes.', (request) => {
    const rig = rigAfter(A_TALKS_TO_B);
    const asked = askedAt(request, 'A');
    expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, 56));
  });
});
