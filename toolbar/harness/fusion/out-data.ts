/** The keys that Fusion adds to what the toolbar sent. Token values are text, always. */
import { CHANNEL_TYPE_OF, TOKENS } from '@oracle/uef-sdk';
import { fullName, type Contact } from './contact.js';

export type OutData = Readonly<Record<string, unknown>>;

const SERVICE_REQUEST = 'SVC_SERVICE_REQUESTS';
const REDWOOD = 'ORA_SVC_REDWOOD';

/** A value of inData or outData as text; numbers and booleans occur, anything else does not count. */
export function tokenText(data: OutData, key: string): string {
  const value = data[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Contact, organisation and service request as tokens. What is not known is absent. */
export function contactTokens(contact: Contact): Readonly<Record<string, string>> {
  const { organization, serviceRequest } = contact;
  const known: Readonly<Record<string, string | undefined>> = {
    [TOKENS.CONTACT_ID]: contact.contactId,
    [TOKENS.CONTACT_NUMBER]: contact.partyId,
    [TOKENS.CONTACT_NAME]: fullName(contact),
    [TOKENS.DISPLAY_NAME]: fullName(contact),
    [TOKENS.CONTACT_FIRST_NAME]: contact.firstName,
    [TOKENS.CONTACT_LAST_NAME]: contact.lastName,
    [TOKENS.CONTACT_JOB_TITLE]: contact.jobTitle,
    [TOKENS.CONTACT_PRIMARY_PHONE]: contact.phones[0],
    [TOKENS.EMAIL]: contact.email,
    [TOKENS.CONTACT_ORG_ID]: organization?.id,
    [TOKENS.CONTACT_PRIM_ORG_NAME]: organization?.name,
    [TOKENS.SR_ID]: serviceRequest?.id,
    [TOKENS.SR_NUM]: serviceRequest?.number,
    [TOKENS.INTERACTION_REF_OBJ_TYPE]: serviceRequest && SERVICE_REQUEST,
    [TOKENS.INTERACTION_REF_OBJ_ID]: serviceRequest?.id,
  };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export interface NewCommIds {
  readonly interactionId: string;
  readonly channelId: string;
}

/** Answer to newCommEvent: everything that was sent, who it is with, and the interaction that it is kept under. */
export function newCommOutData(
  inData: OutData,
  channel: string,
  contact: Contact | undefined,
  ids: NewCommIds,
): OutData {
  return {
    ...inData,
    channel,
    channelType: CHANNEL_TYPE_OF[channel] ?? '',
    channelId: ids.channelId,
    ...(contact === undefined ? {} : contactTokens(contact)),
    [TOKENS.INTERACTION_ID]: ids.interactionId,
  };
}

export interface StartCommFacts {
  readonly channelId: string;
  readonly wrapupId: string;
  readonly serviceRequestTitle: string | undefined;
}

/** Answer to startCommEvent: the same, with the keys that only a started contact has. */
export function startCommOutData(known: OutData, inData: OutData, facts: StartCommFacts): OutData {
  return {
    ...known,
    ...inData,
    [TOKENS.CHANNEL_ID]: facts.channelId,
    [TOKENS.UI_TYPE_CD]: REDWOOD,
    [TOKENS.WRAPUP_ID]: facts.wrapupId,
    ...(facts.serviceRequestTitle === undefined ? {} : { [TOKENS.SR_TITLE]: facts.serviceRequestTitle }),
  };
}
