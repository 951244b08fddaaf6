import type { Subscription } from 'rxjs';
import type { Contact, Contacts } from './contacts.js';
import type { Store } from './store.js';

export interface ContactWatcher {
  /** Each contact, whenever anything has changed. */
  here(contact: Contact): void;
  /** As it was last. */
  left(contact: Contact): void;
}

/** Tells of contacts as they are, and of those that leave. */
export function watchContacts(store: Store, watcher: ContactWatcher): Subscription {
  let before: Contacts = [];
  return store.state$.subscribe(({ contacts }) => {
    const gone = before.filter(({ eventId }) => !contacts.some((one) => one.eventId === eventId));
    // Before anybody is told: what they do about it may come back here.
    before = contacts;
    for (const contact of gone) watcher.left(contact);
    for (const contact of contacts) watcher.here(contact);
  });
}
