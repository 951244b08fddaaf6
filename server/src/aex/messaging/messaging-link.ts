import { type Static, Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { checkerOf } from '../../runtime/schema.js';
import type { ChatLink, OpenStream, StreamListener, Transcript } from '../backend/chat-backend.js';
import { FREELY, type RegionLine } from '../backend/region-line.js';
import { UpstreamError } from '../backend/upstream-error.js';
import type { Member } from '../core/conversation.js';
import {
  AGENT,
  BOT,
  eventsOf,
  GUEST,
  messageOf,
  momentOf,
  presenceOf,
  type SessionFrame,
  type StructuredMessage,
  structuredOf,
  StructuredMessageSchema,
} from './session-frames.js';
import { type SessionRequest, SessionSocket } from './session-socket.js';

export const MessagingSessionSchema = Type.Object({
  /** Who knows it is the guest. */
  token: Type.String(),
  deploymentId: Type.String(),
  /** What the inbound flow routes by: the name of the queue, and who the guest is. */
  attributes: Type.Record(Type.String(), Type.String()),
});
export type MessagingSession = Static<typeof MessagingSessionSchema>;

const SessionResponse = checkerOf(
  Type.Object({ newSession: Type.Optional(Type.Boolean()), readOnly: Type.Optional(Type.Boolean()) }),
);
const JwtResponse = checkerOf(Type.Object({ jwt: Type.String({ minLength: 1, maxLength: 8192 }) }));
const HistoryPage = Type.Object({
  entities: Type.Array(StructuredMessageSchema),
  pageCount: Type.Optional(Type.Number()),
});

const PAGE = 100;
const MAX_PAGES = 100;

export interface MessagingOptions {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly origin: string;
  /** Milliseconds for an answer. */
  readonly answerMs: number;
}

/** One guest of Web Messaging: everything goes over one socket, and the session outlives it. */
export class MessagingLink implements ChatLink {
  readonly #line: RegionLine;
  readonly #session: MessagingSession;
  readonly #options: MessagingOptions;
  #socket: SessionSocket | undefined;
  #listener: StreamListener | undefined;
  #agentName = '';
  #hasJoined = false;
  /** It is over, and what was said can still be read. */
  #isReadOnly = false;

  constructor(line: RegionLine, session: MessagingSession, options: MessagingOptions) {
    this.#line = line;
    this.#session = session;
    this.#options = options;
  }

  async attach(listener: StreamListener, wasThere: boolean): Promise<OpenStream> {
    const socket = await this.#open(
      wasThere || this.#hasJoined,
      (frame) => this.#hear(frame, listener),
      (code) => listener.closed(code),
    );
    this.#socket = socket;
    this.#listener = listener;
    return { close: () => socket.close() };
  }

  async sendText(text: string, tracingId: string): Promise<string> {
    const message = { type: 'Text', text, content: [], channel: this.#channel };
    const frame = await this.#ask({ action: 'onMessage', message }, tracingId);
    const sent = structuredOf(frame);
    // It has arrived, but under which id is for the transcript to say.
    if (sent === undefined) throw new UpstreamError('unsure', { code: 'answer.unreadable' });
    return sent.id;
  }

  async sendTyping(): Promise<void> {
    await this.#event({ eventType: 'Typing', typing: { type: 'On' } });
  }

  async end(): Promise<void> {
    const isMine = this.#socket?.isOpen !== true;
    try {
      if (isMine)
        this.#socket = await this.#open(
          true,
          () => undefined,
          () => undefined,
        );
      await this.#event({ eventType: 'Presence', presence: { type: 'Disconnect' } });
    } catch (error) {
      const isOver = error instanceof UpstreamError && ['gone', 'denied', 'refused'].includes(error.kind);
      if (!isOver) throw error;
    } finally {
      if (isMine) this.#socket?.close();
    }
  }

  async history(after: string): Promise<Transcript> {
    const all = await this.#everything();
    for (const { direction, channel } of all) this.#remember(direction, channel?.from?.nickname);
    const hasJoined = this.#hasJoined || all.some(({ direction }) => direction === 'Inbound');
    // Whoever configured the session was gone before it could say that the guest is there: nobody would be routed.
    if (!hasJoined && this.#socket !== undefined) await this.#join(this.#socket);
    const missed = all.slice(all.findIndex(({ id }) => id === after) + 1);
    const events = missed.flatMap(presenceOf);
    for (const event of events) if (event.kind === 'member') this.#listener?.hears(event);
    return {
      messages: missed.filter(({ type }) => type !== 'Event').map(messageOf),
      isOver: this.#isReadOnly || events.some(({ kind }) => kind === 'over'),
    };
  }

  async members(): Promise<readonly Member[]> {
    return [someone(GUEST, 'CUSTOMER', ''), someone(BOT, 'WORKFLOW', '')];
  }

  async member(id: string): Promise<Member | undefined> {
    return id === AGENT ? someone(AGENT, 'AGENT', this.#agentName) : undefined;
  }

  /** The whole of the session, oldest first. */
  async #everything(): Promise<readonly StructuredMessage[]> {
    const { jwt } = await this.#jwt();
    const { origin } = this.#options;
    const headers = { authorization: `Bearer ${jwt}`, ...(origin !== '' && { origin }) };
    const request = { operation: 'messages', method: 'GET', headers } as const;
    const all: StructuredMessage[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const url = `${this.#line.region.apiBase}/api/v2/webmessaging/messages?pageSize=${PAGE}&pageNumber=${page}`;
      const { entities, pageCount = 1 } = await this.#line.read(url, request, FREELY, HistoryPage);
      all.push(...entities);
      if (page >= pageCount) break;
    }
    // Which end it begins at is not documented; of one millisecond, pages keep the order that they have.
    const isNewestFirst = momentOf(all[0]) >= momentOf(all.at(-1));
    return (isNewestFirst ? all.reverse() : all).sort((one, other) => momentOf(one) - momentOf(other));
  }

  get #channel() {
    return { metadata: { customAttributes: this.#session.attributes } };
  }

  /** A socket that has its session. Who comes for the first time says so: that begins the routing. */
  async #open(
    wasThere: boolean,
    hears: (frame: SessionFrame | undefined) => void,
    closed: (code: number) => void,
  ): Promise<SessionSocket> {
    const { region, sockets: options, metrics } = this.#line;
    const { deploymentId, token } = this.#session;
    const { clock, answerMs, origin, ids } = this.#options;
    const query = new URLSearchParams({ deploymentId, application: 'fusion-cti' });
    const url = `${region.messagingBase}/v1?${query}`;
    const socket = await SessionSocket.open({ url, origin, options, clock, answerMs, metrics }, hears, closed);
    try {
      const configure = { action: 'configureSession', deploymentId, token, startNew: false };
      const { body } = await socket.ask(configure, ids.uuid());
      if (!SessionResponse.fits(body)) throw new UpstreamError('unsure', { code: 'answer.unreadable' });
      this.#isReadOnly = body.readOnly === true;
      // Its time was over, or somebody has erased it: another conversation is not this one.
      if (body.newSession === true && wasThere) throw new UpstreamError('gone');
      if (body.newSession === true) await this.#join(socket);
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async #join(socket: SessionSocket): Promise<void> {
    const { token } = this.#session;
    const events = [{ eventType: 'Presence', presence: { type: 'Join' } }];
    const message = { type: 'Event', events, channel: this.#channel };
    await socket.ask({ action: 'onMessage', token, message }, this.#options.ids.uuid());
    this.#hasJoined = true;
  }

  async #event(event: Readonly<Record<string, unknown>>): Promise<void> {
    const message = { type: 'Event', events: [event], channel: this.#channel };
    await this.#ask({ action: 'onMessage', message }, this.#options.ids.uuid());
  }

  async #jwt(): Promise<{ jwt: string }> {
    const { body } = await this.#ask({ action: 'getJwt' }, this.#options.ids.uuid());
    if (!JwtResponse.fits(body)) throw new UpstreamError('unsure', { code: 'answer.unreadable' });
    return body;
  }

  async #ask(request: SessionRequest, tracingId: string): Promise<SessionFrame> {
    if (this.#socket === undefined) throw new UpstreamError('unsent');
    return this.#socket.ask({ ...request, token: this.#session.token }, tracingId);
  }

  #hear(frame: SessionFrame | undefined, listener: StreamListener): void {
    if (frame === undefined) return listener.garbled();
    const message = structuredOf(frame);
    if (message !== undefined) this.#remember(message.direction, message.channel?.from?.nickname);
    for (const event of eventsOf(frame)) listener.hears(event);
  }

  /** Agents are known by what they say only. */
  #remember(direction: string | undefined, nickname: string | null | undefined): void {
    if (direction === 'Outbound' && typeof nickname === 'string') this.#agentName = nickname.slice(0, 255);
  }
}

function someone(id: string, role: 'AGENT' | 'CUSTOMER' | 'WORKFLOW', name: string): Member {
  return { id, role, name, avatarUrl: null, state: 'CONNECTED', hasLeft: false };
}
