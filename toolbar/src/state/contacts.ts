import { party, type CallDirection, type KVList, type PartyState, type PartyTrigger } from '@fusion-cti/protocol';
import { changedBy, mentioned } from './call-changes.js';
import type { CallControlType } from './call-control.js';
import type { CallFacts } from './call-facts.js';
import { NOTHING_NOTED, type WrapUp } from './wrap-up.js';

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
  /** Absent at the published level, which tells no more of a call than its phase. */
  readonly facts?: CallFacts;
}

export interface Contact {
  readonly eventId: string;
  readonly connectionId: string;
  readonly direction: CallDirection;
  readonly number: string;
  readonly queueName?: string;
  /** Known once Fusion has looked the number up. */
  readonly name?: string | undefined;
  /** What Fusion says it is about: organisation and service request. */
  readonly subject?: string;
  /** `Null`: the call is over, and Fusion's wrap-up is not. */
  readonly party: PartyState;
  /** When this state began. Milliseconds since 1970. */
  readonly since: number;
  /** When the conversation began; a hold does not end it. */
  readonly answeredAt?: number;
  readonly asked?: Asked;
  /** The control that was asked of the vendor, which has not answered yet. */
  readonly waiting?: CallControlType;
  /** The line to the contact centre broke: this is the last that was known. */
  readonly lost: boolean;
  /** Others do not hear this desk. */
  readonly muted: boolean;
  /** A call to ask somebody, for the sake of another call. */
  readonly consultation: boolean;
  /** The contact that this desk asks somebody for. To Fusion the two are one. */
  readonly consultationFor?: string;
  readonly conference: boolean;
  /** Who else is in the conference, as far as this desk has heard. */
  readonly participants: readonly string[];
  /** This desk only listens. */
  readonly observer: boolean;
  /** What the contact centre knows of the call. */
  readonly userData: KVList;
  /** The tones that went out, oldest first. */
  readonly tones: string;
  readonly wrapUp: WrapUp;
}

export type ContactAction =
  | { readonly type: 'callEvent'; readonly event: CallEvent; readonly at: number }
  | { readonly type: 'contactNamed'; readonly eventId: string; readonly name?: string; readonly subject?: string }
  | { readonly type: 'contactAsked'; readonly eventId: string; readonly asked: Asked | undefined }
  | { readonly type: 'contactWaits'; readonly eventId: string; readonly waiting: CallControlType | undefined }
  | { readonly type: 'contactNoted'; readonly eventId: string; readonly change: Partial<WrapUp> }
  | { readonly type: 'contactTold'; readonly eventId: string; readonly facts: CallFacts }
  | { readonly type: 'contactGone'; readonly eventId: string }
  | { readonly type: 'lineLost' }
  | { readonly type: 'lineBack' };

/** What nobody has said anything about yet. */
export const FRESH = {
  lost: false,
  muted: false,
  consultation: false,
  conference: false,
  participants: [],
  observer: false,
  userData: [],
  tones: '',
  wrapUp: NOTHING_NOTED,
} as const satisfies Partial<Contact>;

/** Oldest first. */
export type Contacts = readonly Contact[];

export function reduceContacts(contacts: Contacts, action: ContactAction): Contacts {
  switch (action.type) {
    case 'callEvent':
      return applyCallEvent(contacts, action.event, action.at);
    case 'contactNamed':
      return changed(contacts, action.eventId, (contact) => ({
        ...contact,
        ...(action.name !== undefined && { name: action.name }),
        ...(action.subject !== undefined && { subject: action.subject }),
      }));
    case 'contactAsked':
      return changed(contacts, action.eventId, ({ asked: _, ...contact }) =>
        action.asked === undefined ? contact : { ...contact, asked: action.asked },
      );
    case 'contactWaits':
      return changed(contacts, action.eventId, ({ waiting: _, ...contact }) =>
        action.waiting === undefined ? contact : { ...contact, waiting: action.waiting },
      );
    case 'contactNoted':
      return changed(contacts, action.eventId, (contact) => ({
        ...contact,
        wrapUp: { ...contact.wrapUp, ...action.change },
      }));
    case 'contactTold':
      return changed(contacts, action.eventId, (contact) => ({
        ...contact,
        ...mentioned(action.facts),
        ...begun(contact, action.facts),
      }));
    case 'contactGone':
      return contacts.filter(({ eventId }) => eventId !== action.eventId);
    case 'lineLost':
      return contacts.map((contact) => (isLive(contact) ? { ...contact, lost: true } : contact));
    case 'lineBack':
      return contacts.map((contact) => ({ ...contact, lost: false }));
  }
}

/** A call that is met half-way began before it was met. */
function begun({ since, answeredAt }: Contact, facts: CallFacts): Partial<Contact> {
  if (facts.since === undefined || facts.since >= since) return {};
  return { since: facts.since, ...(answeredAt === since && { answeredAt: facts.since }) };
}

function applyCallEvent(contacts: Contacts, event: CallEvent, at: number): Contacts {
  const known = contacts.find(({ eventId }) => eventId === event.eventId);
  const row = party(known?.party ?? 'Null', event.trigger);
  if (row === undefined) return contacts;
  const { facts = {} } = event;
  if (known === undefined) return [...contacts, { ...begin(contacts, event, row.to, at), ...mentioned(facts) }];
  return changed(contacts, event.eventId, ({ asked: _, ...contact }) => {
    const answered = row.to === 'Connected' && contact.answeredAt === undefined;
    const stepped: Contact = {
      ...contact,
      connectionId: event.connectionId === '' ? contact.connectionId : event.connectionId,
      party: row.to,
      since: row.to === contact.party ? contact.since : at,
      ...(answered && { answeredAt: at }),
      lost: false,
    };
    return changedBy(event.trigger, stepped, facts);
  });
}

function begin(contacts: Contacts, event: CallEvent, state: PartyState, at: number): Contact {
  const main = contacts.find(({ connectionId }) => connectionId === event.facts?.consultationFor);
  return {
    eventId: event.eventId,
    connectionId: event.connectionId,
    direction: event.direction,
    number: event.number,
    ...(event.queueName !== undefined && event.queueName !== '' && { queueName: event.queueName }),
    party: state,
    since: at,
    ...FRESH,
    // Only who calls asks for the sake of a call of their own.
    ...(main !== undefined && event.direction === 'outbound' && { consultationFor: main.eventId }),
  };
}

function changed(contacts: Contacts, eventId: string, change: (contact: Contact) => Contact): Contacts {
  return contacts.map((contact) => (contact.eventId === eventId ? change(contact) : contact));
}

export function isLive(contact: Contact): boolean {
  return contact.party !== 'Null';
}

/** Whether the contact is one of Fusion's: a consultation belongs to the contact that it is for. */
export function isOwnConsultation({ consultation, direction }: Pick<Contact, 'consultation' | 'direction'>): boolean {
  return consultation && direction === 'outbound';
}
