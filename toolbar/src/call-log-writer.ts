import type { Clock } from './state/clock.js';
import { watchContacts } from './state/contact-watch.js';
import { loggedCall, type LoggedCall } from './state/call-log.js';
import { isLive, type Contact } from './state/contacts.js';
import type { Store } from './state/store.js';
import type { Subscription } from 'rxjs';

/** Writes down every call that is over, and what becomes known of it while its wrap-up goes on. */
export function writeCallLog(store: Store, clock: Clock, put: (call: LoggedCall) => void): Subscription {
  const began = new Map<string, number>();
  const written = new Map<string, Contact>();
  const write = (contact: Contact): void => {
    if (written.get(contact.eventId) === contact) return;
    written.set(contact.eventId, contact);
    put(loggedCall(contact, began.get(contact.eventId) ?? contact.since, clock.now()));
  };
  return watchContacts(store, {
    here: (contact) => {
      const { eventId, since } = contact;
      if (!began.has(eventId)) began.set(eventId, Math.min(since, contact.answeredAt ?? since));
      if (!isLive(contact)) write(contact);
    },
    left: (contact) => {
      write(contact);
      began.delete(contact.eventId);
      written.delete(contact.eventId);
    },
  });
}
