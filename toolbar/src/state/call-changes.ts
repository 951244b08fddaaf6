import type { PartyTrigger } from '@fusion-cti/protocol';
import type { CallFacts } from './call-facts.js';
import type { Contact } from './contacts.js';

type Change = (contact: Contact, facts: CallFacts) => Partial<Contact>;

/** What else becomes different when the party table has taken its step. */
const CHANGES: Partial<Readonly<Record<PartyTrigger, Change>>> = {
  EventMuteOn: () => ({ muted: true }),
  EventMuteOff: () => ({ muted: false }),
  EventDtmfSent: ({ tones }, facts) => ({ tones: tones + (facts.tones ?? '') }),
  EventPartyChanged: otherSide,
  EventPartyAdded: (contact, { party }) => ({
    participants: party === undefined ? contact.participants : joined(everybody(contact), [party]),
  }),
  EventPartyDeleted: (contact, { party }) => ({
    participants: remaining(
      contact,
      everybody(contact).filter((number) => number !== party),
    ),
  }),
};

/** The contact after an event, as far as its phase does not say it. */
export function changedBy(trigger: PartyTrigger, contact: Contact, facts: CallFacts): Contact {
  return { ...contact, ...mentioned(facts), ...CHANGES[trigger]?.(contact, facts) };
}

/** What any message may mention of a call, whatever it is about. */
export function mentioned({
  consultation,
  conference,
  participants,
  observer,
  muted,
  userData,
}: CallFacts): Partial<Contact> {
  return {
    ...(consultation !== undefined && { consultation }),
    ...(conference !== undefined && { conference }),
    ...(participants !== undefined && { participants }),
    ...(observer !== undefined && { observer }),
    ...(muted !== undefined && { muted }),
    ...(userData !== undefined && { userData }),
  };
}

/**
 * A transfer put somebody else at the other end, or a conference put all together. The name belonged to the number that
 * was there before.
 */
function otherSide(contact: Contact, { otherNumber, thirdParty, conference }: CallFacts): Partial<Contact> {
  const number = otherNumber ?? contact.number;
  return {
    number,
    ...(number !== contact.number && { name: undefined }),
    participants:
      conference === true ? joined([number], [contact.number, ...(thirdParty === undefined ? [] : [thirdParty])]) : [],
  };
}

/** Of two, only one is worth a list: the one who is not the contact itself. */
function remaining({ number }: Contact, participants: readonly string[]): readonly string[] {
  return participants.length === 1 && participants[0] === number ? [] : participants;
}

function everybody({ participants, number }: Contact): readonly string[] {
  return participants.length === 0 ? [number] : participants;
}

function joined(before: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...before, ...more])];
}
