import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { mountBayeux } from '../bayeux/plugin.js';
import { accept, DEFAULT_LIMITS } from '../bayeux/options.js';
import { BayeuxServer } from '../bayeux/server.js';
import type { ChatEvent } from '../chat/index.js';
import type { Clock } from '../runtime/clock.js';
import type { OriginPolicy } from '../runtime/origins.js';
import type { NewsOfChat } from '../site/chats.js';
import { checkCredentials, ofData } from './credentials.js';
import { type Envelope, errorEnvelope, type KnownAs, knownAs, notificationOf } from './envelope.js';
import { envelopeJson } from './envelope-json.js';
import { GmsError } from './errors.js';
import type { GmsServer } from './gms-server.js';
import { type Operation, OPERATIONS } from './operations.js';
import { type Params, paramsOf } from './params.js';
import { messageOf } from './projection.js';
import type { Pushes } from './push/pushes.js';
import type { CometdClient, GmsSession, Listener } from './session.js';

export const COMETD_PATH = '/genesys/cometd';
const CHANNEL = '/service/chatV2/';

const BY_NAME: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.flatMap((operation) => (operation.name === undefined ? [] : [[operation.name, operation] as const])),
);

export interface CometdOptions {
  readonly gms: GmsServer;
  readonly pushes: Pushes;
  readonly origins: OriginPolicy;
  readonly wallClock: Clock;
  readonly log: FastifyBaseLogger;
}

/** What happens to a chat while one of its listeners does something in it: it hears of that in its answer. */
interface Answering {
  readonly session: GmsSession;
  readonly listener: Listener;
  readonly events: ChatEvent[];
}

/**
 * The CometD form: an operation is published to the channel of its service, and everything else comes as a
 * notification. A chat is heard by the client that asked for it last; clients come and go, and the chat stays.
 */
export class CometdFace {
  readonly server: BayeuxServer<CometdClient>;
  /** Chats may outlive a face that serves them. */
  readonly close: () => void;
  readonly #gms: GmsServer;
  readonly #log: FastifyBaseLogger;
  #answering: Answering | undefined;

  constructor({ gms, pushes, wallClock, log }: CometdOptions) {
    const { chats, config } = gms;
    this.#gms = gms;
    this.#log = log;
    this.server = new BayeuxServer<CometdClient>({
      clock: wallClock,
      ids: chats.ids,
      log,
      connectionTypes: ['websocket', 'long-polling', 'callback-polling'],
      sessions: config.limits.sessions,
      // What a chat may ask for, its client may say.
      messagesPerSecond: Math.max(DEFAULT_LIMITS.messagesPerSecond, config.gms.requestsPerSecond),
      messageBurst: Math.max(DEFAULT_LIMITS.messageBurst, config.gms.requestBurst),
      sockets: config.limits.sockets,
      socketBacklogBytes: config.limits.socketBacklogBytes,
      onHandshake: () => accept({ sessions: new Set() }),
      onSessionRemoved: (listener, end) => {
        // The chat goes on without a listener; whoever comes back asks for what was missed.
        for (const session of listener.context.sessions) {
          session.listeners.delete(listener);
          gms.present(session);
        }
        const seen = end.reason === 'disconnected' ? seenUpTo(end.ext) : undefined;
        if (seen !== undefined) for (const session of listener.context.sessions) pushes.left(session, seen);
      },
    });
    this.server.service(`${CHANNEL}*`, (listener, data, channel) => {
      const taking = this.#take(listener, data, channel);
      return taking === undefined ? this.#saved(listener, channel) : taking.then(() => this.#saved(listener, channel));
    });
    this.close = gms.onNews((session, news) => this.#hear(session, news));
  }

  #take(listener: Listener, data: unknown, channel: string): undefined | Promise<void> {
    const service = channel.slice(CHANNEL.length);
    let chat: KnownAs | undefined;
    try {
      const params = paramsOf(data);
      chat = params.text;
      if (!this.#gms.config.gms.cometd) throw GmsError.of(240);
      const { operation: name } = params.text;
      if (name === 'requestChat') {
        this.#request(listener, service, params, channel);
        return undefined;
      }
      const operation = name === undefined ? undefined : BY_NAME.get(name);
      if (operation === undefined) throw GmsError.of(903);
      this.#gms.options(service);
      const found = this.#gms.find(service, params);
      chat = knownAs(found);
      const act = () => this.#operate(listener, found, operation, params, channel);
      const pause = this.#gms.pause(found);
      if (pause !== undefined) {
        return pause.then(act).catch((error: unknown) => this.#fail(listener, channel, error, knownAs(found)));
      }
      act();
      return undefined;
    } catch (error) {
      this.#fail(listener, channel, error, chat);
      return undefined;
    }
  }

  #request(listener: Listener, service: string, params: Params, channel: string): void {
    checkCredentials(this.#gms.options(service), ofData(params));
    const session = this.#gms.open(service, params, 'cometd');
    bind(listener, session);
    this.#answer(listener, session, this.#gms.eventsFrom(session, params, 'notifications'), params, channel);
  }

  #operate(listener: Listener, session: GmsSession, operation: Operation, params: Params, channel: string): void {
    const answering: Answering = { session, listener, events: [] };
    this.#answering = answering;
    try {
      if (operation.perform === undefined) {
        this.#gms.comesBy(session, 'cometd');
        bind(listener, session);
      }
      this.#gms.operate(session, operation, params);
    } finally {
      this.#answering = undefined;
    }
    if (operation.perform === undefined) {
      this.#answer(listener, session, this.#gms.eventsFrom(session, params, 'notifications'), params, channel);
      return;
    }
    if (operation.name === 'disconnect') {
      this.#answer(listener, session, [], params, channel);
      unbind(session);
      return;
    }
    const own = answering.events.find(({ from }) => from.participantId === 1);
    this.#answer(listener, session, own === undefined ? [] : [own], params, channel);
    if (!session.listeners.has(listener)) return;
    for (const event of answering.events) if (event !== own) this.#notify(listener, session, event);
  }

  #answer(
    listener: Listener,
    session: GmsSession,
    events: readonly ChatEvent[],
    { text: { requestId } }: Params,
    channel: string,
  ): void {
    const envelope = notificationOf(this.#gms.answer(session, events), channel);
    const echoes = session.options.echoRequestId && requestId !== undefined;
    this.#deliver(listener, channel, echoes ? { ...envelope, requestId } : envelope);
  }

  #fail(listener: Listener, channel: string, error: unknown, chat?: KnownAs): void {
    if (!(error instanceof GmsError)) this.#log.error({ err: error }, 'a chat operation failed');
    const refusal = error instanceof GmsError ? error : GmsError.of(910);
    const envelope = errorEnvelope(refusal, this.#gms.nextReference(), chat);
    this.#deliver(listener, channel, envelope);
  }

  /**
   * Waits until what was done is safe; `undefined` when it is. Who would wait too long is told so: what was done is told
   * nevertheless, when it is safe.
   */
  #saved(listener: Listener, channel: string): Promise<void> | undefined {
    const { chats } = this.#gms;
    if (chats.isSafe) return undefined;
    return new Promise((resolve) =>
      chats.whenSafeInTime(resolve, () => {
        const [only, another] = listener.context.sessions;
        const chat = only !== undefined && another === undefined ? knownAs(only) : undefined;
        listener.deliver(channel, errorEnvelope(GmsError.of(911), this.#gms.nextReference(), chat));
        resolve();
      }),
    );
  }

  /** Everybody who hears a chat is told of each event by itself; who caused it has it in the answer. */
  #hear(session: GmsSession, news: NewsOfChat): void {
    if (news.kind === 'event' && news.event.visibility === 'all') this.#tell(session, news.event);
    if (news.kind === 'ended') this.#ended(session);
  }

  #tell(session: GmsSession, event: ChatEvent): void {
    const answering = this.#answering?.session === session ? this.#answering : undefined;
    answering?.events.push(event);
    for (const listener of session.listeners) {
      if (listener !== answering?.listener) this.#notify(listener, session, event);
    }
  }

  /** Nothing comes any more, so nobody listens any more; but whoever is just being answered is answered first. */
  #ended(session: GmsSession): void {
    if (this.#answering?.session !== session) unbind(session);
  }

  /** [A] Only the last event of a chat says that it has ended: a client that stops there has missed nothing. */
  #notify(listener: Listener, session: GmsSession, event: ChatEvent): void {
    const { chats } = this.#gms;
    const content = this.#gms.answer(session, [event]);
    const later = chats.server.transcript(session.chatId, event.index + 1);
    const chatEnded = content.chatEnded && !later.some(({ visibility }) => visibility === 'all');
    const channel = CHANNEL + session.service;
    const messages = [messageOf(event, session.options)];
    this.#deliver(listener, channel, notificationOf({ ...content, chatEnded, messages }, channel));
  }

  /** Nobody hears of what is not safe. */
  #deliver(listener: Listener, channel: string, envelope: Envelope): void {
    this.#gms.chats.whenSafe(() => listener.deliverJson(channel, envelopeJson(envelope)));
  }
}

/** Puts it where GMS has it. */
export async function mountCometd(app: FastifyInstance, options: CometdOptions): Promise<CometdFace> {
  const face = new CometdFace(options);
  const { gms, origins } = options;
  app.addHook('onClose', async () => face.close());
  const { sameSite } = gms.config.gms;
  const cookie = { name: 'BAYEUX_BROWSER', sameSite, secure: sameSite === 'None', ids: gms.chats.ids };
  await mountBayeux(app, { path: COMETD_PATH, server: face.server, origins, cookie });
  return face;
}

/** [O] The iOS library says goodbye with how far it has read when its app goes to the background. */
function seenUpTo(ext: unknown): number | undefined {
  if (typeof ext !== 'object' || ext === null || !('transcriptPosition' in ext)) return undefined;
  const given = String(ext.transcriptPosition);
  return /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

/** From now on this client hears the chat. Who did before gets nothing more, unless the service allows several. */
function bind(listener: Listener, session: GmsSession): void {
  if (!session.options.allowMultipleListeners) unbind(session);
  session.listeners.add(listener);
  listener.context.sessions.add(session);
}

function unbind(session: GmsSession): void {
  for (const listener of session.listeners) listener.context.sessions.delete(session);
  session.listeners.clear();
}
