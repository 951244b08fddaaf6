import {
  DEVICE_TABLE,
  DND_TABLE,
  doNotDisturb,
  FORWARD_TABLE,
  forwarding,
  MESSAGE_WAITING_TABLE,
  messageWaiting,
  SERVICE_TABLE,
  type FeatureState,
  type FeatureTrigger,
  type TRequestName,
} from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from '../api.js';
import { elapse } from '../testing/conversation.js';
import { outcomeOf, refusal } from '../testing/refusals.js';
import { ask, type Rig } from '../testing/rig.js';
import { askedAt, REQUESTS_ABOUT_A_DN, SAMPLES } from '../testing/samples.js';
import {
  A_CALLS_B,
  A_HEARS_BUSY,
  A_HOLDS_B,
  A_TALKS_TO_B,
  answer,
  driver,
  farEndGoes,
  inbound,
  release,
  rigAfter,
  seenOf,
  take,
  toldAt,
  type Steps,
} from '../testing/steps.js';

describe('phones', () => {
  /** The last step is what makes it happen. */
  const WAYS: Readonly<Record<string, readonly Steps[]>> = {
    PhoneLifted: [
      [...A_CALLS_B],
      [ask('RequestMakeCall', 'A', { OtherDN: 'X' })],
      [inbound('A'), answer('A')],
      [ask('RequestMonitorNextCall', 'A', { OtherDN: 'B', MonitorNextCallType: 'OneCall' }), inbound('B'), answer('B')],
    ],
    LastPartyGone: [
      [...A_CALLS_B, release('A')],
      [...A_TALKS_TO_B, release('B')],
      [...A_HOLDS_B, release('A')],
      [...A_HEARS_BUSY, elapse(15_000)],
      [inbound('A'), answer('A'), farEndGoes()],
    ],
  };
  const rows = DEVICE_TABLE.flatMap((row) =>
    driver(WAYS, row.on).map((steps, index) => ({ ...row, steps, nth: index + 1 })),
  );

  test.each(rows)('K-07 Phone $from, $on ($nth): becomes $to and tells $emits - $spec', ({ steps, ...row }) => {
    const rig = rigAfter(steps.slice(0, -1));
    expect(seenOf(rig, 'A')?.device).toBe(row.from);
    take(rig, steps.slice(-1));
    expect(seenOf(rig, 'A')?.device).toBe(row.to);
    expect(toldAt(rig, 'A').filter((name) => name.endsWith('Hook'))).toEqual(row.emits);
  });

  test('K-07 A phone with two calls goes back on the hook after the second.', () => {
    const rig = rigAfter([...A_HOLDS_B, ask('RequestMakeCall', 'A', { OtherDN: 'C' }), release('A', 2)]);
    expect(seenOf(rig, 'A')?.device).toBe('OffHook');
    take(rig, [release('A')]);
    expect(toldAt(rig, 'A')).toEqual(['EventReleased', 'EventOnHook']);
  });
});

describe('the service of a phone', () => {
  const WAYS: Readonly<Record<string, SwitchInput>> = {
    ServiceLost: { kind: 'dnOutOfService', dn: 'A' },
    ServiceRestored: { kind: 'dnBackInService', dn: 'A' },
  };
  const INTO: Readonly<Record<string, Steps>> = { InService: [], OutOfService: [{ kind: 'dnOutOfService', dn: 'A' }] };

  test.each(SERVICE_TABLE)('K-07 Phone $from, $on: becomes $to and tells $emits - $spec', (row) => {
    const rig = rigAfter(driver(INTO, row.from));
    expect(seenOf(rig, 'A')?.inService).toBe(row.from === 'InService');
    take(rig, [driver(WAYS, row.on)]);
    expect(seenOf(rig, 'A')?.inService).toBe(row.to === 'InService');
    expect(toldAt(rig, 'A')).toEqual(row.emits);
  });

  test.each(['InService', 'OutOfService'])('K-08 Phone %s: what it is already, it cannot become.', (state) => {
    const rig = rigAfter(driver(INTO, state));
    const input = driver(WAYS, state === 'InService' ? 'ServiceRestored' : 'ServiceLost');
    expect(rig.do(input)).toEqual({ deliveries: [], refused: 43 });
  });

  test('K-07 The calls of a phone that is lost are released before it is.', () => {
    const rig = rigAfter(A_HOLDS_B);
    take(rig, [driver(WAYS, 'ServiceLost')]);
    expect(toldAt(rig, 'A')).toEqual(['EventReleased', 'EventOnHook', 'EventDNOutOfService']);
    expect(rig.switch.snapshot().calls).toEqual([]);
  });

  const anyway = new Set<TRequestName>([
    'RequestRegisterAddress',
    'RequestUnregisterAddress',
    'RequestQueryAddress',
    'RequestAgentLogout',
  ]);
  test.each(REQUESTS_ABOUT_A_DN.filter((request) => !anyway.has(request)))(
    'K-08 Phone OutOfService, %s: refused and nothing changes.',
    (request) => {
      const rig = rigAfter([{ kind: 'dnOutOfService', dn: 'A' }]);
      const asked = askedAt(request, 'A');
      expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, SAMPLES[request].never ?? 58));
    },
  );

  test.each([...anyway])('K-08 Phone OutOfService, %s: is no matter of the phone.', (request) => {
    const rig = rigAfter([...SAMPLES[request].given, { kind: 'dnOutOfService', dn: 'A' }]);
    expect(rig.do(SAMPLES[request].asked).refused).toBeUndefined();
  });
});

describe('features of a phone', () => {
  /** By the pair of its status that tells of it. */
  const FEATURES = [
    { pair: 'dnd', table: DND_TABLE, machine: doNotDisturb, turnOn: 'RequestSetDNDOn' },
    { pair: 'fwd', table: FORWARD_TABLE, machine: forwarding, turnOn: 'RequestCallForwardSet' },
    { pair: 'mwl', table: MESSAGE_WAITING_TABLE, machine: messageWaiting, turnOn: 'RequestSetMessageWaitingOn' },
  ] as const;
  const into = (state: FeatureState, turnOn: FeatureTrigger): Steps => (state === 'On' ? [SAMPLES[turnOn].asked] : []);

  function stateOf(rig: Rig, pair: string): FeatureState {
    const { deliveries } = rig.do(SAMPLES.RequestQueryAddress.asked);
    const value = deliveries[0]?.event.Extensions?.find(({ key }) => key === pair)?.value ?? 0;
    return value === 0 ? 'Off' : 'On';
  }

  const rows = FEATURES.flatMap(({ pair, table, turnOn }) => table.map((row) => ({ pair, turnOn, ...row })));
  test.each(rows)('K-07 Feature $pair $from, $on: becomes $to and tells $emits - $spec', ({ pair, turnOn, ...row }) => {
    const rig = rigAfter(into(row.from, turnOn));
    expect(stateOf(rig, pair)).toBe(row.from);
    rig.deliveries.length = 0;
    take(rig, [SAMPLES[row.on].asked]);
    expect(toldAt(rig, 'A')).toEqual(row.emits);
    expect(stateOf(rig, pair)).toBe(row.to);
  });

  const unlisted = FEATURES.flatMap(({ pair, table, machine, turnOn }) =>
    [...new Set(table.map((row) => row.on))].flatMap((trigger) =>
      (['Off', 'On'] as const)
        .filter((state) => machine(state, trigger) === undefined)
        .map((state) => ({ pair, turnOn, state, trigger })),
    ),
  );
  test.each(unlisted)(
    'K-08 Feature $pair $state, $trigger: no row, so refused with 43.',
    ({ turnOn, state, trigger }) => {
      const rig = rigAfter(into(state, turnOn));
      const { asked } = SAMPLES[trigger];
      expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, 43));
    },
  );
  test('K-08 What is on cannot be turned on, nor off what is off; a forwarding can be replaced.', () => {
    expect(unlisted).toHaveLength(5);
  });
});
