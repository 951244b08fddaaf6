import {
  AGENT_STATES,
  AGENT_TABLE,
  agentAllows,
  DEVICE_TABLE,
  party,
  PARTY_CAPABILITIES,
  PARTY_STATES,
  PARTY_TABLE,
  REGISTRATION_TABLE,
  T_REQUESTS,
  type AgentState,
  type PartyState,
  type TRequestName,
} from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from './api.js';
import { advance, SwitchFault } from './model/advance.js';
import { ask, call, Rig, type Ask } from './testing/rig.js';

type Inputs = readonly (SwitchInput | Ask)[];

const login = ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' });
const dialB = ask('RequestMakeCall', 'A', { OtherDN: 'B' });
const dialX = ask('RequestMakeCall', 'A', { OtherDN: 'X' });
const toB: SwitchInput = { kind: 'inboundCall', to: 'B', from: 'Y' };
const toQ: SwitchInput = { kind: 'inboundCall', to: 'Q', from: 'Y' };
const farEndGoes: SwitchInput = { kind: 'farEndRelease', connId: call(1) };
const farEndAnswers: SwitchInput = { kind: 'farEndAnswer', connId: call(1) };
const answerB = ask('RequestAnswerCall', 'B', { ConnID: call(1) });
const releaseA = ask('RequestReleaseCall', 'A', { ConnID: call(1) });

function names(rig: Rig, dn: string): string[] {
  return rig.deliveries.filter(({ event }) => event.ThisDN === dn).map(({ event }) => event.event);
}

/** Every row needs a way to make it happen: the look-up fails the test of a row that has none. */
function driver<Value>(drivers: Readonly<Record<string, Value>>, key: string): Value {
  const found = drivers[key];
  if (found === undefined) throw new Error(`No test knows how to make this row happen: ${key}`);
  return found;
}

describe('agents', () => {
  const INTO: Readonly<Record<AgentState, Inputs>> = {
    Null: [],
    NotReady: [login],
    Ready: [login, ask('RequestAgentReady', 'A')],
  };
  const REQUESTS: Readonly<Record<string, Ask>> = {
    RequestAgentLogin: login,
    RequestAgentReady: ask('RequestAgentReady', 'A'),
    RequestAgentNotReady: ask('RequestAgentNotReady', 'A'),
    RequestAgentLogout: ask('RequestAgentLogout', 'A'),
  };

  test.each(AGENT_TABLE)('K-07 Agent $from, $on: becomes $to and tells $emits. $spec', (row) => {
    const rig = Rig.registered();
    rig.all(...INTO[row.from]);
    expect(rig.switch.agentOn('A')?.state ?? 'Null').toBe(row.from);
    rig.deliveries.length = 0;
    rig.all(driver(REQUESTS, row.on));
    expect(rig.switch.agentOn('A')?.state ?? 'Null').toBe(row.to);
    expect(names(rig, 'A')).toEqual(row.emits);
  });

  const unlisted = AGENT_STATES.flatMap((state) =>
    Object.keys(REQUESTS)
      .filter((request) => !agentAllows(state, request as TRequestName))
      .map((request) => ({ state, request })),
  );
  test.each(unlisted)('K-08 Agent $state, $request: no row, so refused with 1707 and nothing changes.', (row) => {
    const rig = Rig.registered();
    rig.all(...INTO[row.state]);
    const before = rig.switch.snapshot();
    expect(rig.do(driver(REQUESTS, row.request)).refused).toBe(1707);
    expect(rig.switch.snapshot()).toEqual(before);
  });
  test('K-08 There are agent states in which requests mean nothing.', () => {
    expect(unlisted).toHaveLength(3);
  });
});

describe('registrations', () => {
  const DRIVERS: Readonly<Record<string, Ask | SwitchInput>> = {
    RequestRegisterAddress: ask('RequestRegisterAddress', 'A'),
    RequestUnregisterAddress: ask('RequestUnregisterAddress', 'A'),
    ConnectionClosed: { kind: 'disconnect', client: 'a' },
  };

  test.each(REGISTRATION_TABLE)('K-07 Registration $from, $on: becomes $to and tells $emits. $spec', (row) => {
    const rig = new Rig();
    rig.all({ kind: 'connect', client: 'a' });
    if (row.from === 'Registered') rig.all(ask('RequestRegisterAddress', 'A'));
    rig.deliveries.length = 0;
    rig.all(driver(DRIVERS, row.on));
    expect(names(rig, 'A')).toEqual(row.emits ?? []);
    const { clients } = rig.do({ kind: 'inboundCall', to: 'A', from: 'Y' }).deliveries[0]!;
    expect(clients).toEqual(row.to === 'Registered' ? ['a'] : []);
  });

  const others = (Object.keys(T_REQUESTS) as TRequestName[]).filter((name) => name !== 'RequestRegisterAddress');
  test.each(others)('K-08 Unregistered, %s: refused with 41 and nothing changes.', (request) => {
    const rig = new Rig();
    rig.all({ kind: 'connect', client: 'a' }, { kind: 'inboundCall', to: 'A', from: 'Y' });
    const before = rig.switch.snapshot();
    const asked = { AgentID: '5001', Password: 'secret', OtherDN: 'B', ConnID: call(1) };
    const { refused } = rig.do({ kind: 'ask', client: 'a', request: { request, ThisDN: 'A', ...asked } });
    expect(refused).toBe(41);
    expect(rig.switch.snapshot()).toEqual(before);
  });
});

describe('phones', () => {
  const DRIVERS: Readonly<Record<string, readonly Inputs[]>> = {
    PhoneLifted: [[dialB], [dialX]],
    LastPartyGone: [
      [dialB, releaseA],
      [dialX, farEndAnswers, farEndGoes],
    ],
  };

  test.each(DEVICE_TABLE)('K-07 Phone $from, $on: becomes $to and tells $emits. $spec', (row) => {
    for (const inputs of driver(DRIVERS, row.on)) {
      const rig = Rig.registered();
      rig.all(...inputs.slice(0, -1));
      expect(rig.switch.snapshot().dns[0]?.device).toBe(row.from);
      rig.deliveries.length = 0;
      rig.all(...inputs.slice(-1));
      expect(rig.switch.snapshot().dns[0]?.device).toBe(row.to);
      expect(names(rig, 'A').filter((name) => name.endsWith('Hook'))).toEqual(row.emits);
    }
  });
});

describe('parties', () => {
  /** For each row: the DN that it happens to, and what makes it happen, from an idle switch. */
  const DRIVERS: Readonly<Record<string, readonly [dn: string, ...Inputs]>> = {
    'Null EventQueued': ['Q', toQ],
    'Queued EventDiverted': ['Q', toQ, login, ask('RequestAgentReady', 'A')],
    'Queued EventAbandoned': ['Q', toQ, farEndGoes],
    'Null EventDialing': ['A', dialB],
    'Dialing EventNetworkReached': ['A', dialX],
    'Dialing EventEstablished': ['A', dialX, farEndAnswers],
    'Dialing EventDestinationBusy': ['A', ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' })],
    'Dialing EventReleased': ['A', dialB, releaseA],
    'Failed EventReleased': ['A', ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }), releaseA],
    'Null EventRinging': ['B', dialB],
    'Alerting EventEstablished': ['B', toB, answerB],
    'Alerting EventAbandoned': ['B', toB, farEndGoes],
    'Alerting EventReleased': ['B', toB, ask('RequestReleaseCall', 'B', { ConnID: call(1) })],
    'Connected EventReleased': ['B', dialB, answerB, releaseA],
  };

  test.each(PARTY_TABLE)('K-07 Party $from, $on: becomes $to. $spec', (row) => {
    const [dn, ...inputs] = driver(DRIVERS, `${row.from} ${row.on}`);
    const rig = Rig.registered();
    rig.all(...inputs);
    // A state may last no longer than one input, so the states passed through are read from the events.
    let state: PartyState = 'Null';
    const passed: string[] = [];
    for (const { event } of rig.deliveries) {
      if (event.ThisDN !== dn || event.ConnID === undefined) continue;
      const from: PartyState = state;
      state = party(from, event.event as (typeof row)['on'])?.to ?? 'Null';
      passed.push(`${from} ${event.event} ${state}`);
    }
    expect(passed).toContain(`${row.from} ${row.on} ${row.to}`);
    expect(rig.switch.partiesOn(dn)[0]?.state ?? 'Null').toBe(state);
  });

  test('K-18 An event without a row is a fault of the switch, and never silent.', () => {
    expect(() => advance(party, 'Connected', 'EventRinging', 'DN B')).toThrow(SwitchFault);
    expect(() => advance(party, 'Null', 'EventReleased', 'DN B')).toThrow(
      'No row for EventReleased in state Null (DN B)',
    );
  });
});

describe('requests about a call', () => {
  /** The DN that is brought into each state, and how. Its party is in call 1. */
  const INTO: Readonly<Record<PartyState, readonly [dn: string, ...Inputs]>> = {
    Null: ['B', toB, farEndGoes],
    Queued: ['Q', toQ],
    Dialing: ['A', dialB],
    Alerting: ['B', toB],
    Connected: ['B', toB, answerB],
    Failed: ['A', ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' })],
  };
  const ABOUT_A_CALL = ['RequestAnswerCall', 'RequestReleaseCall'] as const;
  const cells = PARTY_STATES.flatMap((state) => ABOUT_A_CALL.map((request) => ({ state, request })));
  const allowed = ({ state, request }: (typeof cells)[number]) => PARTY_CAPABILITIES[state].includes(request);

  function brought(state: PartyState): { rig: Rig; dn: string } {
    const rig = Rig.registered();
    const [dn, ...inputs] = INTO[state];
    rig.all(...inputs);
    expect(rig.switch.partiesOn(dn)[0]?.state ?? 'Null').toBe(state);
    return { rig, dn };
  }

  test('K-08 The capability table names no request that these tests leave out.', () => {
    expect([...new Set(Object.values(PARTY_CAPABILITIES).flat())].sort()).toEqual([...ABOUT_A_CALL]);
  });

  test.each(cells.filter(allowed))('K-07 Party $state, $request: is legal, and done.', ({ state, request }) => {
    const { rig, dn } = brought(state);
    const { refused, connId } = rig.do(ask(request, dn, { ConnID: call(1) }));
    expect(refused).toBeUndefined();
    expect(connId).toBe(call(1));
    expect(rig.switch.partiesOn(dn)[0]?.state).toBe(request === 'RequestAnswerCall' ? 'Connected' : undefined);
  });

  test.each(cells.filter((cell) => !allowed(cell)))(
    'K-08 Party $state, $request: not in the table, so refused and nothing changes.',
    ({ state, request }) => {
      const { rig, dn } = brought(state);
      const before = rig.switch.snapshot();
      const { refused, deliveries } = rig.do(ask(request, dn, { ConnID: call(1) }));
      expect(refused).toBe(state === 'Null' ? 56 : 496);
      expect(deliveries.map(({ event }) => event.event)).toEqual(['EventError']);
      expect(rig.switch.snapshot()).toEqual(before);
    },
  );

  test.each(['Dialing', 'Alerting', 'Connected', 'Failed'] as const)(
    'K-08 Party %s, RequestMakeCall: the line has a call, so refused with 231 and nothing changes.',
    (state) => {
      const { rig, dn } = brought(state);
      const before = rig.switch.snapshot();
      expect(rig.do(ask('RequestMakeCall', dn, { OtherDN: 'C' })).refused).toBe(231);
      expect(rig.switch.snapshot()).toEqual(before);
    },
  );
});
