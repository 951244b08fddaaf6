import { expect, test } from 'vitest';
import { ask, lineOf, Rig } from './rig.js';
import { inbound } from './steps.js';

test('K-13 Time that passes wakes what waits in the order in which it is due, whatever was set first.', () => {
  const rig = Rig.registered({ busyTimeoutMs: 15_000, agentNoAnswerTimeoutMs: 10_000 });
  rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }), inbound('B'));
  expect(rig.elapse(20_000).map(({ event }) => `${event.ThisDN ?? ''} ${event.event} ${event.TimeinSecs}`)).toEqual([
    'B EventReleased 1700000010',
    'A EventReleased 1700000015',
    'A EventOnHook 1700000015',
  ]);
});

test('K-13 Time that passes wakes what began to wait on the way, too.', () => {
  const rig = Rig.registered({ afterRoutingTimeoutMs: 10_000 });
  rig.all(ask('RequestAgentLogin', 'B', { AgentID: '5002' }), ask('RequestAgentReady', 'B'), inbound('Q'));
  const rang = rig.elapse(25_000).filter(({ event }) => event.event === 'EventRinging');
  expect(rang.map(lineOf)).toHaveLength(2);
  expect(rang.map(({ event }) => event.TimeinSecs)).toEqual([1_700_000_010, 1_700_000_020]);
});
