import { party, type CallDirection, type PartyState, type PartyTrigger } from '@fusion-cti/protocol';

/** What somebody at this desk asked of a call that has not answered yet. It also explains how the call ends. */
export type Asked = 'accept' | 'reject' | 'hangup' | 'offerTimeout';

/** Something that happened to a call, in the words of the party table, whichever protocol level told it. */
export interface CallEvent {
  readonly trigger: PartyTrigger;
  /** Id of the contact at the vendor's side of the toolbar. */
  readonly eventId: string;
  /** The switch's id: what commands name. */
  readonly connectionId: string;
  readonly direction: CallDirection;
  readonly number: string;
  readonly queueName?: string;
  /** `true`: the message does not say who ended the call, or why. */
  readonly unexplained?: boolean;
}

export interface Contact {
  readonly eventId: string;
  readonly connectionId: string;
  readonly direction: CallDirection;
  readonly number: string;
  readonly queueName?: string;
  /** Known once Fusion has looked the number up. */
  readonly name?: string;
  /** `Null`: the call is over, and Fusion's wrap-up is not. */
  readonly party: PartyState;
  /** When this state began. Milliseconds since 1970. */
  readonly since: number;
  readonly asked?: Asked;
  /** The line to the contact centre broke: this is the last that was known. */
  readonly lost: boolean;
}

export type ContactAction =
  | { readonly type: 'callEvent'; readonly event: CallEvent; readonly at: number }
  | { readonly type: 'contactNamed'; readonly eventId: string; readonly name: string }
  | { readonly type: 'contactAsked'; readonly eventId: string; readonly asked: Asked | undefined }
  | { readonly type: 'contactGone'; readonly eventId: string }
  | { readonly type: 'lineLost' }
  | { readonly type: 'lineBack' };

/** Oldest first. */
export type Contacts = readonly Contact[];

export function reduceContacts(contacts: Contacts, action: ContactAction): Contacts {
  switch (action.type) {
    case 'callEvent':
      return applyCallEvent(contacts, action.event, action.at);
    case 'contactNamed':
      return changed(contacts, action.eventId, (contact) => ({ ...contact, name: action.name }));
    case 'contactAsked':
      return changed(contacts, action.eventId, ({ asked: _, ...contact }) =>
        action.asked === undefined ? contact : { ...contact, asked: action.asked },
      );
    case 'contactGone':
      return contacts.filter(({ eventId }) => eventId !== action.eventId);
    case 'lineLost':
      return contacts.map((contact) => (isLive(contact) ? { ...contact, lost: true } : contact));
    case 'lineBack':
      return contacts.map((contact) => ({ ...contact, lost: false }));
  }
}

function applyCallEvent(contacts: Contacts, event: CallEvent, at: number): Contacts {
  const known = contacts.find(({ eventId }) => eventId === event.eventId);
  const row = party(known?.party ?? 'Null', event.trigger);
  if (row === undefined) return contacts;
  if (known === undefined) return [...contacts, begin(event, row.to, at)];
  return changed(contacts, event.eventId, ({ asked: _, ...contact }) => ({
    ...contact,
    connectionId: event.connectionId === '' ? contact.connectionId : event.connectionId,
    party: row.to,
    since: row.to === contact.party ? contact.since : at,
    lost: false,
  }));
}

function begin(event: CallEvent, state: PartyState, at: number): Contact {
  return {
    eventId: event.eventId,
    connectionId: event.connectionId,
    direction: event.direction,
    number: event.number,
    ...(event.queueName !== undefined && event.queueName !== '' && { queueName: event.queueName }),
    party: state,
    since: at,
    lost: false,
  };
}

function changed(contacts: Contacts, eventId: string, change: (contact: Contact) => Contact): Contacts {
  return contacts.map((contact) => (contact.eventId === eventId ? change(contact) : contact));
}

/** Who is at the other end, in the words that are known. */
export function callerOf({ name, number }: Contact): string {
  return name ?? (number || 'Unknown number');
}

export function isLive(contact: Contact): boolean {
  return contact.party !== 'Null';
}
