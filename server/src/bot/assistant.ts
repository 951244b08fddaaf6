/** What the assistant says, and whether it gives the user to a person. */
export interface Answer {
  readonly text: string;
  readonly wantsPerson: boolean;
}

interface Topic {
  readonly about: RegExp;
  readonly text: string;
}

export const GREETING =
  'Hello, I am the assistant. Ask me about opening hours, an order, an invoice or a visit by a technician. ' +
  'If you would rather talk to a person, say so at any time.';

export const HANDING_OVER = 'I am looking for somebody who can help you. What you have told me goes along.';

const UNKNOWN = 'I am sorry, I do not know about that. You can ask in other words, or talk to a person.';

/** Words by which people ask for people. */
const PERSON = /\b(agent|human|person|people|somebody|someone|representative|operator|real one|colleague)\b/i;

/** The first that fits answers. */
const TOPICS: readonly Topic[] = [
  { about: /\b(hours?|open|opening|closed?|when)\b/i, text: 'We are here Monday to Friday from 8 to 18 o’clock.' },
  {
    about: /\b(orders?|deliver(y|ed)?|parcel|package|track(ing)?)\b/i,
    text: 'Orders leave us within two working days; the link in your confirmation shows where a parcel is.',
  },
  {
    about: /\b(invoices?|bills?|payment|pay|refund)\b/i,
    text: 'You find your invoices under My account. A person can correct one: just say “agent”.',
  },
  {
    about: /\b(technician|visit|appointment|repair|boiler|broken)\b/i,
    text: 'A technician can come within three working days. A person can make the appointment: just say “agent”.',
  },
  { about: /\b(thanks?|thank you|great|perfect)\b/i, text: 'You are welcome. Is there anything else?' },
  { about: /\b(hi|hello|hey|good (morning|afternoon|evening))\b/i, text: 'Hello! What can I do for you?' },
];

/** The assistant knows a few things by heart, and understands when somebody wants a person. */
export function answerTo(text: string): Answer {
  if (PERSON.test(text)) return { text: HANDING_OVER, wantsPerson: true };
  return { text: TOPICS.find(({ about }) => about.test(text))?.text ?? UNKNOWN, wantsPerson: false };
}
