import { LINK_TABLE, REGISTRATION_TABLE, type TRequestName } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchInput } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import { outcomeOf, refusal } from '../testing/refusals.js';
import { ask, Rig } from '../testing/rig.js';
import { REQUESTS, REQUESTS_ABOUT_A_DN, SAMPLES } from '../testing/samples.js';
import { driver, inbound, rigAfter, seenOf, take, toldAt, type Steps } from '../testing/steps.js';
import { WHOLE_WORLD } from '../testing/whole-world.js';

describe('registrations', () => {
  interface Way {
    readonly steps: Steps;
    readonly behaviour?: Partial<SwitchBehaviour>;
  }
  const WAYS: Readonly<Record<string, readonly Way[]>> = {
    RequestRegisterAddress: [{ steps: [ask('RequestRegisterAddress', 'A')] }],
    RequestUnregisterAddress: [{ steps: [ask('RequestUnregisterAddress', 'A')] }],
    ConnectionClosed: [{ steps: [{ kind: 'disconnect', client: 'a' }] }],
    AddressRemoved: [{ steps: [{ kind: 'dnRemoved', dn: 'A' }] }],
    RegistrationsLost: [
      { steps: [{ kind: 'switchOver', standBy: 'warm' }] },
      {
        steps: [{ kind: 'linkLost' }, { kind: 'linkRestored' }],
        behaviour: { registrationsSurviveLinkLoss: false },
      },
    ],
  };
  const rows = REGISTRATION_TABLE.flatMap((row) =>
    driver(WAYS, row.on).map((way, index) => ({ ...row, emits: row.emits ?? [], way, nth: index + 1 })),
  );

  test.each(rows)('K-07 Registration $from, $on ($nth): becomes $to and tells $emits - $spec', ({ way, ...row }) => {
    const rig = new Rig(way.behaviour, WHOLE_WORLD);
    take(rig, [{ kind: 'connect', client: 'a' }]);
    if (row.from === 'Registered') take(rig, [ask('RequestRegisterAddress', 'A')]);
    expect(seenOf(rig, 'A')?.registeredClients).toBe(row.from === 'Registered' ? 1 : 0);
    rig.deliveries.length = 0;
    take(rig, way.steps);
    expect(toldAt(rig, 'A')).toEqual(row.emits);
    expect(seenOf(rig, 'A')?.registeredClients ?? 0).toBe(row.to === 'Registered' ? 1 : 0);
    // Of a call the client hears only what it has registered for.
    const heardBy = rig.do(inbound('A')).deliveries.flatMap(({ clients }) => clients);
    expect(heardBy).toEqual(row.to === 'Registered' ? ['a'] : []);
  });

  const free = new Set<TRequestName>(['RequestRegisterAddress']);
  test.each(REQUESTS_ABOUT_A_DN.filter((request) => !free.has(request)))(
    'K-08 Unregistered, %s: no row, so refused and nothing changes.',
    (request) => {
      const { given, asked } = SAMPLES[request];
      const rig = rigAfter([...given, { kind: 'connect', client: 'late' }]);
      const late = { ...asked, client: 'late' };
      expect(outcomeOf(rig, late)).toMatchObject(refusal(rig, late, SAMPLES[request].never ?? 41));
    },
  );

  test.each([...free])('K-08 Unregistered, %s: needs no registration.', (request) => {
    const rig = rigAfter([{ kind: 'connect', client: 'late' }]);
    expect(rig.do({ ...SAMPLES[request].asked, client: 'late' }).refused).toBeUndefined();
  });
});

describe('the link', () => {
  const WAYS: Readonly<Record<string, SwitchInput>> = {
    LinkLost: { kind: 'linkLost' },
    LinkRestored: { kind: 'linkRestored' },
  };
  const INTO: Readonly<Record<string, Steps>> = { Up: [], Down: [{ kind: 'linkLost' }] };
  const probe = ask('RequestMakeCall', 'A', { OtherDN: 'B' });

  test.each(LINK_TABLE)('K-07 Link $from, $on: becomes $to and tells everybody $emits - $spec', (row) => {
    const rig = rigAfter(driver(INTO, row.from));
    const { deliveries } = rig.do(driver(WAYS, row.on));
    const everybody = WHOLE_WORLD.dns.map(({ dn }) => dn.toLowerCase());
    expect(deliveries.map(({ event, clients }) => [event.event, clients])).toEqual(
      row.emits?.map((event) => [event, everybody]),
    );
    expect(rig.do(probe).refused).toBe(row.to === 'Down' ? 54 : undefined);
  });

  test.each(['Up', 'Down'])('K-08 Link %s: what it is already, it cannot become, and nobody is told.', (state) => {
    const rig = rigAfter(driver(INTO, state));
    const input = driver(WAYS, state === 'Up' ? 'LinkRestored' : 'LinkLost');
    expect(rig.do(input)).toEqual({ deliveries: [], refused: 43 });
  });

  /** What T-Server itself answers, without its switch. */
  const ofServer = new Set<TRequestName>(['RequestRegisterClient', 'RequestQueryServer', 'RequestSetInputMask']);
  test.each(REQUESTS.filter((request) => !ofServer.has(request)))(
    'K-08 Link Down, %s: refused and nothing changes.',
    (request) => {
      const { given, asked } = SAMPLES[request];
      const rig = rigAfter([...given, { kind: 'linkLost' }]);
      expect(outcomeOf(rig, asked)).toMatchObject(refusal(rig, asked, SAMPLES[request].never ?? 54));
    },
  );

  test.each([...ofServer])('K-08 Link Down, %s: needs no link.', (request) => {
    const rig = rigAfter([{ kind: 'linkLost' }]);
    expect(rig.do(SAMPLES[request].asked).refused).toBeUndefined();
  });
});
