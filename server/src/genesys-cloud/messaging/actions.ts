import type { UserData } from '../../chat/index.js';
import { checkerOf } from '../../runtime/schema.js';
import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import { takesOrigin } from '../organization.js';
import {
  type Action,
  ACTION_SCHEMAS,
  type ActionName,
  type GuestEvent,
  type GuestMessage,
  type GuestText,
} from './action-schemas.js';
import { MessagingError, type MessagingFrame, type StructuredMessage } from './frames.js';
import { messagingToken } from './messaging-token.js';
import { eventMessage, textMessage } from './projection.js';
import type { Connection, MessagingSession } from './session.js';

/** Who acts, and by which socket. The answer, if there is one, goes to that socket alone. */
interface Acting {
  readonly cloud: Cloud;
  readonly connection: Connection;
}
type Answer = Omit<MessagingFrame, 'type' | 'tracingId'> | undefined;
type Actions = {
  readonly [Name in ActionName]: (acting: Acting, action: Action<Name>) => Answer | Promise<Answer>;
};

/** What each action does. */
const ACTIONS: Actions = {
  configureSession: configure,
  configureAuthenticatedSession: () => {
    throw new MessagingError('identity');
  },
  onMessage: (acting, { token, tracingId, message }) => {
    const session = sessionOf(acting, token);
    count(session);
    if (session.readOnly) throw new MessagingError('readOnly');
    acting.cloud.messaging.prolong(session);
    if (message.type === 'Text') say(acting.cloud, session, message, tracingId);
    else {
      const userData = attributesOf(acting.cloud, message);
      for (const event of message.events) happen(acting.cloud, session, event, tracingId, userData);
    }
    return undefined;
  },
  echo: (acting, { token, message: { text } }) => {
    const { chats } = acting.cloud;
    count(sessionOf(acting, token));
    return { class: 'StructuredMessage', code: 200, body: textMessage(text, chats.ids.uuid(), chats.clock.now()) };
  },
  getJwt: async (acting, { token }) => {
    const body = await messagingToken(acting.cloud, sessionOf(acting, token), acting.connection.origin);
    return { class: 'JwtResponse', code: 200, body };
  },
  closeSession: (acting, { token, closeAllConnections = false }) => {
    const session = sessionOf(acting, token);
    const closing = closeAllConnections ? [...session.connections] : [acting.connection];
    for (const connection of closing) {
      connection.send([JSON.stringify({ type: 'message', class: 'ConnectionClosedEvent', code: 200, body: {} })]);
      connection.close();
    }
    return undefined;
  },
  onAttachment: noAttachments,
  getAttachment: noAttachments,
  deleteAttachment: noAttachments,
};

const CHECKERS = Object.fromEntries(
  Object.entries(ACTION_SCHEMAS).map(([name, schema]) => [name, checkerOf(schema)]),
) as { readonly [Name in ActionName]: ReturnType<typeof checkerOf<(typeof ACTION_SCHEMAS)[Name]>> };

/**
 * Carries out what a client sent.
 * @throws MessagingError
 */
export async function act(acting: Acting, given: unknown): Promise<Answer> {
  const { action } = (given ?? {}) as { readonly action?: unknown };
  if (typeof action !== 'string' || !Object.hasOwn(ACTIONS, action)) throw new MessagingError('malformed');
  return perform(acting, action as ActionName, given);
}

async function perform<Name extends ActionName>(acting: Acting, name: Name, given: unknown): Promise<Answer> {
  const checker = CHECKERS[name];
  if (!checker.fits(given)) {
    const [problem = ''] = checker.problems(given);
    throw new MessagingError(problem.includes('required') ? 'missing' : 'malformed', problem);
  }
  return ACTIONS[name](acting, given);
}

function configure({ cloud, connection }: Acting, action: Action<'configureSession'>): Answer {
  const { token, deploymentId, startNew = false } = action;
  const { organization, messaging, options } = cloud;
  const deployment = organization.deployment(deploymentId);
  const service = deployment?.messaging?.service;
  const closed = deployment?.enabled === false || service === undefined;
  if (deployment === undefined || closed || !takesOrigin(deployment, connection.origin)) {
    throw new MessagingError('deployment');
  }
  const known = messaging.find(token);
  // Who has the token of one deployment has nothing of another's.
  if (known !== undefined && known.deployment !== deployment) throw new MessagingError('unknown');
  if (known !== undefined && startNew) {
    known.connections.delete(connection);
    messaging.replace(known);
  }
  const resumed = startNew ? undefined : known;
  const session = resumed ?? newSession(cloud, token, deployment, service);
  session.connections.add(connection);
  connection.sessions.add(session);
  return {
    class: 'SessionResponse',
    code: 200,
    body: {
      connected: true,
      newSession: resumed === undefined,
      readOnly: session.readOnly,
      maxCustomDataBytes: options.messagingDataBytes,
      allowedMedia: { inbound: { fileTypes: [], maxFileSizeKB: 0 } },
      blockedExtensions: [],
      clearedExistingSession: known !== undefined && startNew,
      durationSeconds: options.messagingSessionSeconds,
      expirationDate: Math.floor(session.expiresAt / 1000),
    },
  };
}

function newSession(cloud: Cloud, ...parts: Parameters<Cloud['messaging']['create']>): MessagingSession {
  try {
    cloud.countNewcomer();
  } catch (error) {
    if (error instanceof CloudError) throw new MessagingError('tooMany', '', error.retryAfterSeconds ?? 1);
    throw error;
  }
  return cloud.messaging.create(...parts);
}

function say(cloud: Cloud, session: MessagingSession, message: GuestText, tracingId: string | undefined): void {
  const { messaging, options } = cloud;
  const { text } = message;
  if (text.length > options.messagingCharacters) throw new MessagingError('textTooLong');
  const userData = attributesOf(cloud, message);
  if (text === '') throw new MessagingError('missing', 'text');
  const isNew = session.chatId === undefined;
  const chatId = messaging.begin(session, undefined, userData);
  if (!isNew && Object.keys(userData).length > 0) {
    messaging.act({ kind: 'data', chatId, by: 'customer', userData }, undefined);
  }
  messaging.act({ kind: 'post', chatId, by: 'customer', type: 'Message', text }, tracingId);
}

/** What a guest does beside talking; all but typing comes back as it was sent. */
function happen(
  cloud: Cloud,
  session: MessagingSession,
  event: GuestEvent,
  tracingId: string | undefined,
  userData: UserData,
): void {
  const { messaging, options } = cloud;
  if (event.eventType === 'Typing') {
    const type = event.typing.type === 'On' ? 'TypingStarted' : 'TypingStopped';
    const { chatId } = session;
    if (chatId !== undefined) messaging.act({ kind: 'post', chatId, by: 'customer', type }, tracingId);
    return;
  }
  const back = () => messaging.tell(session, echoOf(cloud, event), tracingId);
  switch (event.presence.type) {
    case 'Join':
      back();
      if (options.messagingAutoStart) messaging.begin(session, undefined, userData);
      break;
    case 'Disconnect':
      messaging.leave(session);
      session.readOnly = options.messagingEnd === 'readOnly';
      back();
      break;
    case 'Clear':
      back();
      messaging.erase(session);
      break;
    case 'SignIn':
      back();
      break;
  }
}

function echoOf({ chats }: Cloud, event: Extract<GuestEvent, { eventType: 'Presence' }>): StructuredMessage {
  return eventMessage(event, { id: chats.ids.uuid(), time: chats.clock.now(), direction: 'Inbound' });
}

function sessionOf({ cloud, connection }: Acting, token: string): MessagingSession {
  const session = cloud.messaging.find(token);
  // By another socket it may be there: this one has to configure it first.
  if (!session?.connections.has(connection)) throw new MessagingError('unknown');
  return session;
}

function count(session: MessagingSession): void {
  if (session.throttled > 0) {
    session.throttled -= 1;
    throw new MessagingError('tooMany', '', 0);
  }
  if (!session.limiter.take()) throw new MessagingError('tooMany', '', 1);
}

/** [A] Files are not taken. */
function noAttachments(acting: Acting, { token, attachmentId }: Action<'onAttachment'>): Answer {
  sessionOf(acting, token);
  const body = { attachmentId, errorCode: 4000, errorMessage: 'Attachments are not taken here.' };
  return { class: 'GenerateUrlError', code: 200, body };
}

/** What a page says of its guest, with a text or when the guest joins. */
function attributesOf({ options }: Cloud, { channel }: GuestMessage): UserData {
  const attributes = channel?.metadata?.customAttributes ?? {};
  if (Buffer.byteLength(JSON.stringify(attributes)) > options.messagingDataBytes) {
    throw new MessagingError('dataTooLarge');
  }
  return textsOf(attributes);
}

/** Chats keep texts only: others are written as JSON. */
function textsOf(attributes: object): UserData {
  const pairs = Object.entries(attributes).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  ]);
  return Object.fromEntries(pairs) as UserData;
}
