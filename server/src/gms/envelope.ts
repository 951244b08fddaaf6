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
    alias: '0',
    ...(!content.chatEnded && { userId: 'deprecated' }),
    chatId: 'deprecated',
    monitored: content.chat?.monitored ?? false,
    channel,
  };
}

/** @param reference finds the request; clients show it to people */
export function errorEnvelope(error: GmsError, reference: number, session?: GmsSession): Envelope {
  const { code, statusCode, chatEnded, message } = error;
  return {
    messages: [],
    chatEnded,
    statusCode,
    ...(session !== undefined && { alias: session.alias, chatId: session.chatId }),
    errors: [{ code, advice: `${message} referenceId[${reference}]` }],
  };
}
