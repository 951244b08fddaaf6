import { expect, test } from 'vitest';
import { hopsAfter, UNKNOWN_HOPS } from '../state/hops.js';
import { aContact } from '../state/testing/a-contact.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import { diagnosticsFile } from './diagnostics.js';
import { Recorder } from './recorder.js';

const SECRETS = [
  ...[
    '+14155550100',
    '14155550100',
    'Maria',
    'Gonzalez',
    'maria@example.com',
    's3cr3t-session',
    't1ck3t',
    '5001',
    '7001',
  ],
  ...['Handle broken', 'Pinnacle', 'SR0000401233', 'conn-00ff', 'call-77', 'Billing', 'Topic', 'VIP', 'Ava Martin'],
  ...['faTrustToken-abc', 'Something Maria said', '4711'],
];

const failure = { hop: 'switch', reason: 'No line 7001 for Ava Martin.', retryable: true, code: 'dn-unknown' } as const;
const STATE: ToolbarState = {
  ...INITIAL_STATE,
  availability: { phase: 'failed', failure },
  connection: {
    status: 'online',
    level: 'ours',
    commands: ['hold'],
    agentId: '5001',
    agentName: 'Ava Martin',
    dn: '7001',
  },
  hops: hopsAfter(UNKNOWN_HOPS, { phase: 'failed', failure }, { status: 'lost' }, 1_700_000_000_000),
  contacts: [
    aContact({
      eventId: 'call-77',
      connectionId: 'conn-00ff',
      name: 'Maria Gonzalez',
      subject: 'Pinnacle · SR0000401233',
      userData: [{ key: 'Topic', type: 'str', value: 'Billing' }],
      wrapUp: { disposition: 'VIP', notes: 'Handle broken' },
    }),
  ],
  notices: [{ id: 'dial:call-77', what: 'The call to +14155550100 failed', why: 'Maria', retryable: true }],
  directory: [{ name: 'Ava Martin', number: '7001' }],
  placing: { eventId: 'call-77', number: '+14155550100' },
};

function recorded(): Recorder {
  const recorder = new Recorder(() => 1_700_000_000_000);
  recorder.note('frame', 'hello', {
    eventName: 'hello',
    session: 's3cr3t-session',
    agentName: 'Ava Martin',
    dn: '7001',
    seq: 4,
  });
  recorder.note('frame', 'EventRinging', {
    eventName: 'EventRinging',
    ANI: '+14155550100',
    eventId: 'call-77',
    connectionId: 'conn-00ff',
    seq: 5,
    eventData: {
      callState: 'Ok',
      thisDN: '7001',
      agentID: '5001',
      callID: 4711,
      userData: [{ key: 'Topic', type: 'str', value: 'Billing' }],
    },
  });
  recorder.note('command', 'makeCall', { type: 'makeCall', toNumber: '+14155550100', ticket: 't1ck3t' });
  recorder.note('command', 'attachData', {
    type: 'attachData',
    userData: { Topic: 'Billing' },
    connectionId: 'conn-00ff',
  });
  recorder.note('uef', 'newCommEvent.answer', {
    ms: 12,
    result: 'success',
    outData: {
      SVCMCA_ANI: '+14155550100',
      SVCMCA_CONTACT_NAME: 'Maria Gonzalez',
      Maria: '1',
      SVCMCA_EMAIL: 'maria@example.com',
    },
    configuration: { faTrustToken: 'faTrustToken-abc', agentId: '5001' },
  });
  recorder.note('uef-event', 'onToolbarInteractionCommand', {
    command: 'accept',
    eventId: 'call-77',
    reason: 'Maria Gonzalez',
  });
  recorder.note('log', 'Something Maria said to 5001');
  return recorder;
}

const file = () =>
  diagnosticsFile({
    state: STATE,
    entries: recorded().entries,
    versions: { toolbar: '0.1.0' },
    browser: { userAgent: 'Test' },
    now: 1_700_000_000_000,
  });

test.each(SECRETS)('E-02 The diagnostics have no number, name, text, ticket or secret in them (%s)', (secret) => {
  expect(file()).not.toContain(secret);
});

test('E-02 They have what passed, in order, with the words of the protocols, and the same name for the same thing', () => {
  const { entries, state, hops } = JSON.parse(file()) as {
    entries: { kind: string; name: string; detail?: Record<string, unknown> }[];
    state: { contacts: { id: string; party: string }[]; notices: unknown[] };
    hops: Record<string, unknown>;
  };
  expect(entries.map(({ kind, name }) => `${kind} ${name}`).slice(0, 6)).toEqual([
    'frame hello',
    'frame EventRinging',
    'command makeCall',
    'command attachData',
    'uef newCommEvent.answer',
    'uef-event onToolbarInteractionCommand',
  ]);
  expect(entries[1]?.detail).toMatchObject({ eventName: 'EventRinging', seq: 5, eventData: { callState: 'Ok' } });
  expect(entries[4]?.detail).toMatchObject({ ms: 12, result: 'success' });
  expect(entries[5]?.detail?.eventId).toBe(entries[1]?.detail?.eventId);
  expect(state.contacts).toMatchObject([{ id: entries[1]?.detail?.eventId, party: 'Alerting' }]);
  expect(state.notices).toEqual([{ about: 'dial', retryable: true }]);
  expect(hops.switch).toMatchObject({ up: false, lastError: { code: 'dn-unknown', retryable: true } });
});

test('E-02 Only what passed last is kept', () => {
  const recorder = new Recorder(() => 0);
  for (let count = 0; count < 1000; count += 1) recorder.note('log', `line ${count}`);
  expect(recorder.entries).toHaveLength(300);
  expect(recorder.entries.at(-1)?.name).toBe('line 999');
});
