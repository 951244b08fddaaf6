/** One end of a message: who, as far as it is told. */
interface Address {
  readonly nickname?: string;
}

export type MessagingEvent =
  | { readonly eventType: 'Typing'; readonly typing: { readonly type: 'On'; readonly duration?: number } }
  | { readonly eventType: 'Presence'; readonly presence: { readonly type: PresenceType } };
export type PresenceType = 'Join' | 'Clear' | 'Disconnect' | 'SignIn';

/** A message or an event, as both sides and the history have it. */
export interface StructuredMessage {
  readonly id: string;
  readonly type: 'Text' | 'Event';
  readonly text?: string;
  readonly events?: readonly MessagingEvent[];
  /** `Inbound`: by the guest. */
  readonly direction: 'Inbound' | 'Outbound';
  readonly channel: {
    readonly time: string;
    readonly messageId: string;
    readonly type: 'Private';
    readonly from: Address;
    readonly to: Address;
  };
  readonly content: readonly unknown[];
  readonly originatingEntity: 'Human' | 'Bot';
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What comes from the server. */
export interface MessagingFrame {
  readonly type: 'message' | 'response';
  readonly class: string;
  readonly code: number;
  readonly body: unknown;
  readonly tracingId?: string;
}

/** What can be refused, with the codes of Web Messaging; those below 1000 are HTTP's. Texts are ours. */
export const MESSAGING_ERRORS = {
  malformed: { code: 400, text: 'This is no action that is known, or not one that can be read.' },
  deployment: { code: 400, text: 'There is no such deployment for messaging.' },
  readOnly: { code: 400, text: 'The conversation is over. Begin a new session.' },
  identity: { code: 401, text: 'No identity provider is configured here.' },
  failed: { code: 500, text: 'The server failed on this action.' },
  full: { code: 503, text: 'No session can be started now.' },
  unknown: { code: 4007, text: 'There is no such session. Configure one first.' },
  textTooLong: { code: 4011, text: 'The text is too long.' },
  dataTooLarge: { code: 4013, text: 'The custom attributes are too large.' },
  missing: { code: 4020, text: 'A parameter is missing:' },
  tooMany: { code: 4029, text: 'Too many messages.' },
} as const;
export type MessagingErrorName = keyof typeof MESSAGING_ERRORS;

/** An action that is refused. */
export class MessagingError extends Error {
  readonly code: number;
  /** Of `tooMany`: seconds. */
  readonly retryAfter: number | undefined;

  constructor(name: MessagingErrorName, details = '', retryAfter?: number) {
    const { code, text } = MESSAGING_ERRORS[name];
    super(details === '' ? text : `${text} ${details}`);
    this.name = 'MessagingError';
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get frame(): MessagingFrame {
    const { code, message, retryAfter } = this;
    if (retryAfter === undefined) return { type: 'response', class: 'string', code, body: message };
    const body = { retryAfter, errorCode: code, errorMessage: message };
    return { type: 'response', class: 'TooManyRequestsErrorMessage', code, body };
  }
}
