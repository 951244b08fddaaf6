/** A person in Fusion's books; the shape of `contacts` in GET /control/world. */
export interface Contact {
  readonly contactId: string;
  readonly partyId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle?: string;
  readonly email?: string;
  readonly phones: readonly string[];
  readonly organization?: { readonly id: string; readonly name: string };
  readonly serviceRequest?: { readonly id: string; readonly number: string; readonly title: string };
}

export function fullName(contact: Contact): string {
  return `${contact.firstName} ${contact.lastName}`.trim();
}
