import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import type { CloudFault, CloudOperation } from './cloud-faults.js';
import { ScriptedChat } from './scripted-chat.js';
import { OtherSide } from '../../testing/other-side.js';
import { operationOf, type ScriptedOperation } from '../../testing/scripted-operations.js';
import { Waiting } from '../../testing/waiting.js';

const GUEST = '/api/v2/webchat/guest/conversations';
const OPERATIONS: readonly ScriptedOperation<CloudOperation>[] = [
  ['POST', /^\/oauth\/token$/, 'token'],
  ['POST', new RegExp(`^${GUEST}$`), 'create'],
  ['GET', new RegExp(`^${GUEST}/([^/]+)/members$`), 'members'],
  ['GET', new RegExp(`^${GUEST}/([^/]+)/members/([^/]+)$`), 'member'],
  ['DELETE', new RegExp(`^${GUEST}/([^/]+)/members/([^/]+)$`), 'leave'],
  ['POST', new RegExp(`^${GUEST}/([^/]+)/members/([^/]+)/messages$`), 'send'],
  ['POST', new RegExp(`^${GUEST}/([^/]+)/members/([^/]+)/typing$`), 'typing'],
  ['GET', new RegExp(`^${GUEST}/([^/]+)/messages$`), 'messages'],
];

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** As much of Genesys Cloud's guest chat as a bridge meets, and all the trouble that one wants. */
export class ScriptedCloud {
  readonly chats = new Map<string, ScriptedChat>();
  /** `operation` of each request. */
  readonly requests: CloudOperation[] = [];
  readonly authorizations: string[] = [];
  readonly bodies: unknown[] = [];
  fault: (operation: CloudOperation) => CloudFault | undefined = () => undefined;
  onCreated: (chat: ScriptedChat) => void = () => undefined;
  /** Instead of its own. */
  streamUri: ((chat: ScriptedChat) => string) | undefined;
  tokens = 0;
  goodTokens = new Set<string>();
  readonly #waiting = new Waiting();
  readonly #side = new OtherSide((request, response, body) => this.#meet(request, response, body));
  readonly #sockets = new WebSocketServer({ noServer: true });

  private constructor() {
    this.#side.server.on('upgrade', (request, socket, head) => {
      const jwt = request.url?.split('/').at(-1);
      const chat = [...this.chats.values()].find((one) => one.jwt === jwt);
      this.requests.push('stream');
      const fault = this.fault('stream') ?? chat?.callFault('stream');
      const status =
        chat === undefined
          ? 404
          : chat.isExpired
            ? 401
            : typeof fault === 'object' && 'status' in fault
              ? fault.status
              : 0;
      if (status !== 0 || chat === undefined)
        socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      else if (fault !== undefined) socket.destroy();
      else
        this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
          chat.attach(webSocket);
          this.happened();
        });
    });
  }

  static async start(): Promise<ScriptedCloud> {
    const cloud = new ScriptedCloud();
    await cloud.#side.listen();
    return cloud;
  }

  get base(): string {
    return this.#side.url;
  }

  chat(id: string): ScriptedChat {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Error(`There is no chat ${id}`);
    return chat;
  }

  happened(): void {
    this.#waiting.happened();
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  async stop(): Promise<void> {
    for (const webSocket of this.#sockets.clients) webSocket.terminate();
    await this.#side.stop();
  }

  async #meet(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const asked = operationOf(OPERATIONS, request);
    if (asked === undefined) {
      response.writeHead(404).end('{}');
      return;
    }
    const { operation, ids, query } = asked;
    this.requests.push(operation);
    this.authorizations.push(request.headers.authorization ?? '');
    const fault = this.fault(operation) ?? this.chats.get(ids[0] ?? '')?.callFault(operation);
    if (fault === 'cut-before') {
      request.socket.destroy();
      this.happened();
      return;
    }
    if (typeof fault === 'object' && 'status' in fault) {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      response.writeHead(fault.status, headers).end(errorBody(fault.status, 'injected'));
      this.happened();
      return;
    }
    const { status, body: content } = this.#do(operation, ids, body, query, request.headers.authorization ?? '');
    if (typeof fault === 'object') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault === 'cut-after') request.socket.destroy();
    else
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(content === undefined ? undefined : JSON.stringify(content));
    this.happened();
  }

  #do(
    operation: CloudOperation,
    ids: readonly string[],
    body: string,
    query: URLSearchParams,
    authorization: string,
  ): Answer {
    if (operation === 'token') {
      this.bodies.push(body);
      this.tokens += 1;
      const token = `access-${this.tokens}`;
      this.goodTokens.add(token);
      return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: 86_399 } };
    }
    if (operation === 'create') return this.#create(body, authorization);
    const chat = this.chats.get(ids[0] ?? '');
    if (chat === undefined) return failure(404, 'not.found');
    if (authorization !== `Bearer ${chat.jwt}` || chat.isExpired) return failure(401, 'credentials.expired');
    const isActive = chat.wasAttached && !chat.ended;
    const member = chat.members.find(({ id }) => id === ids[1]);
    switch (operation) {
      case 'members': {
        const size = Number(query.get('pageSize') ?? 25);
        const page = Number(query.get('pageNumber') ?? 1);
        const entities = chat.members.slice((page - 1) * size, page * size);
        return { status: 200, body: { entities, pageCount: Math.ceil(chat.members.length / size) } };
      }
      case 'member':
        return member === undefined ? failure(404, 'chat.error.not.found') : { status: 200, body: member };
      case 'leave':
        if (chat.ended) return failure(400, 'chat.error.conversation.state');
        chat.end();
        return { status: 204 };
      case 'send':
        if (!isActive) return failure(400, 'chat.error.conversation.state');
        return { status: 200, body: chat.say(chat.guest, (JSON.parse(body) as { body: string }).body) };
      case 'typing':
        return isActive ? { status: 200, body: { id: randomUUID() } } : failure(400, 'chat.error.conversation.state');
      case 'messages': {
        const size = Number(query.get('maxResults') ?? 100);
        const after = query.get('after') ?? '';
        const from = after === '' ? 0 : chat.messages.findIndex(({ id }) => id === after) + 1;
        const entities = chat.messages.slice(from, from + size);
        const hasMore = from + size < chat.messages.length;
        return { status: 200, body: { pageSize: size, entities, ...(hasMore && { next: 'http://169.254.169.254/' }) } };
      }
      default:
        return failure(404, 'not.found');
    }
  }

  #create(body: string, authorization: string): Answer {
    this.bodies.push(JSON.parse(body));
    const token = authorization.replace('Bearer ', '');
    if (token.startsWith('access-') && !this.goodTokens.has(token)) return failure(401, 'bad.credentials');
    const chat = new ScriptedChat('Guest');
    this.chats.set(chat.id, chat);
    this.onCreated(chat);
    const eventStreamUri = this.streamUri?.(chat) ?? `${this.base.replace('http', 'ws')}/v1/token/${chat.jwt}`;
    return { status: 200, body: { id: chat.id, jwt: chat.jwt, eventStreamUri, member: { id: chat.guest.id } } };
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: JSON.parse(errorBody(status, code)) as unknown };
}

function errorBody(status: number, code: string): string {
  return JSON.stringify({ status, code, message: code, contextId: randomUUID(), details: [], errors: [] });
}
