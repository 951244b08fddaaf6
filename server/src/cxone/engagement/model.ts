/** What is kept by Digital Engagement. Ids on the external platform are the middleware's. */

export type ContactStatus = 'new' | 'open' | 'pending' | 'escalated' | 'resolved' | 'closed' | 'trashed';
export const CONTACT_STATUSES: readonly ContactStatus[] = [
  'new',
  'open',
  'pending',
  'escalated',
  'resolved',
  'closed',
  'trashed',
];
export type DeliveryStatus = 'pending' | 'sent' | 'delivered' | 'seen' | 'failed';

export interface CustomField {
  readonly ident: string;
  readonly value: string;
}

export interface Channel {
  readonly id: string;
  readonly idOnExternalPlatform: string;
  readonly channelIntegrationId: string;
  readonly realExternalPlatformId: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly hasTreeStructure: boolean;
  readonly [optional: string]: unknown;
}

export interface EndUser {
  readonly idOnExternalPlatform: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly nickname?: string | null;
  readonly image?: string | null;
  readonly customFields?: readonly CustomField[];
}

export interface Customer {
  readonly id: string;
  readonly identities: EndUser[];
  customFields: readonly CustomField[];
}

export interface Thread {
  readonly id: string;
  readonly idOnExternalPlatform: string;
  readonly channel: Channel;
  threadName: string;
  canAddMoreMessages: boolean;
  readonly contacts: Contact[];
}

/** A user of CXone: an agent, or whoever speaks for one. */
export interface CxoneUser {
  readonly id: number;
  readonly incontactId: string;
  readonly firstName: string;
  readonly surname: string;
  readonly nickname: string;
  readonly loginUsername: string;
  readonly emailAddress: string | null;
  readonly imageUrl: string | null;
  readonly isBotUser: boolean;
  readonly isSurveyUser: boolean;
}

/** A case: one piece of work on a thread. */
export interface Contact {
  readonly number: number;
  readonly customerContactId: string;
  readonly interactionId: string;
  readonly thread: Thread;
  readonly customer: Customer;
  readonly endUser: EndUser;
  readonly direction: 'inbound' | 'outbound';
  readonly createdAt: number;
  status: ContactStatus;
  statusUpdatedAt: number;
  assignee: CxoneUser | undefined;
  customFields: readonly CustomField[];
  readonly messages: Message[];
  /** Of the core; `undefined` while no conversation goes on. */
  chatId: string | undefined;
}

export interface MessageContent {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly fallbackText?: string | null;
  readonly postback?: string | null;
}

export interface Attachment {
  readonly friendlyName: string;
  readonly url: string;
}

/** What people have done with a message beside answering it. */
export interface MessageMarks {
  isRead: boolean;
  readonly reactions: string[];
  tagIds: readonly number[];
  readonly notes: MessageNote[];
}

export interface MessageNote {
  readonly id: string;
  readonly content: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Who wants to be told of events. */
export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly createdAt: string;
}

export interface Message {
  readonly id: string;
  /** Of an agent's message: once the middleware has given it. */
  idOnExternalPlatform: string | undefined;
  readonly contact: Contact;
  readonly direction: 'inbound' | 'outbound';
  /** ISO 8601 with milliseconds. */
  readonly createdAt: string;
  readonly content: MessageContent;
  readonly attachments: readonly Attachment[];
  readonly author: EndUser | undefined;
  readonly authorUser: CxoneUser | undefined;
  /** What else the middleware said of it. */
  readonly extra: Readonly<Record<string, unknown>>;
  status: DeliveryStatus;
  statusUpdatedAt: number;
  statusReason: string | null;
  /** What the middleware told of it, one after the other, whether or not it counted. */
  readonly marksTold: DeliveryStatus[];
  deleted: boolean;
  readonly marks: MessageMarks;
  /** Its line in the chat's transcript. */
  chatIndex: number | undefined;
}

/** Nobody works on it any more. */
export function isFinished({ status }: Contact): boolean {
  return status === 'resolved' || status === 'closed' || status === 'trashed';
}
