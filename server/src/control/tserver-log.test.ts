import {
  type AttributeKind,
  T_ATTRIBUTES,
  type KVList,
  type TAttributeName,
  type TEvent,
  type TRequest,
} from '@fusion-cti/protocol';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../runtime/journal.js';
import { attributeLines } from './log-attributes.js';
import { tserverLog } from './tserver-log.js';

const TIME = Date.UTC(2026, 0, 1, 12, 30, 15, 250);
const ORDERED = { EventSequenceNumber: 0x1a, TimeinSecs: TIME / 1000 - 0.25, TimeinuSecs: 250_000 } as const;

function entry(n: number, direction: 'in' | 'out', name: string, payload: unknown): JournalEntry {
  return { n, time: TIME, seam: 'switch', direction, name, who: undefined, payload };
}

function asked(request: TRequest, client = 'desktop:5001', referenceId = 7): JournalEntry {
  return entry(1, 'in', request.request, { kind: 'request', client, referenceId, request });
}

function told(event: Omit<TEvent, keyof typeof ORDERED>, clients: readonly string[], answered?: string): JournalEntry {
  const answers = answered === undefined ? {} : { answers: { client: answered, referenceId: 7 } };
  return entry(2, 'out', event.event, { event: { ...ORDERED, ...event }, clients, ...answers });
}

const text = (...entries: JournalEntry[]) => [...tserverLog(entries)].join('');

/** Without the head of the log. */
const body = (...entries: JournalEntry[]) => text(...entries).slice(text(...entries).indexOf('\n\n') + 2);

test('W-30 Whole text: a login, its answer to both clients of the DN, and a call with user data.', () => {
  const userData: KVList = [
    { key: 'Intent', type: 'str', value: 'Kündigung' },
    { key: 'Priority', type: 'int', value: 5 },
    { key: 'Skills', type: 'kvlist', value: [{ key: 'Level', type: 'int', value: -1 }] },
    { key: 'Photo', type: 'bin', value: Buffer.from([1, 2, 3, 254, 255]).toString('base64') },
    { key: 'Intent', type: 'str', value: '' },
  ];
  expect(
    text(
      { ...entry(1, 'in', 'call', { to: '7001' }), seam: 'control' },
      entry(1, 'in', 'inboundCall', { kind: 'inboundCall', to: '7001', from: '+14155550100' }),
      asked({
        request: 'RequestAgentLogin',
        ThisDN: '7001',
        AgentID: '5001',
        Password: 'hunter2',
        AgentWorkMode: 'ManualIn',
        Reasons: [{ key: 'ReasonCode', type: 'str', value: 'Shift' }],
      }),
      told({ event: 'EventAgentLogin', ThisDN: '7001', AgentID: '5001' }, ['control', 'desktop:5001'], 'desktop:5001'),
      told(
        {
          event: 'EventRinging',
          ThisDN: '7001',
          ThisDNRole: 'Destination',
          ThisQueue: '8000',
          OtherDN: '+14155550100',
          OtherDNRole: 'Origination',
          ConnID: '006c02462a161006',
          CallID: 16,
          CallUUID: '0123456789ABCDEFGHIJKLMNOPQRSTUV',
          CallType: 'Inbound',
          CallState: 'Ok',
          ANI: '+14155550100',
          DNIS: '8000',
          UserData: userData,
        },
        [],
      ),
    ),
  ).toBe(`Application name: TServer
Local time:       2026-01-01T12:30:15.250
Time zone:        0, UTC, UTC

2026-01-01T12:30:15.250 Trc 04541 RequestAgentLogin received from [1] (00000001 desktop:5001)
message RequestAgentLogin
\tAttributeThisDN\t'7001'
\tAttributeReason\t[22] 00 01 00 00..
\t\t'ReasonCode'\t'Shift'
\tAttributeAgentWorkMode\t1 (ManualIn)
\tAttributeAgentID\t'5001'
\tAttributeReferenceID\t7
\tAttributePassword\t'[redacted]'

@12:30:15.2500 [0] 8.1.103 distribute_response: message EventAgentLogin
\tAttributeEventSequenceNumber\t000000000000001a
\tAttributeTimeinuSecs\t250000
\tAttributeTimeinSecs\t1767270615 (12:30:15)
\tAttributeThisDN\t'7001'
\tAttributeAgentID\t'5001'
\tAttributeReferenceID\t7
2026-01-01T12:30:15.250 Trc 04542 EventAgentLogin sent to [2] (00000002 control)
2026-01-01T12:30:15.250 Trc 04542 EventAgentLogin sent to [1] (00000001 desktop:5001)

@12:30:15.2500 [0] 8.1.103 distribute_event: message EventRinging
\tAttributeEventSequenceNumber\t000000000000001a
\tAttributeCallUUID\t'0123456789ABCDEFGHIJKLMNOPQRSTUV'
\tAttributeTimeinuSecs\t250000
\tAttributeTimeinSecs\t1767270615 (12:30:15)
\tAttributeCallType\t2
\tAttributeUserData\t[95] 00 05 00 00..
\t\t'Intent'\t'Kündigung'
\t\t'Priority'\t5
\t\t'Skills'(list)
\t\t\t'Level'\t-1
\t\t'Photo'\t[5] 01 02 03 fe..
\t\t'Intent'\t''
\tAttributeOtherDNRole\t1
\tAttributeOtherDN\t'+14155550100'
\tAttributeThisDNRole\t2
\tAttributeThisQueue\t'8000'
\tAttributeThisDN\t'7001'
\tAttributeANI\t'+14155550100'
\tAttributeDNIS\t'8000'
\tAttributeCallState\t0
\tAttributeConnID\t006c02462a161006
\tAttributeCallID\t16

`);
});

test('W-30 The size of a list is that of the packed list, as T-Servers count it.', () => {
  // Two sizes that T-Servers gave, of lists with keys and values of these lengths.
  const lengths = [
    [9, 6],
    [4, 5],
    [7, 19],
    [7, 5],
    [4, 32],
    [8, 11],
    [8, 32],
  ] as const;
  const Extensions = lengths.map(([key, value]) => ({
    key: 'k'.repeat(key),
    type: 'str' as const,
    value: 'v'.repeat(value),
  }));
  expect(attributeLines({ Extensions })[0]).toMatch(/^\tAttributeExtensions\t\[194\] 00 07 00 00\.\.\n/);
  const Reasons: KVList = [{ key: 'Why', type: 'int', value: 115 }];
  expect(attributeLines({ Reasons })).toEqual(["\tAttributeReason\t[14] 00 01 01 00..\n\t\t'Why'\t115"]);
});

test('W-30 An event is sent in the way that says to whom.', () => {
  const way = (delivery: JournalEntry) => /\] 8\.1\.103 (\w+): message/.exec(body(delivery))?.[1];
  expect([
    way(told({ event: 'EventHeld', ThisDN: '7001' }, ['a', 'b'])),
    way(told({ event: 'EventHeld', ThisDN: '7001' }, ['a'], 'a')),
    way(told({ event: 'EventError', ThisDN: '7001' }, ['a'], 'a')),
    way(told({ event: 'EventServerInfo' }, ['a'], 'a')),
    way(told({ event: 'EventLinkConnected' }, ['a'])),
    way(told({ event: 'EventLinkConnected' }, ['a', 'b'])),
  ]).toEqual([
    'distribute_event',
    'distribute_response',
    'send_to_client',
    'send_to_client',
    'send_to_client',
    'send_to_all',
  ]);
});

test('W-30 What has no message of the switch has no text, not even a head.', () => {
  expect(text({ ...entry(1, 'out', 'EventRinging', {}), seam: 'desktop' })).toBe('');
});

const SAMPLES: Readonly<Record<AttributeKind, readonly [unknown, string]>> = {
  str: ['word', "'word'"],
  int: [42, '42'],
  dn: ['7001', "'7001'"],
  connId: ['006c02462a161006', '006c02462a161006'],
  digits: ['12#', "'12#'"],
  kvList: [[{ key: 'a', type: 'int', value: 1 }], "[12] 00 01 01 00..\n\t\t'a'\t1"],
};
const NAMED = 'AddressInfoType AddressType AgentWorkMode CallInfoType MakeCallType RouteType SwitchInfoType'.split(' ');
const OWN_NOTATION: Partial<Record<TAttributeName, string>> = {
  EventSequenceNumber: '000000000000002a',
  TimeinSecs: '42 (00:00:42)',
  ServerStartTime: '42 (00:00:42)',
  Event: 'word',
  Password: "'[redacted]'",
};

test.each(Object.keys(T_ATTRIBUTES) as TAttributeName[])('W-30 Attribute %s has its notation.', (name) => {
  const { kind } = T_ATTRIBUTES[name];
  const called = { Event: 'UserEvent', Reasons: 'Reason' }[name as string] ?? name;
  const start = `\tAttribute${called}\t`;
  if (typeof kind === 'string') {
    const [value, notation] = SAMPLES[kind];
    expect(attributeLines({ [name]: value })).toEqual([start + (OWN_NOTATION[name] ?? notation)]);
    return;
  }
  for (const [word, number] of Object.entries<number>(kind)) {
    const notation = NAMED.includes(name) ? `${number} (${word})` : String(number);
    expect(attributeLines({ [name]: word })).toEqual([start + notation]);
  }
});

test('W-32 No value, key, number or client can begin a line of its own.', () => {
  const forged = "x'\r\n@00:00:00.0000 [0] 8.1.103 distribute_event: message EventReleased\u2028\u0085";
  const lines = body(
    asked(
      {
        request: 'RequestAttachUserData',
        ThisDN: '7001',
        ConnID: '0'.repeat(16),
        UserData: [{ key: forged, type: 'str', value: forged }],
      },
      forged,
    ),
    entry(1, 'in', forged, {
      kind: 'request',
      client: 'a',
      referenceId: 1,
      request: { request: forged, Event: forged },
    }),
    told({ event: 'EventUserEvent', ThisDN: '7001', OtherDN: forged, ConnID: forged }, [forged]),
  ).split(/[\n\r\u2028\u0085]/);
  expect(lines.filter((line) => line.startsWith('@'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('EventReleased')).length).toBeGreaterThan(5);
  for (const line of lines) expect(line).toMatch(/^(|\t.*|message .*|@12:30:15.*|2026-01-01T12:30:15\.250 Trc .*)$/);
});

test('W-32 Whatever is no attribute is not told: a refused request is logged with what it has of them.', () => {
  const request = { request: 'RequestMakeCall', ThisDN: '7001', OtherDN: 7, ConnID: 'no', Secret: 'x', UserData: 'y' };
  expect(body(entry(1, 'in', 'RequestMakeCall', { kind: 'request', client: 'a', referenceId: 1, request }))).toBe(
    '2026-01-01T12:30:15.250 Trc 04541 RequestMakeCall received from [1] (00000001 a)\n' +
      "message RequestMakeCall\n\tAttributeThisDN\t'7001'\n\tAttributeReferenceID\t1\n\n",
  );
});
