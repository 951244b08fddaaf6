import { kvListOf } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from './api.js';
import { played, type Turn } from './testing/conversation.js';
import { ask, call, lineOf, Rig } from './testing/rig.js';

/** A conversation is written as it would be in a T-Server log: what happened, and everything that was told. */
function converses(rig: Rig, turns: readonly Turn[]): void {
  expect(played(rig, turns)).toEqual({ turns, callsLeft: 0, timersLeft: 0 });
}

function inbound(to: string, from = 'X'): SwitchInput {
  return { kind: 'inboundCall', to, from };
}

/** A rig in which these agents are ready, each on the phone beside their AgentID. */
function withReady(agents: Readonly<Record<string, string>>, behaviour = {}): Rig {
  const rig = Rig.registered(behaviour);
  for (const [dn, AgentID] of Object.entries(agents)) {
    rig.all(ask('RequestAgentLogin', dn, { AgentID, Password: 'secret' }), ask('RequestAgentReady', dn));
    rig.time += 1000;
  }
  return rig;
}

describe('an agent', () => {
  test('K-20 A day of an agent: register, log in, ready, not ready with a reason, log out, unregister.', () => {
    const rig = new Rig();
    const lunch = kvListOf({ ReasonCode: 'Lunch' });
    rig.all({ kind: 'connect', client: 'a' });
    converses(rig, [
      {
        when: ask('RequestRegisterAddress', 'A', { RegisterMode: 'Share', AddressType: 'DN' }),
        then: [
          'A EventRegistered AddressInfoType=AddressType AddressInfoStatus=1 Extensions={status:0,AgentStatus:0,dnd:0,mwl:0} ref',
        ],
      },
      {
        when: ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' }),
        then: ['A EventAgentLogin AgentID=5001 ref', 'A EventAgentNotReady AgentID=5001'],
      },
      {
        when: ask('RequestAgentReady', 'A', { AgentWorkMode: 'ManualIn' }),
        then: ['A EventAgentReady AgentID=5001 AgentWorkMode=ManualIn ref'],
      },
      {
        when: ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' }),
        then: ['A EventAgentLogin AgentID=5001 ref', 'A EventAgentReady AgentID=5001 AgentWorkMode=ManualIn'],
      },
      {
        when: ask('RequestAgentNotReady', 'A', { AgentWorkMode: 'AuxWork', Reasons: lunch }),
        then: ['A EventAgentNotReady AgentID=5001 AgentWorkMode=AuxWork Reasons={ReasonCode:Lunch} ref'],
      },
      {
        when: ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' }),
        then: [
          'A EventAgentLogin AgentID=5001 ref',
          'A EventAgentNotReady AgentID=5001 AgentWorkMode=AuxWork Reasons={ReasonCode:Lunch}',
        ],
      },
      { when: ask('RequestAgentLogout', 'A'), then: ['A EventAgentLogout AgentID=5001 ref'] },
      { when: ask('RequestUnregisterAddress', 'A'), then: ['A EventUnregistered ref'] },
    ]);
  });

  test('K-20 A login that names a queue is for that queue alone, and every agent event repeats it.', () => {
    const rig = Rig.registered();
    converses(rig, [
      {
        when: ask('RequestAgentLogin', 'B', { AgentID: '5002', ThisQueue: 'R' }),
        then: ['B EventAgentLogin ThisQueue=R AgentID=5002 ref', 'B EventAgentNotReady ThisQueue=R AgentID=5002'],
      },
      { when: ask('RequestAgentReady', 'B'), then: ['B EventAgentReady ThisQueue=R AgentID=5002 ref'] },
      {
        when: inbound('Q'),
        then: ['Q EventQueued 1: Destination other=X/Origination ThisQueue=Q CallType=Inbound ANI=X DNIS=Q'],
      },
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: ['Q EventAbandoned 1: Destination other=X/Origination ThisQueue=Q CallType=Inbound ANI=X DNIS=Q'],
      },
    ]);
  });
});

describe('a queue', () => {
  const x = 'Destination other=X/Origination';
  const rest = 'ThisQueue=Q CallType=Inbound ANI=X DNIS=Q';
  const diverted = (to: string) =>
    `Q EventDiverted 1: ${x} third=${to}/Destination ThisQueue=Q CallType=Inbound DNIS=Q`;

  test('K-27 A call to a queue goes to a ready agent at once; the queue is in every event of the agent.', () => {
    converses(withReady({ B: '5001' }), [
      {
        when: inbound('Q'),
        then: [`Q EventQueued 1: ${x} ${rest}`, diverted('B'), `B EventRinging 1: ${x} ${rest}`],
      },
      {
        when: ask('RequestAnswerCall', 'B', { ConnID: call(1) }),
        then: ['B EventOffHook AgentID=5001', `B EventEstablished 1: ${x} ${rest} ref`],
      },
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [`B EventReleased 1: ${x} ${rest} ref`, 'B EventOnHook AgentID=5001'],
      },
    ]);
  });

  test('K-27 A caller inside dials the queue, and learns with the answer who took the call.', () => {
    converses(withReady({ B: '5001' }), [
      {
        when: ask('RequestMakeCall', 'A', { OtherDN: 'Q' }),
        then: [
          'A EventOffHook',
          'A EventDialing 1: Origination other=Q/Destination CallType=Internal DNIS=Q ref',
          'Q EventQueued 1: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q',
          'Q EventDiverted 1: Destination other=A/Origination third=B/Destination ThisQueue=Q CallType=Internal DNIS=Q',
          'B EventRinging 1: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q',
        ],
      },
      {
        when: ask('RequestAnswerCall', 'B', { ConnID: call(1) }),
        then: [
          'B EventOffHook AgentID=5001',
          'B EventEstablished 1: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q ref',
          'A EventEstablished 1: Origination other=B/Destination CallType=Internal DNIS=Q',
        ],
      },
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(1) }),
        then: [
          'A EventReleased 1: Origination other=B/Destination CallType=Internal DNIS=Q ref',
          'A EventOnHook',
          'B EventReleased 1: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q',
          'B EventOnHook AgentID=5001',
        ],
      },
    ]);
  });

  test('K-27 A call waits until an agent becomes ready, and is given out after EventAgentReady.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestAgentLogin', 'B', { AgentID: '5001', Password: 'secret' }));
    converses(rig, [
      { when: inbound('Q'), then: [`Q EventQueued 1: ${x} ${rest}`] },
      {
        when: ask('RequestAgentReady', 'B'),
        then: ['B EventAgentReady AgentID=5001 ref', diverted('B'), `B EventRinging 1: ${x} ${rest}`],
      },
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: [`B EventAbandoned 1: ${x} ${rest}`],
      },
    ]);
  });

  test('K-27 A call waits until the phone of a ready agent is idle, and is given out after EventOnHook.', () => {
    const rig = withReady({ B: '5001' });
    rig.all(inbound('B', 'Y'), ask('RequestAnswerCall', 'B', { ConnID: call(1) }));
    const y = 'Destination other=Y/Origination CallType=Inbound ANI=Y DNIS=B';
    converses(rig, [
      { when: inbound('Q'), then: [`Q EventQueued 2: ${x} ${rest}`] },
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [
          `B EventReleased 1: ${y} ref`,
          'B EventOnHook AgentID=5001',
          diverted('B').replace('1:', '2:'),
          `B EventRinging 2: ${x} ${rest}`,
        ],
      },
      { when: { kind: 'farEndRelease', connId: call(2) }, then: [`B EventAbandoned 2: ${x} ${rest}`] },
    ]);
  });

  test('K-28 A caller who gives up in a queue is EventAbandoned there; a caller inside is released.', () => {
    converses(Rig.registered(), [
      { when: inbound('Q'), then: [`Q EventQueued 1: ${x} ${rest}`] },
      { when: { kind: 'farEndRelease', connId: call(1) }, then: [`Q EventAbandoned 1: ${x} ${rest}`] },
      {
        when: ask('RequestMakeCall', 'A', { OtherDN: 'Q' }),
        then: [
          'A EventOffHook',
          'A EventDialing 2: Origination other=Q/Destination CallType=Internal DNIS=Q ref',
          'Q EventQueued 2: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q',
        ],
      },
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(2) }),
        then: [
          'A EventReleased 2: Origination other=Q/Destination CallType=Internal DNIS=Q ref',
          'A EventOnHook',
          'Q EventAbandoned 2: Destination other=A/Origination ThisQueue=Q CallType=Internal DNIS=Q',
        ],
      },
    ]);
  });

  test('K-28 An agent who rejects a call that has left its queue ends it.', () => {
    converses(withReady({ B: '5001', C: '5002' }), [
      {
        when: inbound('Q'),
        then: [`Q EventQueued 1: ${x} ${rest}`, diverted('B'), `B EventRinging 1: ${x} ${rest}`],
      },
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [`B EventReleased 1: ${x} ${rest} ref`],
      },
    ]);
  });

  test('K-28 With divert-on-ringing off, a rejected call rings at the next agent and leaves its queue when answered.', () => {
    converses(withReady({ B: '5001', C: '5002' }, { divertOnRinging: false }), [
      { when: inbound('Q'), then: [`Q EventQueued 1: ${x} ${rest}`, `B EventRinging 1: ${x} ${rest}`] },
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [`B EventReleased 1: ${x} ${rest} ref`, `C EventRinging 1: ${x} ${rest}`],
      },
      {
        when: ask('RequestAnswerCall', 'C', { ConnID: call(1) }),
        then: [diverted('C'), 'C EventOffHook AgentID=5002', `C EventEstablished 1: ${x} ${rest} ref`],
      },
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: [`C EventReleased 1: ${x} ${rest}`, 'C EventOnHook AgentID=5002'],
      },
    ]);
  });
});

describe('two clients on one DN', () => {
  test('K-09 Both get every event of the DN in the same order, and only who asked sees the ReferenceID.', () => {
    const rig = Rig.registered();
    rig.all({ kind: 'connect', client: 'second' }, ask('RequestRegisterAddress', 'B', {}, 'second'));
    rig.deliveries.length = 0;
    rig.all(
      inbound('B'),
      ask('RequestAnswerCall', 'B', { ConnID: call(1) }, 'second'),
      ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
    );
    const told = rig.deliveries.map(({ event, clients, answers }) => [event.event, clients, answers?.client]);
    expect(told).toEqual([
      ['EventRinging', ['b', 'second'], undefined],
      ['EventOffHook', ['b', 'second'], undefined],
      ['EventEstablished', ['b', 'second'], 'second'],
      ['EventReleased', ['b', 'second'], 'b'],
      ['EventOnHook', ['b', 'second'], undefined],
    ]);
  });

  test('K-09 An EventError goes to who asked, and to nobody else.', () => {
    const rig = Rig.registered();
    rig.all({ kind: 'connect', client: 'second' }, ask('RequestRegisterAddress', 'B', {}, 'second'));
    const { deliveries } = rig.do(ask('RequestAnswerCall', 'B', { ConnID: call(9) }, 'second'));
    expect(deliveries.map(lineOf)).toEqual(['B EventError 9: ErrorCode=56 ref']);
    expect(deliveries[0]?.clients).toEqual(['second']);
  });
});
