/** Who a contact is with: the reverse look-up behind newCommEvent. */
import { TOKENS } from '@oracle/uef-sdk';
import type { Contact } from './contact.js';

type Matches = (contact: Contact, wanted: string) => boolean;

/** Most telling key first; the first key that finds anybody decides. */
const KEYS: readonly { readonly key: string; readonly matches: Matches }[] = [
  { key: TOKENS.CONTACT_ID, matches: isContact },
  { key: TOKENS.CONTACT_NUMBER, matches: isContact },
  { key: TOKENS.EMAIL, matches: (contact, wanted) => contact.email?.toLowerCase() === wanted.toLowerCase() },
  { key: TOKENS.SR_NUM, matches: (contact, wanted) => contact.serviceRequest?.number === wanted },
  { key: TOKENS.ANI, matches: (contact, wanted) => contact.phones.some((phone) => digits(phone) === digits(wanted)) },
];

/** Nobody, one contact, or several that share a number. */
export function lookUpContacts(
  contacts: readonly Contact[],
  inData: Readonly<Record<string, unknown>>,
): readonly Contact[] {
  for (const { key, matches } of KEYS) {
    const wanted = inData[key];
    if (typeof wanted !== 'string' || wanted === '') continue;
    const found = contacts.filter((contact) => matches(contact, wanted));
    if (found.length > 0) return found;
  }
  return [];
}

function isContact(contact: Contact, wanted: string): boolean {
  return contact.contactId === wanted || contact.partyId === wanted;
}

/** Numbers match with and without the leading plus, and however they are grouped. */
function digits(number: string): string {
  return number.replace(/\D/g, '') || number;
}
