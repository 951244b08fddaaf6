import { FRESH, type Contact } from '../contacts.js';

/** A call that rings, unless it is said to be otherwise. */
export function aContact(over: Partial<Contact> = {}): Contact {
  return {
    eventId: 'e1',
    connectionId: 'c1',
    direction: 'inbound',
    number: '+14155550100',
    party: 'Alerting',
    since: 0,
    ...FRESH,
    ...over,
  };
}
