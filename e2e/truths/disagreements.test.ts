import { describe, expect, it } from 'vitest';
import { FRESH, type Contact } from '../../toolbar/src/state/contacts.js';
import { disagreements } from './disagreements.js';
import type { ContactAction, TabTruth, Told, Truths } from './truths.js';

const CALL: Contact = {
  ...FRESH,
  eventId: 'e1',
  connectionId: 'c1',
  direction: 'inbound',
  number: '+14155550100',
  party: 'Connected',
  since: 0,
};
const ONLINE = { status: 'online', level: 'ours', commands: [] } as const;

function tab(toolbar: Partial<TabTruth['toolbar']> = {}, fusion: Partial<TabTruth['fusion']> = {}): TabTruth {
  return {
    name: 'A',
    toolbar: {
      availability: { phase: 'available', since: 0 },
      connection: ONLINE,
      contacts: [CALL],
      placing: undefined,
      ...toolbar,
    },
    fusion: { available: true, engagements: [{ eventId: 'e1', phase: 'Engaged' }], ...fusion },
  };
}

function told(...actions: readonly ContactAction[]): Told[] {
  return actions.map((action) => ({ action, eventId: 'e1', life: 0 }));
}

function truths(over: Partial<Truths> = {}): Truths {
  return {
    switch: { agent: 'Ready', calls: [{ connId: 'c1', state: 'Connected' }] },
    tabs: [tab()],
    told: told('newCommEvent', 'startCommEvent'),
    life: 0,
    ...over,
  };
}

describe('three truths', () => {
  it.each<[string, Partial<Truths>]>([
    ['in a call', {}],
    [
      'without a call',
      { switch: { agent: 'Ready', calls: [] }, tabs: [tab({ contacts: [] }, { engagements: [] })], told: [] },
    ],
    [
      'after a call, with its wrap-up',
      {
        switch: { agent: 'Ready', calls: [] },
        tabs: [tab({ contacts: [{ ...CALL, party: 'Null' }] }, { engagements: [{ eventId: 'e1', phase: 'WrapUp' }] })],
        told: told('newCommEvent', 'startCommEvent', 'closeCommEvent'),
      },
    ],
    [
      'when the line is gone and everybody says so',
      {
        tabs: [
          tab(
            {
              availability: { phase: 'failed', failure: { hop: 'socket', reason: '', retryable: true } },
              connection: { status: 'lost' },
              contacts: [{ ...CALL, lost: true }],
            },
            { available: false },
          ),
        ],
      },
    ],
    [
      'when Fusion began anew, and was told anew',
      {
        told: [
          ...told('newCommEvent', 'startCommEvent'),
          ...told('newCommEvent', 'startCommEvent').map((one) => ({ ...one, life: 1 })),
        ],
        life: 1,
      },
    ],
  ])('Z-01 agree %s', (_, over) => {
    expect(disagreements(truths(over))).toEqual([]);
  });

  it.each<[string, Partial<Truths>, string]>([
    [
      'a toolbar that shows what the switch does not say',
      { switch: { ...truths().switch!, agent: 'NotReady' } },
      'availability: A shows available, the agent is NotReady at the switch',
    ],
    [
      'a Fusion that was told something else',
      { tabs: [tab({}, { available: false })] },
      'availability: A shows available, its Fusion unavailable',
    ],
    [
      'a toolbar that shows available without a line',
      { tabs: [tab({ connection: { status: 'lost' }, contacts: [{ ...CALL, lost: true }] })] },
      'A shows available without a line',
    ],
    [
      'a toolbar that never arrives',
      { tabs: [tab({ availability: { phase: 'connecting', step: 'switch' } }, { available: false })] },
      'A never arrives: it is connecting',
    ],
    [
      'a call that only the screen has',
      { switch: { agent: 'Ready', calls: [] } },
      'calls: A shows [c1 Connected], the switch has []',
    ],
    [
      'a call that only the switch has',
      { tabs: [tab({ contacts: [] }, { engagements: [] })], told: [] },
      'calls: A shows [], the switch has [c1 Connected]',
    ],
    [
      'a call in another state',
      { switch: { agent: 'Ready', calls: [{ connId: 'c1', state: 'Held' }] } },
      'calls: A shows [c1 Connected], the switch has [c1 Held]',
    ],
    [
      'a call that is vouched for without a line',
      { tabs: [tab({ availability: { phase: 'unavailable' }, connection: { status: 'lost' } }, { available: false })] },
      'A vouches for e1 Connected without a line',
    ],
    [
      'a call that Fusion does not have',
      { tabs: [tab({}, { engagements: [] })] },
      'engagement: A shows e1 Connected, its Fusion nothing',
    ],
    [
      'a call that Fusion has in another phase',
      { tabs: [tab({}, { engagements: [{ eventId: 'e1', phase: 'Offered' }] })] },
      'engagement: A shows e1 Connected, its Fusion Offered',
    ],
    [
      'a contact that only Fusion has',
      {
        tabs: [
          tab(
            {},
            {
              engagements: [
                { eventId: 'e1', phase: 'Engaged' },
                { eventId: 'e2', phase: 'Offered' },
              ],
            },
          ),
        ],
      },
      'engagement: the Fusion of A has e2 Offered, the toolbar no such call',
    ],
    [
      'two tabs that show different things',
      { tabs: [tab(), { ...tab({ contacts: [] }, { engagements: [] }), name: 'B' }] },
      'tabs: A shows [available, online, e1 Connected], B [available, online]',
    ],
    [
      'a contact that was announced twice',
      { told: told('newCommEvent', 'newCommEvent', 'startCommEvent') },
      'told: e1: newCommEvent, newCommEvent, startCommEvent',
    ],
    [
      'a contact that was started before it was announced',
      { told: told('startCommEvent', 'newCommEvent') },
      'told: e1: startCommEvent, newCommEvent',
    ],
    [
      'a contact whose start was never told',
      { told: told('newCommEvent') },
      'told: e1 is Connected, Fusion heard newCommEvent last',
    ],
    [
      'a contact whose end was told too early',
      { told: told('newCommEvent', 'startCommEvent', 'closeCommEvent') },
      'told: e1 is Connected, Fusion heard closeCommEvent last',
    ],
  ])('Z-01 tell %s', (_, over, named) => {
    expect(disagreements(truths(over))).toContain(named);
  });
});
