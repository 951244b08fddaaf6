import { kvListOf } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from './api.js';
import { elapse, played, type Turn } from './testing/conversation.js';
import { ask, call, Rig } from './testing/rig.js';

/** A conversation is written as it would be in a T-Server log: what happened, and everything that was told. */
function converses(rig: Rig, turns: readonly Turn[]): void {
  expect(played(rig, turns)).toEqual({ turns, callsLeft: 0, timersLeft: 0 });
}

function inbound(to: string, from = 'X'): SwitchInput {
  return { kind: 'inboundCall', to, from };
}

describe('a direct call', () => {
  const a = 'Origination other=B/Destination CallType=Internal';
  const b = 'Destination other=A/Origination CallType=Internal';
  const dialled: Turn = {
    when: ask('RequestMakeCall', 'A', { OtherDN: 'B' }),
    then: ['A EventOffHook', `A EventDialing 1: ${a} DNIS=B ref`, `B EventRinging 1: ${b} DNIS=B`],
  };
  const answered: Turn = {
    when: ask('RequestAnswerCall', 'B', { ConnID: call(1) }),
    then: ['B EventOffHook', `B EventEstablished 1: ${b} DNIS=B ref`, `A EventEstablished 1: ${a} DNIS=B`],
  };

  test('K-21 An internal call is dialled, rings, is answered and is released by the caller.', () => {
    converses(Rig.registered(), [
      dialled,
      answered,
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(1) }),
        then: [
          `A EventReleased 1: ${a} DNIS=B ref`,
          'A EventOnHook',
          `B EventReleased 1: ${b} DNIS=B`,
          'B EventOnHook',
        ],
      },
    ]);
  });

  test('K-21 The called party may release too, and is told first.', () => {
    converses(Rig.registered(), [
      dialled,
      answered,
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [
          `B EventReleased 1: ${b} DNIS=B ref`,
          'B EventOnHook',
          `A EventReleased 1: ${a} DNIS=B`,
          'A EventOnHook',
        ],
      },
    ]);
  });

  test('K-21 A call carries its user data in every event, and the agents who are logged in stay what they are.', () => {
    const rig = Rig.registered();
    rig.all(ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' }));
    converses(rig, [
      {
        when: ask('RequestMakeCall', 'A', { OtherDN: 'B', UserData: kvListOf({ Case: 'SR1', Tries: 2 }) }),
        then: [
          'A EventOffHook AgentID=5001',
          `A EventDialing 1: ${a} DNIS=B UserData={Case:SR1,Tries:2} ref`,
          `B EventRinging 1: ${b} DNIS=B UserData={Case:SR1,Tries:2}`,
        ],
      },
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(1) }),
        then: [
          `A EventReleased 1: ${a} DNIS=B UserData={Case:SR1,Tries:2} ref`,
          'A EventOnHook AgentID=5001',
          `B EventAbandoned 1: ${b} DNIS=B UserData={Case:SR1,Tries:2}`,
        ],
      },
    ]);
    expect(rig.switch.agentOn('A')?.state).toBe('NotReady');
  });

  const in1 = 'Destination other=X/Origination CallType=Inbound';
  const ringing: Turn = { when: inbound('B'), then: [`B EventRinging 1: ${in1} ANI=X DNIS=B`] };

  test('K-22 A call from outside rings, is answered, and ends when the caller hangs up: the caller has no events.', () => {
    converses(Rig.registered(), [
      ringing,
      {
        when: ask('RequestAnswerCall', 'B', { ConnID: call(1) }),
        then: ['B EventOffHook', `B EventEstablished 1: ${in1} ANI=X DNIS=B ref`],
      },
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: [`B EventReleased 1: ${in1} ANI=X DNIS=B`, 'B EventOnHook'],
      },
    ]);
  });

  test('K-22 A withheld number leaves ANI and OtherDN away.', () => {
    converses(Rig.registered(), [
      { when: inbound('B', ''), then: ['B EventRinging 1: Destination CallType=Inbound DNIS=B'] },
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: ['B EventReleased 1: Destination CallType=Inbound DNIS=B ref'],
      },
    ]);
  });

  const out = 'Origination other=X/Destination CallType=Outbound';
  const dialledOut: Turn = {
    when: ask('RequestMakeCall', 'A', { OtherDN: 'X' }),
    then: ['A EventOffHook', `A EventDialing 1: ${out} DNIS=X ref`, `A EventNetworkReached 1: ${out} DNIS=X`],
  };

  test('K-23 A call to the outside reaches the network, is answered there and is released there.', () => {
    converses(Rig.registered(), [
      dialledOut,
      { when: { kind: 'farEndAnswer', connId: call(1) }, then: [`A EventEstablished 1: ${out} DNIS=X`] },
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: [`A EventReleased 1: ${out} DNIS=X`, 'A EventOnHook'],
      },
    ]);
  });

  test('K-23 A number outside that does not take the call is a busy one to the caller.', () => {
    converses(Rig.registered(), [
      dialledOut,
      {
        when: { kind: 'farEndRelease', connId: call(1) },
        then: [
          `A EventDestinationBusy 1: ${out} CallState=Busy DNIS=X`,
          `A EventReleased 1: ${out} DNIS=X`,
          'A EventOnHook',
        ],
      },
    ]);
  });

  test('K-24 A caller inside who gives up is released, and the ringing phone hears EventAbandoned only.', () => {
    converses(Rig.registered(), [
      dialled,
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(1) }),
        then: [`A EventReleased 1: ${a} DNIS=B ref`, 'A EventOnHook', `B EventAbandoned 1: ${b} DNIS=B`],
      },
    ]);
  });

  test('K-24 A caller outside who gives up leaves EventAbandoned at the ringing phone, and nothing else.', () => {
    converses(Rig.registered(), [
      ringing,
      { when: { kind: 'farEndRelease', connId: call(1) }, then: [`B EventAbandoned 1: ${in1} ANI=X DNIS=B`] },
    ]);
  });

  test('K-24 A call outside given up before the answer is released.', () => {
    converses(Rig.registered(), [
      dialledOut,
      {
        when: ask('RequestReleaseCall', 'A', { ConnID: call(1) }),
        then: [`A EventReleased 1: ${out} DNIS=X ref`, 'A EventOnHook'],
      },
    ]);
  });

  test('K-25 A busy destination: the caller hears it until the time is over, and B nothing.', () => {
    const rig = Rig.registered();
    rig.all(inbound('B'), ask('RequestAnswerCall', 'B', { ConnID: call(1) }));
    const busy = 'Origination other=B/Destination CallType=Internal';
    const turns: Turn[] = [
      {
        when: ask('RequestMakeCall', 'A', { OtherDN: 'B' }),
        then: [
          'A EventOffHook',
          `A EventDialing 2: ${busy} DNIS=B ref`,
          `A EventDestinationBusy 2: ${busy} CallState=Busy DNIS=B`,
        ],
      },
      { when: elapse(14_999), then: [] },
      { when: elapse(1), then: [`A EventReleased 2: ${busy} DNIS=B`, 'A EventOnHook'] },
    ];
    expect(played(rig, turns)).toEqual({ turns, callsLeft: 1, timersLeft: 0 });
    expect(rig.switch.partiesOn('B')).toMatchObject([{ connId: call(1), state: 'Connected' }]);
  });

  test('K-25 A busy or unreachable number outside is told by the network, and the caller ends the call.', () => {
    const rig = Rig.registered();
    for (const [nth, number, state] of [
      [1, 'X-busy', 'Busy'],
      [2, 'X-unreachable', 'SitInvalidnum'],
    ] as const) {
      const failed = `Origination other=${number}/Destination CallType=Outbound`;
      converses(rig, [
        {
          when: ask('RequestMakeCall', 'A', { OtherDN: number }),
          then: [
            'A EventOffHook',
            `A EventDialing ${nth}: ${failed} DNIS=${number} ref`,
            `A EventNetworkReached ${nth}: ${failed} DNIS=${number}`,
            `A EventDestinationBusy ${nth}: ${failed} CallState=${state} DNIS=${number}`,
          ],
        },
        {
          when: ask('RequestReleaseCall', 'A', { ConnID: call(nth) }),
          then: [`A EventReleased ${nth}: ${failed} DNIS=${number} ref`, 'A EventOnHook'],
        },
      ]);
    }
  });

  test('K-25 A number known to be wrong is EventError 71, and no call begins.', () => {
    const wrong = (OtherDN: string): Turn => ({
      when: ask('RequestMakeCall', 'A', { OtherDN }),
      then: ['A EventError ErrorCode=71 ref'],
    });
    converses(Rig.registered(), [wrong('X-unallocated'), wrong('nobody'), wrong(''), wrong('A')]);
  });

  test('K-26 A rejected call is EventReleased at the phone that rejects, and busy to the caller.', () => {
    converses(Rig.registered(), [
      dialled,
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [
          `B EventReleased 1: ${b} DNIS=B ref`,
          `A EventDestinationBusy 1: ${a} CallState=Busy DNIS=B`,
          `A EventReleased 1: ${a} DNIS=B`,
          'A EventOnHook',
        ],
      },
    ]);
  });

  test('K-26 A rejected caller from outside is gone without another word.', () => {
    converses(Rig.registered(), [
      ringing,
      {
        when: ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
        then: [`B EventReleased 1: ${in1} ANI=X DNIS=B ref`],
      },
    ]);
  });
});
