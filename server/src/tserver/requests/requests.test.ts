import { T_ERRORS, type TErrorCode } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import { ask, call, lineOf, Rig, type Ask } from '../testing/rig.js';
import type { CheckName } from './checks.js';

interface Refusal {
  readonly code: TErrorCode;
  readonly given?: readonly (SwitchInput | Ask)[];
  readonly behaviour?: Partial<SwitchBehaviour>;
  readonly when: readonly Ask[];
}

const second: SwitchInput = { kind: 'connect', client: 'second' };
const login = ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' });
const ringing: SwitchInput = { kind: 'inboundCall', to: 'A', from: 'Y' };

/** Every check, with what fails it. The type demands a row for each. */
const REFUSALS: Readonly<Record<CheckName, Refusal>> = {
  'client-connected': { code: 41, when: [ask('RequestRegisterAddress', 'A', {}, 'stranger')] },
  'dn-configured': {
    code: 59,
    when: [
      ask('RequestRegisterAddress', 'Z', {}, 'a'),
      ask('RequestUnregisterAddress', 'Z', {}, 'a'),
      ask('RequestAgentReady', 'Z', {}, 'a'),
      ask('RequestMakeCall', 'Z', { OtherDN: 'B' }, 'a'),
    ],
  },
  'dn-type-matches': { code: 53, when: [ask('RequestRegisterAddress', 'A', { AddressType: 'Queue' })] },
  'dn-not-seized': {
    code: 42,
    given: [second, ask('RequestRegisterAddress', 'B', { RegisterMode: 'Private' })],
    when: [
      ask('RequestRegisterAddress', 'B', {}, 'second'),
      ask('RequestRegisterAddress', 'B', { RegisterMode: 'Monitor' }, 'second'),
      // Private cannot be had where somebody else is already.
      ask('RequestRegisterAddress', 'A', { RegisterMode: 'Private' }, 'second'),
    ],
  },
  'dn-registered': { code: 41, given: [second], when: [ask('RequestUnregisterAddress', 'A', {}, 'second')] },
  'dn-authorised': {
    code: 41,
    given: [second, ask('RequestRegisterAddress', 'A', { RegisterMode: 'Monitor' }, 'second')],
    when: [
      ask('RequestMakeCall', 'A', { OtherDN: 'B' }, 'second'),
      ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret' }, 'second'),
      ask('RequestMakeCall', 'A', { OtherDN: 'B' }, 'stranger'),
    ],
  },
  'dn-is-phone': {
    code: 53,
    when: [ask('RequestMakeCall', 'Q', { OtherDN: 'A' }), ask('RequestAgentLogin', 'Q', { AgentID: '5002' })],
  },
  'agent-known': {
    code: 1703,
    when: [ask('RequestAgentLogin', 'A', { AgentID: '9999' }), ask('RequestAgentLogin', 'A', { AgentID: '' })],
  },
  'password-matches': {
    code: 1705,
    when: [
      ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'wrong' }),
      ask('RequestAgentLogin', 'A', { AgentID: '5001' }),
    ],
  },
  'agent-not-elsewhere': {
    code: 1704,
    given: [login],
    when: [ask('RequestAgentLogin', 'B', { AgentID: '5001', Password: 'secret' })],
  },
  'dn-without-other-agent': { code: 1706, given: [login], when: [ask('RequestAgentLogin', 'A', { AgentID: '5002' })] },
  'login-queue-fits': {
    code: 53,
    given: [ask('RequestAgentLogin', 'B', { AgentID: '5002', ThisQueue: 'R' })],
    when: [
      ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret', ThisQueue: 'R' }),
      ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret', ThisQueue: 'B' }),
      ask('RequestAgentLogin', 'A', { AgentID: '5001', Password: 'secret', ThisQueue: 'Z' }),
      ask('RequestAgentLogin', 'B', { AgentID: '5002', ThisQueue: 'Q' }),
    ],
  },
  'no-call-at-login': { code: 231, behaviour: { agentEmuLoginOnCall: false }, given: [ringing], when: [login] },
  'no-call-at-logout': {
    code: 231,
    behaviour: { agentEmuLoginOnCall: false },
    given: [login, ringing],
    when: [ask('RequestAgentLogout', 'A')],
  },
  'agent-logged-in': {
    code: 1707,
    when: [
      ask('RequestAgentReady', 'A'),
      ask('RequestAgentNotReady', 'A'),
      ask('RequestAgentLogout', 'A'),
      ask('RequestAgentReady', 'Q'),
    ],
  },
  'work-mode-fits': {
    code: 53,
    given: [login],
    when: [
      ask('RequestAgentReady', 'A', { AgentWorkMode: 'AuxWork' }),
      ask('RequestAgentNotReady', 'A', { AgentWorkMode: 'ManualIn' }),
    ],
  },
  'not-ready-already': {
    code: 43,
    behaviour: { repeatedReadyAccepted: false },
    given: [login, ask('RequestAgentReady', 'A')],
    when: [ask('RequestAgentReady', 'A')],
  },
  'destination-callable': {
    code: 71,
    when: ['', 'A', 'nobody', 'X-unallocated'].map((OtherDN) => ask('RequestMakeCall', 'A', { OtherDN })),
  },
  'dn-without-call': { code: 231, given: [ringing], when: [ask('RequestMakeCall', 'A', { OtherDN: 'B' })] },
  'party-known': {
    code: 56,
    given: [ringing],
    when: [
      ask('RequestAnswerCall', 'A', { ConnID: call(7) }),
      ask('RequestReleaseCall', 'A', { ConnID: 'no ConnID' }),
      // A call that exists, on a DN that has no part in it.
      ask('RequestReleaseCall', 'B', { ConnID: call(1) }),
    ],
  },
  'party-state-allows': {
    code: 496,
    given: [ringing, ask('RequestAnswerCall', 'A', { ConnID: call(1) })],
    when: [ask('RequestAnswerCall', 'A', { ConnID: call(1) })],
  },
};

const ROWS = Object.entries(REFUSALS).map(([check, row]) => ({ check: check as CheckName, ...row }));

describe('refusals', () => {
  test.each(ROWS)('K-03 What fails "$check" is EventError $code to who asked, and nothing changes.', (row) => {
    const rig = Rig.registered(row.behaviour);
    rig.all(...(row.given ?? []));
    const before = rig.switch.snapshot();
    for (const asked of row.when) {
      const { deliveries, refused } = rig.do(asked);
      expect(refused).toBe(row.code);
      expect(deliveries).toHaveLength(1);
      expect(deliveries[0]).toMatchObject({
        clients: [asked.client],
        answers: { client: asked.client, referenceId: rig.lastReference },
        event: {
          event: 'EventError',
          ErrorCode: row.code,
          ErrorMessage: T_ERRORS[row.code].message,
          ThisDN: asked.request.ThisDN,
        },
      });
      expect(rig.switch.snapshot()).toEqual(before);
    }
  });

  test.each(ROWS)('K-17 The error code of "$check" can be replaced.', (row) => {
    const code: TErrorCode = row.code === 43 ? 496 : 43;
    const rig = Rig.registered({ ...row.behaviour, errorCodes: { [row.check]: code } });
    rig.all(...(row.given ?? []));
    expect(row.when.map((asked) => rig.do(asked).refused)).toEqual(row.when.map(() => code));
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
