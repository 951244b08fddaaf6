import { msg, str } from '@lit/localize';
import type { Contact } from '../state/contacts.js';
import { callerOf } from './caller.js';
import { plural } from './plural.js';

/** For the title of the page, while calls ring. */
export function ringTitle(count: number): string {
  const calls = new Intl.NumberFormat(document.documentElement.lang || 'en').format(count);
  return plural(count, { one: msg('Incoming call'), other: msg(str`${calls} incoming calls`) });
}

/** For a notification of the desktop. */
export function ringNotification(contact: Contact): { title: string; body: string } {
  return { title: msg(str`Incoming call from ${callerOf(contact)}`), body: contact.queueName ?? '' };
}
