import { describe, expect, it } from 'vitest';
import { closeReason, type CallEnd } from './close-reasons.js';

const inbound = { direction: 'inbound', from: 'Alerting', on: 'EventReleased' } as const;
const outbound = { direction: 'outbound', from: 'Dialing', on: 'EventReleased' } as const;

describe('the reason a contact is closed with', () => {
  it.each<[string, CallEnd, string]>([
    ['ended after a conversation', { ...inbound, from: 'Connected' }, 'WRAPUP'],
    ['ended by the agent after a conversation', { ...outbound, from: 'Connected', asked: 'hangup' }, 'WRAPUP'],
    ['given up by the caller', { ...inbound, on: 'EventAbandoned' }, 'ABANDONED'],
    [
      'given up by the caller while the agent was answering',
      { ...inbound, on: 'EventAbandoned', asked: 'accept' },
      'ABANDONED',
    ],
    ['declined by the agent', { ...inbound, asked: 'reject' }, 'REJECT'],
    [
      'declined by the agent, told by a server that never says why',
      { ...inbound, asked: 'reject', unexplained: true },
      'REJECT',
    ],
    ['declined at the phone itself', inbound, 'REJECT'],
    ['not answered before the offer ran out', { ...inbound, asked: 'offerTimeout' }, 'TIMEOUT'],
    ['gone, nobody knows why', { ...inbound, unexplained: true }, 'MISSED'],
    ['cancelled by the agent while it rang at the far end', { ...outbound, asked: 'hangup' }, 'CANCELED'],
    ['declined by the far end', outbound, 'REJECT'],
    ['busy at the far end', { ...outbound, on: 'EventDestinationBusy' }, 'REJECT'],
  ])('C-03 of a call that is %s', (_, end, reason) => {
    expect(closeReason(end)).toBe(reason);
  });
});
