import type { ChatView, UserData } from '../chat/index.js';
import type { GmsError } from './errors.js';
import type { GmsMessage } from './projection.js';
import type { GmsSession } from './session.js';

/** Every answer of the REST form, and the data of every notification. In JSON a field that is `undefined` is absent. */
export interface Envelope {
  readonly messages: readonly GmsMessage[];
  readonly chatEnded: boolean;
  /** 0: success. 1: the client may try again. 2: that is useless. */
  readonly statusCode: 0 | 1 | 2;
  readonly alias?: string;
  readonly secureKey?: string | undefined;
  readonly userId?: string | undefined;
  readonly chatId?: string;
  readonly nextPosition?: number;
  readonly userData?: UserData;
  readonly errors?: readonly { readonly code: number; readonly advice: string }[];
  readonly monitored?: boolean;
  readonly channel?: string;
  readonly requestId?: string;
}

/** [D] What a service since 8.5.112 says in the place of ids. */
const HIDDEN = { alias: '0', chatId: 'deprecated' } as const;

/** What an answer to a customer is made of. */
export interface Content {
  readonly session: GmsSession;
  /** `undefined` when the chat has been forgotten. */
  readonly chat: Pick<ChatView, 'nextIndex' | 'monitored'> | undefined;
  readonly chatEnded: boolean;
  readonly messages: readonly GmsMessage[];
}

/** In words of a service before 8.5.112, and of every REST answer. At the end there is no key any more. */
export function envelopeOf({ session, chat, chatEnded, messages }: Content): Envelope {
  const { alias, secureKey, userId, chatId } = session;
  return {
    messages,
    chatEnded,
    statusCode: 0,
    alias,
    secureKey: chatEnded ? undefined : secureKey,
    userId: chatEnded ? undefined : userId,
    chatId,
    nextPosition: chat?.nextIndex ?? 1,
  };
}

/** The same for a CometD client. */
export function notificationOf(content: Content, channel: string): Envelope {
  const envelope = envelopeOf(content);
  if (content.session.options.compat === 'classic') return envelope;
  return {
    ...envelope,
    ...HIDDEN,
    ...(!content.chatEnded && { userId: 'deprecated' }),
    monitored: content.chat?.monitored ?? false,
    channel,
  };
}

/** How a client knows a chat. */
export interface KnownAs {
  readonly alias?: string | undefined;
  readonly chatId?: string | undefined;
}

/** How a CometD client knows a chat. */
export function knownAs({ alias, chatId, options }: GmsSession): KnownAs {
  return options.compat === 'classic' ? { alias, chatId } : HIDDEN;
}

/**
 * @param reference finds the request; clients show it to people
 * @param chat [O] real answers name it, and one client cannot read one without. Of a chat that is not there any more, that
 * is as the request named it.
 */
export function errorEnvelope(error: GmsError, reference: number, { alias, chatId }: KnownAs = {}): Envelope {
  const { code, statusCode, chatEnded, message } = error;
  return {
    messages: [],
    chatEnded,
    statusCode,
    ...(alias !== undefined && { alias }),
    ...(chatId !== undefined && { chatId }),
    errors: [{ code, advice: `${message} referenceId[${reference}]` }],
  };
}
