import type { RouteType, TErrorCode, TRequestName } from '@fusion-cti/protocol';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SwitchInput } from '../api.js';
import { PROFILES, type SwitchBehaviour } from '../behaviour.js';
import { FAULTS, FAULTS_OF, type Fault } from '../testing/faults.js';
import { outcomeOf, refusal } from '../testing/refusals.js';
import { ask, call, lineOf, Rig, type Ask } from '../testing/rig.js';
import { SAMPLES } from '../testing/samples.js';
import { A_TALKS_TO_B, inbound, rigAfter, type Steps } from '../testing/steps.js';
import type { Check, RequestDefinition } from './definition.js';
import { REQUESTS } from './registry.js';

const login = ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' });
const ringing: SwitchInput = { kind: 'inboundCall', to: 'A', from: 'Y' };

const loginB = ask('RequestAgentLogin', 'B', { AgentID: '5002' });

function routed(OtherDN: string, RouteType: RouteType): Ask {
  return ask('RequestRouteCall', 'P', { ConnID: call(1), OtherDN, RouteType });
}

function reserved(who: Readonly<Record<string, string | number>>, client = 'a'): Ask {
  return { kind: 'ask', client, request: { request: 'RequestReserveAgent', Duration: 1000, ...who } };
}

function transferred(OtherDN: string): Ask {
  return ask('RequestSingleStepTransfer', 'A', { ConnID: call(1), OtherDN });
}

function forwarded(from: string, OtherDN: string): Ask {
  return ask('RequestCallForwardSet', from, { OtherDN, ForwardMode: 'Unconditional' });
}

function added(OtherDN: string): Ask {
  return ask('RequestSingleStepConference', 'A', { ConnID: call(1), OtherDN });
}

function deaf(OtherDN: string): Ask {
  return ask('RequestListenDisconnect', 'A', { ConnID: call(1), OtherDN });
}

function monitored(supervisor: string, OtherDN: string): Ask {
  return ask('RequestMonitorNextCall', supervisor, { OtherDN, MonitorNextCallType: 'AllCalls' });
}

const DEFINITIONS = Object.entries(REQUESTS) as unknown as readonly (readonly [TRequestName, RequestDefinition])[];

/** Every check of every request, with what fails it: the look-up fails the test of a check that nothing does. */
const ROWS = DEFINITIONS.flatMap(([request, { preconditions }]) =>
  preconditions.map((check, index) => {
    const nth = preconditions.slice(0, index).filter(({ name }) => name === check.name).length;
    const own = FAULTS_OF[`${request}/${check.name}`];
    return {
      request,
      name: check.name,
      check,
      fault: own === undefined && nth === 0 ? FAULTS[check.name] : own?.[nth],
    };
  }),
);

/** The situation in which the request goes wrong, and the request. */
function wrong(
  {
    request,
    name,
    fault,
  }: { readonly request: TRequestName; readonly name: string; readonly fault?: Fault | undefined },
  behaviour: Partial<SwitchBehaviour> = {},
): { readonly rig: Rig; readonly asked: Ask; readonly fault: Fault } {
  if (fault === undefined) throw new Error(`No test knows how to fail ${name} of ${request}`);
  const { given, asked } = SAMPLES[request];
  const steps = [...(fault.given ?? given), ...(fault.after ?? []), ...(fault.again === true ? [asked] : [])];
  const at = fault.at === undefined ? {} : { ThisDN: fault.at };
  return {
    rig: rigAfter(steps, { ...behaviour, ...fault.behaviour }),
    asked: {
      kind: 'ask',
      client: fault.from ?? fault.at?.toLowerCase() ?? asked.client,
      request: { ...asked.request, ...at, ...fault.attributes },
    },
    fault,
  };
}

const REQUEST_NAMES = DEFINITIONS.map(([request]) => request);

describe('requests', () => {
  test.each(REQUEST_NAMES.filter((request) => SAMPLES[request].never === undefined))(
    'K-02 %s is done, and answered once with the event that it is answered with.',
    (request) => {
      const { given, asked, answer } = SAMPLES[request];
      const rig = rigAfter(given);
      const { deliveries, refused } = rig.do(asked);
      expect(refused).toBeUndefined();
      const answered = deliveries.filter((delivery) => delivery.answers !== undefined);
      const { client } = asked;
      expect(answered).toMatchObject([
        { event: { event: answer }, answers: { client, referenceId: rig.lastReference } },
      ]);
      expect(answered[0]?.clients).toContain(client);
    },
  );

  test.each(REQUEST_NAMES.filter((request) => SAMPLES[request].never !== undefined))(
    'K-03 %s is refused, whatever the situation, and nothing changes.',
    (request) => {
      const { given, asked, never } = SAMPLES[request];
      const rig = rigAfter(given);
      expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, never ?? 51));
    },
  );

  test.each(DEFINITIONS)('K-03 %s checks nothing twice.', (_request, { preconditions }) => {
    expect(new Set(preconditions).size).toBe(preconditions.length);
  });
});

describe('refusals', () => {
  afterEach(() => vi.restoreAllMocks());

  function expectRefused(row: (typeof ROWS)[number], behaviour: Partial<SwitchBehaviour>, code: TErrorCode): void {
    const { rig, asked } = wrong(row, behaviour);
    // It is this check that the request fails, and no other before it.
    const holds = vi.spyOn<Check, 'holds'>(row.check, 'holds');
    expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, code));
    expect(holds).toHaveLastReturnedWith(false);
  }

  test.each(ROWS)('K-03 $request, what fails "$name": refused with its code, and nothing changes.', (row) => {
    expectRefused(row, {}, wrong(row).fault.code);
  });

  test.each(ROWS)('K-17 $request, what fails "$name" in front of a PBX: refused with the code of CSTA.', (row) => {
    const { csta, code } = wrong(row).fault;
    expectRefused(row, PROFILES.CSTA, csta ?? code);
  });

  test.each(ROWS)('K-17 $request, what fails "$name": the code can be replaced, for all or for this one.', (row) => {
    expectRefused(row, { errorCodes: { [row.name]: 50 } }, 50);
    expectRefused(row, { errorCodes: { [row.name]: 50, [`${row.request}/${row.name}`]: 57 } }, 57);
  });

  test('K-03 Nothing is known to fail that no request checks.', () => {
    const checked = new Set(ROWS.map(({ name }) => name));
    const checkedBy = new Set(ROWS.map(({ request, name }) => `${request}/${name}`));
    expect(Object.keys(FAULTS).filter((name) => !checked.has(name as (typeof ROWS)[number]['name']))).toEqual([]);
    expect(Object.keys(FAULTS_OF).filter((key) => !checkedBy.has(key))).toEqual([]);
  });

  /** A check may fail in more ways than one. */
  const ALSO: readonly (readonly [code: TErrorCode, why: string, asked: Ask, ...given: Steps])[] = [
    [71, 'nobody has the empty number', ask('RequestMakeCall', 'A', { OtherDN: '' })],
    [71, 'nobody calls themselves', ask('RequestMakeCall', 'A', { OtherDN: 'A' })],
    [71, 'the number is not allocated', ask('RequestMakeCall', 'A', { OtherDN: 'X-unallocated' })],
    [71, 'a virtual queue takes no calls', ask('RequestMakeCall', 'A', { OtherDN: 'V' })],
    [71, 'the agent is nowhere', routed('5001', 'AgentID'), inbound('P')],
    [71, 'a routing point does not route to itself', routed('P', 'Default'), inbound('P')],
    [1703, 'nobody is called nothing', ask('RequestAgentLogin', 'A', { AgentID: '' })],
    [1705, 'no password is a wrong one', ask('RequestAgentLogin', 'A', { AgentID: '5001' })],
    [53, 'a phone is no queue', ask('RequestAgentLogin', 'A', { AgentID: '5002', ThisQueue: 'B' })],
    [53, 'there is no such queue', ask('RequestAgentLogin', 'A', { AgentID: '5002', ThisQueue: 'Z' })],
    [53, 'the agent is no member', ask('RequestAgentLogin', 'A', { AgentID: '5003', ThisQueue: 'Q' })],
    [
      53,
      'a repeated login changes no queue',
      ask('RequestAgentLogin', 'A', { AgentID: '5002', ThisQueue: 'Q' }),
      ask('RequestAgentLogin', 'A', { AgentID: '5002', ThisQueue: 'R' }),
    ],
    [42, 'others are there already', ask('RequestRegisterAddress', 'B', { RegisterMode: 'Private' }, 'a')],
    [
      42,
      'somebody has it alone',
      ask('RequestRegisterAddress', 'B', { RegisterMode: 'Monitor' }, 'a'),
      ask('RequestRegisterAddress', 'B', { RegisterMode: 'Private' }),
    ],
    [
      41,
      'who only watches requests nothing',
      ask('RequestMakeCall', 'B', { OtherDN: 'C' }, 'a'),
      ask('RequestRegisterAddress', 'B', { RegisterMode: 'Monitor' }, 'a'),
    ],
    [53, 'nobody is logged in at all', reserved({})],
    [53, 'places are not known here', reserved({ AgentDN: 'A', Place: 'p' }), login],
    [41, 'who reserves by the DN has registered it', reserved({ AgentDN: 'B' }), loginB],
    [53, 'a reservation lasts a day at most', reserved({ AgentID: '5001', Duration: 86_400_001 }), login],
    [53, 'the agent is on another DN', reserved({ AgentDN: 'B', AgentID: '5001' }, 'b'), login, loginB],
    [302, 'no digits are none', ask('RequestSendDTMF', 'A', { ConnID: call(1), DTMFDigits: '' }), ...A_TALKS_TO_B],
    [56, 'a call of others', ask('RequestReleaseCall', 'C', { ConnID: call(1) }), ...A_TALKS_TO_B],
    [172, 'the number outside is busy', transferred('X-busy'), ...A_TALKS_TO_B],
    [
      172,
      'forwarding goes round in a circle',
      transferred('C'),
      forwarded('C', 'D'),
      forwarded('D', 'C'),
      ...A_TALKS_TO_B,
    ],
    [96, 'a queue joins no conference', added('Q'), ...A_TALKS_TO_B],
    [96, 'a phone that rings cannot be rung', added('D'), ...A_TALKS_TO_B, inbound('D')],
    [56, 'who still rings hears nothing anyway', deaf('C'), ...A_TALKS_TO_B, added('C'), added('D')],
    [506, 'one supervisor watches one agent', monitored('A', 'C'), monitored('A', 'B')],
    [506, 'one agent is watched by one supervisor', monitored('C', 'B'), monitored('A', 'B')],
    [71, 'nobody watches themselves', monitored('A', 'A')],
    [506, 'it is another who is watched', ask('RequestCancelMonitoring', 'A', { OtherDN: 'C' }), monitored('A', 'B')],
    [
      98,
      'a queue cannot have one call twice',
      SAMPLES.RequestCompleteTransfer.asked,
      ...A_TALKS_TO_B,
      ask('RequestSingleStepTransfer', 'B', { ConnID: call(1), OtherDN: 'Q' }),
      ask('RequestInitiateTransfer', 'A', { ConnID: call(1), OtherDN: 'Q' }),
    ],
  ];
  const also = ALSO.map(([code, why, asked, ...given]) => ({ code, why, asked, given }));
  test.each(also)('K-03 Refused with $code because $why', ({ code, asked, given }) => {
    const rig = rigAfter(given);
    expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, code));
  });

  test('K-03 EventError repeats the ConnID or AgentID of the request.', () => {
    const rig = Rig.registered();
    expect(rig.do(ask('RequestAnswerCall', 'A', { ConnID: call(7) })).deliveries.map(lineOf)).toEqual([
      'A EventError 7: ErrorCode=56 ref',
    ]);
    expect(rig.do(ask('RequestAgentLogin', 'A', { AgentID: '9999' })).deliveries.map(lineOf)).toEqual([
      'A EventError AgentID=9999 ErrorCode=1703 ref',
    ]);
  });

  test('K-03 What the outside does wrong is refused without an event, for nobody asked.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }));
    const before = rig.switch.snapshot();
    const refused = (input: SwitchInput) => rig.do(input);
    expect(refused({ kind: 'inboundCall', to: 'Z', from: 'X' })).toEqual({ deliveries: [], refused: 71 });
    expect(refused({ kind: 'inboundCall', to: 'A', from: 'X' })).toEqual({ deliveries: [], refused: 231 });
    expect(refused({ kind: 'farEndAnswer', connId: call(9) })).toEqual({ deliveries: [], refused: 56 });
    expect(refused({ kind: 'farEndRelease', connId: call(9) })).toEqual({ deliveries: [], refused: 56 });
    expect(refused({ kind: 'farEndAnswer', connId: call(1) })).toEqual({ deliveries: [], refused: 496 });
    expect(refused({ kind: 'farEndRelease', connId: call(1) })).toEqual({ deliveries: [], refused: 496 });
    expect(rig.switch.snapshot()).toEqual(before);
  });

  test('K-03 An outside caller does not answer, and an outside number answers once.', () => {
    const rig = Rig.registered();
    rig.all({ kind: 'inboundCall', to: 'A', from: 'Y' }, ask('RequestMakeCall', 'B', { OtherDN: 'X' }));
    expect(rig.do({ kind: 'farEndAnswer', connId: call(1) }).refused).toBe(496);
    expect(rig.do({ kind: 'farEndAnswer', connId: call(2) }).refused).toBeUndefined();
    expect(rig.do({ kind: 'farEndAnswer', connId: call(2) }).refused).toBe(496);
  });
});

describe('logins', () => {
  test('K-16 The password comes before the seat: a wrong one does not tell that the agent is in.', () => {
    const rig = Rig.registered();
    rig.all(login);
    expect(rig.do(ask('RequestAgentLogin', 'B', { AgentID: '5001', Password: 'wrong' })).refused).toBe(1705);
  });

  test('K-16 After logout the seat is free for another agent, and the agent for another seat.', () => {
    const rig = Rig.registered();
    rig.all(login, ask('RequestAgentLogout', 'A'), ask('RequestAgentLogin', 'A', { AgentID: '5002' }));
    rig.all(ask('RequestAgentLogin', 'B', { AgentID: '5001', Password: 'secret' }));
    expect(rig.switch.agentOn('A')?.agentId).toBe('5002');
    expect(rig.switch.agentOn('B')?.agentId).toBe('5001');
  });

  test('K-16 A DN without an agent makes and takes direct calls.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), ask('RequestAnswerCall', 'B', { ConnID: call(1) }));
    expect(rig.switch.partiesOn('A')).toMatchObject([{ state: 'Connected', otherDn: 'B' }]);
  });

  test('K-16 A logout in the middle of a call leaves the call up.', () => {
    const rig = Rig.registered();
    rig.all(login, ringing, ask('RequestAnswerCall', 'A', { ConnID: call(1) }), ask('RequestAgentLogout', 'A'));
    expect(rig.switch.agentOn('A')).toBeUndefined();
    expect(rig.switch.partiesOn('A')).toMatchObject([{ state: 'Connected' }]);
  });

  test('K-16 A new reason starts a new not-ready time; a repeated login or ready does not.', () => {
    const rig = Rig.registered();
    const since = () => rig.switch.agentOn('A')?.since;
    rig.all(login);
    const first = rig.time;
    rig.time += 1000;
    rig.all(login);
    expect(since()).toBe(first);
    rig.all(ask('RequestAgentNotReady', 'A', { Reasons: [] }));
    expect(since()).toBe(first + 1000);
    rig.time += 1000;
    rig.all(ask('RequestAgentReady', 'A'));
    rig.time += 1000;
    rig.all(ask('RequestAgentReady', 'A'));
    expect(since()).toBe(first + 2000);
  });
});
