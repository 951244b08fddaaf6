import { msg } from '@lit/localize';
import type { Contact } from '../state/contacts.js';
import { shownNumber } from './phone-numbers.js';

/** Who is at the other end, in the words that are known. */
export function callerOf({ name, number }: Contact): string {
  return name ?? (number === '' ? msg('Unknown number') : shownNumber(number));
}
