import type { Member } from '../core/conversation.js';
import type { ChatMessage, StreamEvent } from '../core/inputs.js';
import type { Region } from '../regions.js';

/** What the caller wants a chat with. */
export interface ChatOrder {
  readonly region: Region;
  /** The token that the caller brings, with the word before it; empty when it brings none. It is not kept. */
  readonly authorization: string;
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routingTarget: Readonly<Record<string, unknown>> & {
    readonly targetType: string;
    readonly targetAddress: string;
  };
  readonly memberInfo: Readonly<Record<string, unknown>> & { readonly displayName: string };
}

export interface StartedChat {
  /** Unique at the other side. */
  readonly id: string;
  readonly guestId: string;
  /** What it takes to go on with it, secrets among it: as JSON. */
  readonly session: unknown;
}

export interface StreamListener {
  hears(event: StreamEvent): void;
  /** Something came that cannot be read: what it was has to be looked up. */
  garbled(): void;
  /** @param why a close code */
  closed(why: number): void;
}

/** An event stream that is open. */
export interface OpenStream {
  close(): void;
}

/** What was said, oldest first, and whether it is known to have been followed by the end. */
export interface Transcript {
  readonly messages: readonly ChatMessage[];
  readonly isOver: boolean;
}

/**
 * One chat at the other side. Everything rejects with `UpstreamError`; what can be repeated without harm is, a few
 * times, before it does.
 */
export interface ChatLink {
  /**
   * Opens the event stream. What is told at once is not lost.
   * @param wasThere it was open before: if the other side knows nothing of that, the chat is gone
   */
  attach(listener: StreamListener, wasThere: boolean): Promise<OpenStream>;
  /** Once, whatever happens. @returns the id of the message */
  sendText(text: string, tracingId: string): Promise<string>;
  /** Once. */
  sendTyping(): Promise<void>;
  /** The guest leaves. An end that is there already is fine. */
  end(): Promise<void>;
  /** Everything behind the message `after`; empty: everything. */
  history(after: string): Promise<Transcript>;
  members(): Promise<readonly Member[]>;
  member(id: string): Promise<Member | undefined>;
}

/** A way into Genesys Cloud. */
export interface ChatBackend {
  /** @throws UpstreamError; when that is `unsure`, there may be a chat that nobody listens to, and nobody is routed to */
  start(order: ChatOrder): Promise<StartedChat>;
  link(region: Region, chat: StartedChat): ChatLink;
}
