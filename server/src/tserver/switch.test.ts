import { kvListOf } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput, SwitchWorld } from './api.js';
import { Switch } from './switch.js';
import { ask, call, lineOf, Rig, WORLD, type Ask } from './testing/rig.js';

const toQ: SwitchInput = { kind: 'inboundCall', to: 'Q', from: 'X' };
const answerB = ask('RequestAnswerCall', 'B', { ConnID: call(1) });
const releaseB = ask('RequestReleaseCall', 'B', { ConnID: call(1) });

function login(dn: string, AgentID: string): Ask {
  return ask('RequestAgentLogin', dn, { AgentID, Password: 'secret' });
}

describe('events', () => {
  test('K-01 Events are numbered one by one from the start, and those of one input have its time.', () => {
    const rig = new Rig();
    rig.all({ kind: 'connect', client: 'a' }, ask('RequestRegisterAddress', 'A'));
    rig.time += 1234.5;
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }));
    expect(rig.deliveries.map(({ event }) => event)).toMatchObject([
      { EventSequenceNumber: 1, event: 'EventServerConnected', TimeinSecs: 1_700_000_000, TimeinuSecs: 0 },
      { EventSequenceNumber: 2, event: 'EventLinkConnected', TimeinSecs: 1_700_000_000, TimeinuSecs: 0 },
      { EventSequenceNumber: 3, TimeinSecs: 1_700_000_000, TimeinuSecs: 0 },
      { EventSequenceNumber: 4, TimeinSecs: 1_700_000_001, TimeinuSecs: 234_500 },
      { EventSequenceNumber: 5, TimeinSecs: 1_700_000_001, TimeinuSecs: 234_500 },
      // Nobody has registered B. Its phone rings all the same.
      { EventSequenceNumber: 6, TimeinSecs: 1_700_000_001, TimeinuSecs: 234_500 },
    ]);
    expect(rig.deliveries.at(-1)?.clients).toEqual([]);
  });

  /** One call of each fate, one after the other. */
  function busyHour(): Rig {
    const rig = Rig.registered();
    const release = (dn: string, nth: number) => ask('RequestReleaseCall', dn, { ConnID: call(nth) });
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), answerB, releaseB);
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), release('A', 2));
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), release('B', 3));
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }), release('A', 4));
    rig.all(login('B', '5001'), toQ, ask('RequestAgentReady', 'B'), { kind: 'farEndRelease', connId: call(5) });
    rig.do(release('B', 5));
    return rig;
  }

  test('K-02 Every request has one first answer, and it goes to who asked.', () => {
    const rig = busyHour();
    const answered = rig.deliveries.flatMap(({ answers }) => answers?.referenceId ?? []);
    const first = rig.lastReference - answered.length + 1;
    expect(answered).toEqual(answered.map((_, index) => first + index));
    for (const { answers, clients } of rig.deliveries) if (answers) expect(clients).toContain(answers.client);
  });

  test('K-04 Every party is opened once, closed once, and silent afterwards.', () => {
    const fates = new Map<string, string[]>();
    for (const { event } of busyHour().deliveries) {
      if (event.CallType === undefined) continue;
      const party = `${parseInt(event.ConnID ?? '', 16)} ${event.ThisDN ?? ''}`;
      fates.set(party, [...(fates.get(party) ?? []), event.event.replace('Event', '')]);
    }
    expect(Object.fromEntries(fates)).toEqual({
      '1 A': ['Dialing', 'Established', 'Released'],
      '1 B': ['Ringing', 'Established', 'Released'],
      '2 A': ['Dialing', 'Released'],
      '2 B': ['Ringing', 'Abandoned'],
      '3 A': ['Dialing', 'DestinationBusy', 'Released'],
      '3 B': ['Ringing', 'Released'],
      '4 A': ['Dialing', 'NetworkReached', 'DestinationBusy', 'Released'],
      '5 Q': ['Queued', 'Diverted'],
      '5 B': ['Ringing', 'Abandoned'],
    });
  });

  test('K-05 EventOffHook and EventOnHook take turns, and a phone that only rang has neither.', () => {
    const hooks = (dn: string) =>
      busyHour()
        .deliveries.filter(({ event }) => event.ThisDN === dn && event.event.endsWith('Hook'))
        .map(({ event }) => event.event);
    const oneCall = ['EventOffHook', 'EventOnHook'];
    expect(hooks('A')).toEqual([...oneCall, ...oneCall, ...oneCall, ...oneCall]);
    expect(hooks('B')).toEqual(oneCall);
  });

  test('K-06 Every event of a call has its ConnID, CallID and CallUUID; no two calls share one.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), answerB, releaseB);
    rig.all({ kind: 'inboundCall', to: 'C', from: 'X' });
    const identity = rig.deliveries
      .map(({ event }) => event)
      .filter(({ ConnID }) => ConnID !== undefined)
      .map(({ ConnID, CallID, CallUUID }) => `${ConnID ?? ''} ${CallID ?? ''} ${CallUUID?.length ?? ''}`);
    expect(new Set(identity)).toEqual(new Set([`${call(1)} 1 32`, `${call(2)} 2 32`]));
    expect(identity).toHaveLength(7);
  });

  test('K-13 The same inputs at the same times give the same events.', () => {
    const told = () => {
      const rig = Rig.registered();
      rig.all(login('B', '5001'), ask('RequestAgentReady', 'B'), toQ, answerB, releaseB, toQ);
      return rig.deliveries;
    };
    expect(told()).toEqual(told());
  });
});

describe('clients', () => {
  test('K-10 A client that goes takes its registrations along, and nothing else.', () => {
    const rig = Rig.registered();
    rig.all(login('B', '5001'), ask('RequestAgentReady', 'B'), toQ, answerB);
    const before = rig.switch.snapshot();
    rig.all({ kind: 'disconnect', client: 'b' });
    const registered = before.dns.map((dn) => (dn.dn === 'B' ? { ...dn, registeredClients: 0 } : dn));
    expect(rig.switch.snapshot()).toEqual({ ...before, dns: registered });
    expect(rig.do(releaseB).refused).toBe(41);
    rig.all({ kind: 'connect', client: 'b' }, ask('RequestRegisterAddress', 'B'), releaseB);
  });

  test('K-10 A client that goes gives back the agents it had reserved, and nobody else does.', () => {
    const rig = Rig.registered();
    rig.all(login('B', '5001'), ask('RequestAgentReady', 'B'), login('C', '5002'), ask('RequestAgentReady', 'C'));
    const reserve = (client: string, AgentID: string): Ask => ({
      kind: 'ask',
      client,
      request: { request: 'RequestReserveAgent', AgentID, Duration: 60_000 },
    });
    rig.all(reserve('a', '5001'), reserve('r', '5002'), toQ);
    expect(rig.switch.partiesOn('Q')).toHaveLength(1);
    rig.do({ kind: 'disconnect', client: 'a' });
    expect(rig.switch.partiesOn('B')).toMatchObject([{ state: 'Alerting' }]);
    expect([...rig.timers.keys()]).toEqual(['reservation:C']);
    rig.all(ask('RequestAgentLogout', 'C'));
    expect(rig.timers.size).toBe(0);
  });

  test('K-10 A client that goes twice, or was never there, disturbs nobody.', () => {
    const rig = Rig.registered();
    rig.all({ kind: 'disconnect', client: 'b' }, { kind: 'disconnect', client: 'b' });
    rig.all({ kind: 'disconnect', client: 'stranger' }, { kind: 'connect', client: 'a' });
    expect(rig.do(ask('RequestMakeCall', 'A', { OtherDN: 'B' })).refused).toBeUndefined();
  });

  test('K-11 EventRegistered tells a client that comes late which calls and which agent are on the DN.', () => {
    const rig = Rig.registered();
    rig.all(login('B', '5001'), ask('RequestAgentReady', 'B'), toQ);
    rig.all({ kind: 'inboundCall', to: 'Q', from: 'Y' }, { kind: 'connect', client: 'late' });
    const registered = (dn: string) => rig.do(ask('RequestRegisterAddress', dn, {}, 'late')).deliveries.map(lineOf);
    expect(registered('B')).toEqual([
      `B EventRegistered AgentID=5001 AddressInfoType=AddressType AddressInfoStatus=1 Extensions={conn-1:${call(1)},ct-1:2,mt-1:0,ps-1:10,status:4,AgentStatus:2,dnd:0,mwl:0} ref`,
    ]);
    expect(registered('Q')).toEqual([
      `Q EventRegistered AddressInfoType=AddressType AddressInfoStatus=3 Extensions={conn-1:${call(2)},ct-1:2,mt-1:0} ref`,
    ]);
    rig.all(answerB, ask('RequestAgentNotReady', 'B', { AgentWorkMode: 'AfterCallWork' }));
    expect(registered('B')[0]).toContain('ps-1:12,status:3,AgentStatus:4,');
    rig.all(ask('RequestAgentNotReady', 'B', { AgentWorkMode: 'AuxWork', Reasons: kvListOf({ ReasonCode: 'Tea' }) }));
    expect(registered('B')[0]).toContain('AgentStatus:3,');
  });

  test('K-14 A Private registration keeps others out until it ends.', () => {
    const rig = Rig.registered();
    const join = ask('RequestRegisterAddress', 'B', {}, 'second');
    rig.all({ kind: 'connect', client: 'second' }, ask('RequestRegisterAddress', 'B', { RegisterMode: 'Private' }));
    expect(rig.do(join).refused).toBe(42);
    rig.all(ask('RequestUnregisterAddress', 'B'), join);
  });

  test('K-14 A Monitor registration gets every event, and may unregister, but requests nothing.', () => {
    const rig = Rig.registered();
    rig.all(
      { kind: 'connect', client: 'wall' },
      ask('RequestRegisterAddress', 'B', { RegisterMode: 'Monitor' }, 'wall'),
    );
    expect(rig.do({ kind: 'inboundCall', to: 'B', from: 'X' }).deliveries[0]?.clients).toEqual(['b', 'wall']);
    expect(rig.do(ask('RequestAnswerCall', 'B', { ConnID: call(1) }, 'wall')).refused).toBe(41);
    rig.all(ask('RequestUnregisterAddress', 'B', {}, 'wall'));
  });
});

describe('distribution', () => {
  /** Which phones rang, in order. */
  function rang(rig: Rig): string[] {
    return rig.deliveries
      .filter(({ event }) => event.event === 'EventRinging')
      .map(({ event }) => `${event.ThisDN ?? ''}<${event.ANI ?? ''}`);
  }

  test('K-12 The agent who has been available for longest gets the call; a call puts an agent at the end.', () => {
    const rig = Rig.registered();
    rig.all(login('A', '5001'), login('B', '5002'), ask('RequestAgentReady', 'B'), ask('RequestAgentReady', 'A'));
    rig.all(toQ, ask('RequestAnswerCall', 'B', { ConnID: call(1) }), releaseB, toQ, toQ);
    expect(rang(rig)).toEqual(['B<X', 'A<X', 'B<X']);
  });

  test('K-12 Two agents who talked to each other become available in the order in which they were let go.', () => {
    const rig = Rig.registered();
    rig.all(login('A', '5001'), login('B', '5002'), ask('RequestAgentReady', 'A'), ask('RequestAgentReady', 'B'));
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), answerB, releaseB, toQ, toQ);
    expect(rang(rig)).toEqual(['B<', 'B<X', 'A<X']);
  });

  test('K-12 An agent who says ready again keeps the place; one who was not ready goes to the end.', () => {
    const rig = Rig.registered();
    rig.all(login('A', '5001'), login('B', '5002'), ask('RequestAgentReady', 'A'), ask('RequestAgentReady', 'B'));
    rig.all(ask('RequestAgentReady', 'A'), toQ);
    expect(rang(rig)).toEqual(['A<X']);
    rig.all({ kind: 'farEndRelease', connId: call(1) });
    rig.all(ask('RequestAgentNotReady', 'B'), ask('RequestAgentReady', 'B'), toQ);
    expect(rang(rig)).toEqual(['A<X', 'A<X']);
  });

  test('K-12 The caller who has waited longest is served first, over all queues of the agent.', () => {
    const rig = Rig.registered();
    for (const [from, to] of Object.entries({ one: 'R', two: 'Q', three: 'R' })) {
      rig.time += 1000;
      rig.all({ kind: 'inboundCall', to, from });
    }
    rig.all(login('B', '5002'), ask('RequestAgentReady', 'B'));
    for (const connId of [call(1), call(2), call(3)]) rig.all({ kind: 'farEndRelease', connId });
    expect(rang(rig)).toEqual(['B<one', 'B<two', 'B<three']);
  });

  test('K-12 A caller who gave up is not distributed, and does not hold up those behind.', () => {
    const rig = Rig.registered();
    for (const from of ['one', 'two', 'three']) rig.all({ kind: 'inboundCall', to: 'Q', from });
    rig.all({ kind: 'farEndRelease', connId: call(2) }, { kind: 'farEndRelease', connId: call(1) });
    rig.all(login('B', '5001'), ask('RequestAgentReady', 'B'));
    expect(rang(rig)).toEqual(['B<three']);
  });

  test('K-12 Only members of a queue get its calls, only while ready, and only on an idle phone.', () => {
    const rig = Rig.registered();
    rig.all(login('A', '5003'), ask('RequestAgentReady', 'A'), login('B', '5001'), login('C', '5002'));
    rig.all(ask('RequestAgentReady', 'C'), { kind: 'inboundCall', to: 'C', from: 'direct' }, toQ);
    expect(rang(rig)).toEqual(['C<direct']);
    rig.all(ask('RequestAgentReady', 'B'));
    expect(rang(rig)).toEqual(['C<direct', 'B<X']);
  });

  test('K-12 An agent who logs out is given nothing, and an agent who dials the own queue is not the answer.', () => {
    const rig = Rig.registered();
    rig.all(login('A', '5001'), ask('RequestAgentReady', 'A'), login('B', '5002'), ask('RequestAgentReady', 'B'));
    rig.all(ask('RequestAgentLogout', 'B'), ask('RequestMakeCall', 'A', { OtherDN: 'Q' }));
    expect(rang(rig)).toEqual([]);
    expect(rig.switch.partiesOn('Q')).toMatchObject([{ state: 'Queued', otherDn: 'A', queue: 'Q' }]);
  });
});

describe('the switch as a whole', () => {
  test('K-15 A call that has ended leaves nothing behind: no call, no party, no timer.', () => {
    const rig = Rig.registered();
    const before = rig.switch.snapshot();
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }), answerB, releaseB);
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }), ask('RequestReleaseCall', 'A', { ConnID: call(2) }));
    rig.all(toQ, { kind: 'farEndRelease', connId: call(3) });
    expect(rig.switch.snapshot()).toEqual(before);
    expect(rig.timers.size).toBe(0);
    expect(['A', 'B', 'Q'].flatMap((dn) => rig.switch.partiesOn(dn))).toEqual([]);
  });

  test('K-15 A timer that fires after its call has ended does nothing.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }));
    const timer = rig.timers.get(`busy-tone:${call(1)}`)!.input;
    rig.all(ask('RequestReleaseCall', 'A', { ConnID: call(1) }), ask('RequestMakeCall', 'A', { OtherDN: 'X' }));
    expect(rig.do(timer)).toEqual({ deliveries: [] });
    expect(rig.do({ kind: 'timer', timer: { name: 'busy-tone', connId: call(2) } })).toEqual({ deliveries: [] });
  });

  test('K-19 A snapshot shows every DN, agent and call, in the order of the world and of the calls.', () => {
    const rig = Rig.registered();
    const start = rig.time;
    rig.time += 1000;
    rig.all(login('A', '5001'), ask('RequestAgentNotReady', 'A', { AgentWorkMode: 'AuxWork', Reasons: [] }));
    rig.all({ kind: 'inboundCall', to: 'Q', from: 'X', userData: kvListOf({ Case: 'SR1' }) });
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'B' }));
    const phone = {
      ...{ type: 'DN', device: 'OnHook', registeredClients: 1, agentState: 'Null', since: start },
      ...{ inService: true, doNotDisturb: false },
    };
    expect(rig.switch.snapshot()).toEqual({
      dns: [
        {
          ...phone,
          ...{ dn: 'A', name: 'Alice', device: 'OffHook', agentId: '5001', agentState: 'NotReady' },
          ...{ agentWorkMode: 'AuxWork', reasons: [], since: start + 1000 },
        },
        { ...phone, dn: 'B' },
        { ...phone, dn: 'C' },
        { ...phone, dn: 'Q', type: 'Queue', name: 'Sales' },
        { ...phone, dn: 'R', type: 'Queue' },
      ],
      calls: [
        {
          ...{ connId: call(1), callUuid: '1'.padStart(32, '0'), callType: 'Inbound', ani: 'X', dnis: 'Q' },
          parties: [{ dn: 'Q', state: 'Queued', role: 'Destination', since: start + 1000 }],
          farEnd: { number: 'X', state: 'Dialing' },
          userData: [{ key: 'Case', type: 'str', value: 'SR1' }],
        },
        {
          ...{ connId: call(2), callUuid: '2'.padStart(32, '0'), callType: 'Internal', dnis: 'B', userData: [] },
          parties: [
            { dn: 'A', state: 'Dialing', role: 'Origination', since: start + 1000 },
            { dn: 'B', state: 'Alerting', role: 'Destination', since: start + 1000 },
          ],
        },
      ],
    });
    expect(rig.switch.partiesOn('B')).toEqual([
      {
        ...{ connId: call(2), state: 'Alerting', role: 'Destination', since: start + 1000 },
        ...{ callType: 'Internal', otherDn: 'A', dnis: 'B', userData: [], conference: false, muted: false },
      },
    ]);
    rig.time += 1000;
    rig.all(ask('RequestAnswerCall', 'B', { ConnID: call(2) }));
    expect(rig.switch.partiesOn('A')).toMatchObject([{ state: 'Connected', since: start + 2000, otherDn: 'B' }]);
    expect(rig.switch.partiesOn('Q')).toMatchObject([{ state: 'Queued', since: start + 1000, ani: 'X', queue: 'Q' }]);
    expect(rig.switch.agentOn('A')).toEqual({ agentId: '5001', state: 'NotReady', since: start + 1000 });
    expect(rig.switch.agentOn('Z')).toBeUndefined();
    expect(rig.switch.partiesOn('Z')).toEqual([]);
  });

  test.each<[string, Partial<SwitchWorld>]>([
    ['DN A is in the world twice', { dns: [...WORLD.dns, { dn: 'A', type: 'DN' }] }],
    ['DN T: the switch has no DNs of type Trunk', { dns: [...WORLD.dns, { dn: 'T', type: 'Trunk' }] }],
    ['Agent 5001 is in the world twice', { agents: [...WORLD.agents, { agentId: '5001', queues: [] }] }],
    ['No DN Z', { agents: [{ agentId: '1', queues: ['Z'] }] }],
    ['DN A is no queue', { agents: [{ agentId: '1', queues: ['A'] }] }],
    ['A is both a DN and a number outside', { subscribers: [{ number: 'A', behaviour: 'rings' }] }],
  ])('K-18 A world that contradicts itself is refused at the start: %s.', (sentence, part) => {
    const timers = { set: () => undefined, cancel: () => undefined };
    const options = { now: () => 0, nextConnId: () => call(1), nextCallUuid: () => '', timers };
    expect(() => new Switch({ ...options, world: { ...WORLD, ...part } })).toThrow(sentence);
  });
});
