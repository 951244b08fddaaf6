import type { MessageContent } from './content.js';
import type { EndCause, EndUser } from './conversation.js';

export interface Attachment {
  readonly friendlyName: string;
  /** Short-lived, and a secret. */
  readonly url: string;
  /** Of an agent's file: by which it is found here. */
  readonly file?: string;
}

/** What a customer says. */
export interface CustomerMessage {
  /** On the external platform: by it CXone tells repetitions. */
  readonly id: string;
  readonly at: number;
  readonly content: MessageContent;
  readonly attachments: readonly Attachment[];
  /** Values of custom fields, for the case. */
  readonly fields: readonly { readonly ident: string; readonly value: string }[];
}

/** What an agent says. */
export interface AgentMessage {
  /** Given to it here. */
  readonly id: string;
  readonly at: number;
  /** What any channel can show. */
  readonly text: string;
  readonly content: MessageContent;
  readonly attachments: readonly Attachment[];
  readonly author: string;
}

/** What CXone says of a thread and its case; `''` for a status that is not known. */
export interface ThreadView {
  readonly canAddMoreMessages: boolean;
  readonly status: string;
}

export type ThreadInput =
  | { readonly kind: 'customer-wrote'; readonly message: CustomerMessage; readonly customer: EndUser }
  | { readonly kind: 'customer-typed'; readonly isTyping: boolean }
  | { readonly kind: 'customer-active' }
  | { readonly kind: 'customer-left' }
  | { readonly kind: 'customer-ended' }
  | { readonly kind: 'customer-got'; readonly messageId: string }
  | { readonly kind: 'customer-saw'; readonly messageId: string }
  | { readonly kind: 'undelivered'; readonly messageId: string; readonly reason: string }
  | { readonly kind: 'agent-wrote'; readonly message: AgentMessage }
  | { readonly kind: 'agent-typed'; readonly isTyping: boolean }
  | { readonly kind: 'looked'; readonly view: ThreadView }
  | { readonly kind: 'stored'; readonly contact: string }
  | { readonly kind: 'time' };

/** For the customer's side. */
export type ChannelEvent =
  | { readonly kind: 'message'; readonly message: AgentMessage }
  | { readonly kind: 'typing'; readonly isTyping: boolean }
  | { readonly kind: 'asked'; readonly countdownMs: number }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'ended'; readonly cause: EndCause }
  /** Something that the customer said will not reach an agent. */
  | { readonly kind: 'refused'; readonly messageId: string; readonly reason: string };

export type DeliveryStatus = 'delivered' | 'seen' | 'failed';

/** For CXone. */
export type CxoneJob =
  | { readonly kind: 'message'; readonly message: CustomerMessage }
  | { readonly kind: 'typing'; readonly isTyping: boolean }
  | { readonly kind: 'status'; readonly messageId: string; readonly status: DeliveryStatus; readonly reason: string }
  | { readonly kind: 'end' };

/** What becomes of an input. */
export type ThreadVerdict = 'done' | 'conversation_closed';
