import { type Static, Type } from 'typebox';
import type { WebSocket } from 'ws';
import { openOutboundSocket } from '../../runtime/outbound/index.js';
import type { ChatLink, OpenStream, StreamListener, Transcript } from '../backend/chat-backend.js';
import { FREELY, ONCE, type RegionCall, type RegionLine } from '../backend/region-line.js';
import { errorOfCall, UpstreamError } from '../backend/upstream-error.js';
import type { Member } from '../core/conversation.js';
import type { ChatMessage } from '../core/inputs.js';
import { eventOf, memberOf, MemberSchema, messageOf, MessageSchema } from './frames.js';

export const GUEST_PATH = '/api/v2/webchat/guest/conversations';

export const WebchatSessionSchema = Type.Object({
  jwt: Type.String(),
  /** It holds the token: whoever knows it can listen. */
  stream: Type.String(),
});
export type WebchatSession = Static<typeof WebchatSessionSchema>;

const MemberPage = Type.Object({
  entities: Type.Array(MemberSchema),
  pageCount: Type.Optional(Type.Number()),
});
const MessagePage = Type.Object({
  entities: Type.Array(MessageSchema),
  next: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
const SentSchema = Type.Object({ id: Type.String({ pattern: '^[\\w.:-]{1,100}$' }) });

const MEMBER_PAGE = 100;
const MESSAGE_PAGE = 100;
/** No chat has so many; a page that says that there is always another one must not keep the bridge for ever. */
const MAX_PAGES = 100;

interface WebchatParts {
  readonly id: string;
  readonly guestId: string;
  readonly session: WebchatSession;
}

/** One guest of the web chat. */
export class WebchatLink implements ChatLink {
  readonly #line: RegionLine;
  readonly #chat: WebchatParts;
  readonly #url: string;

  constructor(line: RegionLine, chat: WebchatParts) {
    this.#line = line;
    this.#chat = chat;
    this.#url = `${line.region.apiBase}${GUEST_PATH}/${encodeURIComponent(chat.id)}`;
  }

  async attach(listener: StreamListener): Promise<OpenStream> {
    const listen = (webSocket: WebSocket) => {
      webSocket.on('message', (data, isBinary) => {
        const event = isBinary ? undefined : eventOf((data as Buffer).toString('utf8'));
        if (event === undefined) listener.garbled();
        else listener.hears(event);
      });
      webSocket.once('close', (code) => listener.closed(code));
    };
    try {
      const webSocket = await openOutboundSocket(this.#chat.session.stream, this.#line.sockets, listen);
      return { close: () => webSocket.terminate() };
    } catch (error) {
      throw errorOfCall(error);
    }
  }

  async sendText(text: string): Promise<string> {
    const body = JSON.stringify({ body: text, bodyType: 'standard' });
    const { id } = await this.#line.read(
      `${this.#guest}/messages`,
      this.#request('send', 'POST', body),
      ONCE,
      SentSchema,
    );
    return id;
  }

  async sendTyping(): Promise<void> {
    await this.#line.call(`${this.#guest}/typing`, this.#request('typing', 'POST'), ONCE);
  }

  async end(): Promise<void> {
    try {
      await this.#line.call(this.#guest, this.#request('leave', 'DELETE'), FREELY);
    } catch (error) {
      // Over, unknown, or not ours any more: there is nothing left to be ended.
      const isOver = error instanceof UpstreamError && ['state', 'gone', 'denied'].includes(error.kind);
      if (!isOver) throw error;
    }
  }

  async history(after: string): Promise<Transcript> {
    const messages: ChatMessage[] = [];
    let last = after;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({
        maxResults: `${MESSAGE_PAGE}`,
        sortOrder: 'ascending',
        ...(last !== '' && { after: last }),
      });
      // The address of the next page is made here: addresses in answers are not followed.
      const { entities, next } = await this.#line.read(
        `${this.#url}/messages?${query}`,
        this.#request('messages', 'GET'),
        FREELY,
        MessagePage,
      );
      messages.push(...entities.map(messageOf));
      const newest = entities.at(-1);
      if (newest === undefined || next === undefined || next === null || next === '') break;
      last = newest.id;
    }
    // The end is a change of a member.
    return { messages, isOver: false };
  }

  async members(): Promise<readonly Member[]> {
    const members: Member[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const query = `pageSize=${MEMBER_PAGE}&pageNumber=${page}&excludeDisconnectedMembers=false`;
      const { entities, pageCount = 1 } = await this.#line.read(
        `${this.#url}/members?${query}`,
        this.#request('members', 'GET'),
        FREELY,
        MemberPage,
      );
      members.push(...entities.map(memberOf));
      if (page >= pageCount) break;
    }
    return members;
  }

  async member(id: string): Promise<Member | undefined> {
    try {
      const url = `${this.#url}/members/${encodeURIComponent(id)}`;
      return memberOf(await this.#line.read(url, this.#request('member', 'GET'), FREELY, MemberSchema));
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'gone') return undefined;
      throw error;
    }
  }

  get #guest(): string {
    return `${this.#url}/members/${encodeURIComponent(this.#chat.guestId)}`;
  }

  #request(operation: string, method: RegionCall['method'], body?: string): RegionCall {
    const { jwt } = this.#chat.session;
    const json = body === undefined ? {} : { body };
    return {
      operation,
      method,
      headers: { authorization: `Bearer ${jwt}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...json,
    };
  }
}
