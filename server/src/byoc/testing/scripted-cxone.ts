import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DE_BODIES } from './de-schemas.js';
import { OtherSide } from '../../testing/other-side.js';
import { operationOf, type ScriptedOperation } from '../../testing/scripted-operations.js';
import { Waiting } from '../../testing/waiting.js';

export type DeOperation =
  | 'token'
  | 'createMessage'
  | 'status'
  | 'typing'
  | 'lock'
  | 'threads'
  | 'contacts'
  | 'contact'
  | 'contactStatus'
  | 'abandon'
  | 'upload';

/** What becomes of a call instead. `cut-after`: it is done, and its answer is lost. */
export type DeFault =
  { readonly status: number; readonly retryAfter?: string } | 'cut-before' | 'cut-after' | 'never-answer';

export interface ScriptedCase {
  readonly id: number;
  readonly channel: string;
  readonly thread: string;
  readonly customer: string;
  status: string;
  assignee: string | undefined;
  abandoned: string | undefined;
}

export interface StoredMessage {
  readonly id: string;
  readonly channel: string;
  readonly thread: string;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

const DE = '/dfo/3.0';
const OPERATIONS: readonly ScriptedOperation<DeOperation>[] = [
  ['POST', /^\/auth\/token$/, 'token'],
  ['POST', new RegExp(`^${DE}/channels/([^/]+)/messages$`), 'createMessage'],
  ['PUT', new RegExp(`^${DE}/channels/([^/]+)/messages/([^/]+)/status$`), 'status'],
  ['POST', new RegExp(`^${DE}/channels/([^/]+)/threads/([^/]+)/sender-actions$`), 'typing'],
  ['PUT', new RegExp(`^${DE}/channels/([^/]+)/threads/([^/]+)$`), 'lock'],
  ['GET', new RegExp(`^${DE}/threads$`), 'threads'],
  ['GET', new RegExp(`^${DE}/contacts$`), 'contacts'],
  ['GET', new RegExp(`^${DE}/contacts/(\\d+)$`), 'contact'],
  ['PUT', new RegExp(`^${DE}/contacts/(\\d+)/status$`), 'contactStatus'],
  ['POST', new RegExp(`^${DE}/contacts/(\\d+)/abandon$`), 'abandon'],
  ['POST', new RegExp(`^${DE}/attachments/temporary$`), 'upload'],
];

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** As much of CXone as the middleware calls, and all the trouble that one wants. */
export class ScriptedCxone {
  readonly messages: StoredMessage[] = [];
  readonly cases: ScriptedCase[] = [];
  readonly locked = new Set<string>();
  readonly statuses: { readonly messageId: string; readonly status: string; readonly reason?: string }[] = [];
  readonly uploads: { readonly content: Buffer; readonly mimeType: string }[] = [];
  readonly typing: string[] = [];
  /** Operation of each request. */
  readonly requests: DeOperation[] = [];
  readonly forms: Record<string, string>[] = [];
  /** What did not fit the schemas: tests end with none. */
  readonly misfits: string[] = [];
  readonly traces = new Set<string>();
  /** Messages of agents that CXone has: their status can be told. `undefined`: all of them. */
  knownReplies: Set<string> | undefined;
  fault: (operation: DeOperation) => DeFault | undefined = () => undefined;
  expiresIn = 3600;
  goodTokens = new Set<string>();
  #tokens = 0;
  readonly #waiting = new Waiting();
  readonly #side = new OtherSide((request, response, body) => this.#meet(request, response, body));

  static async start(): Promise<ScriptedCxone> {
    const cxone = new ScriptedCxone();
    await cxone.#side.listen();
    return cxone;
  }

  get base(): string {
    return this.#side.url;
  }

  of(thread: string): StoredMessage[] {
    return this.messages.filter((one) => one.thread === thread);
  }

  texts(thread: string): string[] {
    return this.of(thread).map(({ text }) => text);
  }

  case(thread: string): ScriptedCase {
    const found = this.cases.findLast((one) => one.thread === thread);
    if (found === undefined) throw new Error(`There is no case of ${thread}`);
    return found;
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  stop(): Promise<void> {
    return this.#side.stop();
  }

  #meet(request: IncomingMessage, response: ServerResponse, text: string): void {
    const asked = operationOf(OPERATIONS, request);
    if (asked === undefined) {
      this.misfits.push(`${request.method} ${request.url}`);
      response.writeHead(404).end('{}');
      return;
    }
    const { operation, ids, query } = asked;
    this.requests.push(operation);
    const fault = this.fault(operation);
    if (fault === 'cut-before') request.socket.destroy();
    else if (typeof fault === 'object') {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      response.writeHead(fault.status, headers).end(JSON.stringify(failure(fault.status, 'injected').body));
    } else if (fault !== 'never-answer') {
      const { status, body } = this.#do(operation, ids, text, query, request);
      if (fault === 'cut-after') request.socket.destroy();
      else
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(body === undefined ? undefined : JSON.stringify(body));
    }
    this.#waiting.happened();
  }

  #do(
    operation: DeOperation,
    ids: readonly string[],
    text: string,
    query: URLSearchParams,
    { headers }: IncomingMessage,
  ): Answer {
    if (operation === 'token') return this.#token(text, headers.authorization ?? '');
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.goodTokens.has(token)) return failure(401, 'unauthorized');
    const trace = headers['x-trace-id'];
    if (typeof trace !== 'string' || this.traces.size === this.traces.add(trace).size)
      this.misfits.push(`${operation}: no trace id of its own`);
    const checker = DE_BODIES[operation as keyof typeof DE_BODIES] as (typeof DE_BODIES)['lock'] | undefined;
    const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
    if (checker !== undefined && !checker.fits(body)) {
      this.misfits.push(`${operation}: ${checker.problems(body).join('; ')}`);
      return failure(400, 'validation');
    }
    const [first = '', second = ''] = ids;
    const one = this.cases.find(({ id }) => String(id) === first);
    switch (operation) {
      case 'createMessage':
        return this.#createMessage(first, body ?? {});
      case 'status':
        if (this.knownReplies !== undefined && !this.knownReplies.has(second)) return failure(404, 'message');
        this.statuses.push({ messageId: second, ...(body as { status: string; reason?: string }) });
        return { status: 200, body: {} };
      case 'typing':
        this.typing.push(`${second} ${String(body?.action)}`);
        return { status: 204 };
      case 'lock':
        if (body?.canAddMoreMessages === false) this.locked.add(second);
        return { status: 200, body: {} };
      case 'threads': {
        const wanted = query.get('query') ?? '';
        const data = [...new Set(this.cases.map(({ thread }) => thread))]
          .filter((thread) => thread.includes(wanted))
          .map((thread) => ({
            id: `de-${thread}`,
            idOnExternalPlatform: thread,
            channelId: this.case(thread).channel,
            canAddMoreMessages: !this.locked.has(thread),
          }));
        return { status: 200, body: { totalRecords: data.length, data } };
      }
      case 'contacts': {
        const wanted = (name: string, value: string) => !query.has(name) || query.getAll(name).includes(value);
        const data = this.cases.filter(
          (each) =>
            wanted('channel[]', each.channel) &&
            wanted('status[]', each.status) &&
            wanted('endUserIdOnExternalPlatform[]', each.customer),
        );
        return { status: 200, body: { data: data.map(caseView) } };
      }
      case 'contact':
        return one === undefined ? failure(404, 'contact') : { status: 200, body: caseView(one) };
      case 'upload': {
        const { content, mimeType } = body as { content: string; mimeType: string };
        this.uploads.push({ content: Buffer.from(content, 'base64'), mimeType });
        const url = `https://files.cxone.example/${this.uploads.length}`;
        return { status: 200, body: { id: randomUUID(), url, expireAt: new Date(Date.now() + 900_000).toISOString() } };
      }
      case 'contactStatus':
        if (one !== undefined) one.status = String(body?.status);
        return one === undefined ? failure(404, 'contact') : { status: 200, body: {} };
      case 'abandon':
        if (one !== undefined) Object.assign(one, { status: 'closed', abandoned: String(body?.type) });
        return one === undefined ? failure(404, 'contact') : { status: 200, body: {} };
    }
  }

  #token(text: string, authorization: string): Answer {
    const form = Object.fromEntries(new URLSearchParams(text));
    this.forms.push(form);
    const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    const isKey = form.username === 'key=id' && form.password === 'key=secret';
    const isRefresh = form.grant_type === 'refresh_token' && form.refresh_token === `refresh-${this.#tokens}`;
    if (basic !== 'api-client:api-secret' || !(isRefresh || (form.grant_type === 'password' && isKey)))
      return { status: 400, body: { error: 'invalid_grant', errorDescription: 'wrong' } };
    this.#tokens += 1;
    const token = `de-${this.#tokens}`;
    this.goodTokens.add(token);
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'Bearer',
        refresh_token: `refresh-${this.#tokens}`,
        expires_in: this.expiresIn,
        id_token: 'x',
      },
    };
  }

  #createMessage(channel: string, body: Record<string, unknown>): Answer {
    const id = String(body.idOnExternalPlatform);
    const thread = (body.thread as { idOnExternalPlatform: string }).idOnExternalPlatform;
    const customer = (body.authorEndUserIdentity as { idOnExternalPlatform: string }).idOnExternalPlatform;
    if (this.locked.has(thread)) return failure(403, 'thread.locked');
    if (this.messages.some((one) => one.channel === channel && one.id === id)) return failure(409, 'duplicate');
    const { payload } = body.messageContent as { payload: { text?: string } };
    this.messages.push({ id, channel, thread, text: payload.text ?? '', body });
    if (!this.cases.some((one) => one.thread === thread))
      this.cases.push({
        id: 1000 + this.cases.length,
        channel,
        thread,
        customer,
        status: 'new',
        assignee: undefined,
        abandoned: undefined,
      });
    return { status: 200, body: { consumerContact: caseView(this.case(thread)), message: { id: randomUUID() } } };
  }
}

function caseView({ id, channel, thread, status, assignee }: ScriptedCase) {
  return {
    id,
    channelId: channel,
    threadIdOnExternalPlatform: thread,
    status,
    inboxAssigneeUser: assignee === undefined ? null : { id: 7, firstName: assignee },
  };
}

function failure(status: number, errorCode: string): Answer {
  return {
    status,
    body: { errors: [{ field: '', message: errorCode, parameters: {}, errorCode }], uid: randomUUID() },
  };
}
