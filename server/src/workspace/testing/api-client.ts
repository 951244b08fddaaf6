import { CometD, type Message } from 'cometd';
import { adapt } from 'cometd-nodejs-client';
import type { ApiAnswer } from '../answers.js';
import type { ApiCall, ApiDn } from '../projection.js';

/** Lets the library believe that it runs in a page. */
adapt();

export type Notification = Readonly<Record<string, unknown>> & {
  readonly messageType: string;
  readonly notificationType?: string;
  readonly operationId?: string;
  readonly call?: ApiCall;
  readonly dn?: ApiDn;
};

export interface Answer {
  readonly http: number;
  readonly headers: Headers;
  readonly body: ApiAnswer & { readonly data?: Record<string, unknown> };
}

/** Where a server is. */
interface Address {
  readonly url: string;
}

/** A program that was written for Genesys Web Services: HTTP for what it wants, the real CometD client for what it hears. */
export class ApiClient {
  readonly heard: Notification[] = [];
  readonly initialization: Notification[] = [];
  cookie = '';
  readonly #server: Address;
  readonly #comet = new CometD();
  readonly #waiting: (() => void)[] = [];
  #read = 0;

  constructor(server: Address) {
    this.#server = server;
  }

  /** Start of day as public programs do it: token, session, notifications, line. */
  static async atWork(server: Address, agent: string, dn: string, activation: object = {}): Promise<ApiClient> {
    const client = new ApiClient(server);
    await client.signIn(agent);
    await client.listen();
    await client.does('/activate-channels', { agentId: agent, dn, ...activation });
    await client.dn('NotReady');
    return client;
  }

  async token(username: string, password?: string): Promise<Response> {
    const form = new URLSearchParams({ grant_type: 'password', client_id: 'test', scope: '*', username });
    if (password !== undefined) form.set('password', password);
    return fetch(`${this.#server.url}/auth/v3/oauth/token`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Basic ${btoa('test:secret')}` },
    });
  }

  async signIn(agent: string, password?: string): Promise<Answer> {
    const { access_token: token } = (await (await this.token(agent, password)).json()) as { access_token: string };
    return this.post('/initialize-workspace', undefined, { authorization: `Bearer ${token}` });
  }

  /** Posts JSON below the API's base path, and keeps the session's cookie. */
  async post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#request(path, {
      method: 'POST',
      ...json,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    });
  }

  async get(path: string): Promise<Answer> {
    return this.#request(path, { headers: {} });
  }

  /** An operation that is taken. @returns its operationId */
  async does(path: string, data?: object): Promise<string | undefined> {
    const answer = await this.post(path, data && { data });
    const { code } = answer.body.status;
    if (answer.http !== 200 || code > 1) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body.operationId;
  }

  /** One about a call. */
  onCall(id: string, operation: string, data?: object): Promise<string | undefined> {
    return this.does(`/voice/calls/${id}/${operation}`, data);
  }

  /** Shakes hands and subscribes, as the vendor's client does: the cookie goes in a header of its own. */
  async listen(): Promise<void> {
    this.#comet.configure({
      url: `${this.#server.url}/workspace/v3/notifications`,
      requestHeaders: { Cookie: this.cookie },
      backoffIncrement: 50,
    });
    await new Promise<void>((resolve, reject) => {
      // Its first try is a WebSocket, to which it cannot give the cookie; it falls back to long polling by itself.
      this.#comet.addListener('/meta/handshake', ({ successful, error, advice }) => {
        if (successful === true) resolve();
        else if (advice?.reconnect === 'none') reject(new Error(error));
      });
      this.#comet.handshake();
    });
    await this.subscribe('/workspace/v3/initialization', (data) => this.initialization.push(data));
    await this.subscribe('/workspace/v3/voice', (data) => this.heard.push(data));
  }

  async subscribe(channel: string, hear: (data: Notification) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#comet.subscribe(
        channel,
        (message: Message) => {
          hear(message.data as Notification);
          for (const wake of this.#waiting.splice(0)) wake();
        },
        (reply) => {
          if (reply.successful === true) resolve();
          else reject(new Error(reply.error));
        },
      );
    });
  }

  /** The next notification that fits, and forgets those before it. */
  async next(fits: (notification: Notification) => boolean): Promise<Notification> {
    for (;;) {
      const notification = this.heard[this.#read];
      if (notification === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      else {
        this.#read += 1;
        if (fits(notification)) return notification;
      }
    }
  }

  async type(messageType: string): Promise<Notification> {
    return this.next((notification) => notification.messageType === messageType);
  }

  /** The line, once the agent is in that state. */
  async dn(agentState: string): Promise<ApiDn> {
    const { dn } = await this.next(({ dn: line }) => line?.agentState === agentState);
    if (dn === undefined) throw new Error('There is no line');
    return dn;
  }

  /** A call, once it is in that state. */
  async call(state: string, notificationType = 'StateChange'): Promise<ApiCall> {
    const { call } = await this.next(
      (heard) => heard.call?.state === state && heard.notificationType === notificationType,
    );
    if (call === undefined) throw new Error('There is no call');
    return call;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** What public programs do at the end; without it the library would try for ever. */
  async stop(): Promise<void> {
    if (!this.#comet.isDisconnected()) await new Promise<void>((resolve) => this.#comet.disconnect(() => resolve()));
  }

  async #request(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> {
    const response = await fetch(`${this.#server.url}/workspace/v3${path}`, {
      ...init,
      headers: { ...init.headers, ...(this.cookie !== '' && { cookie: this.cookie }) },
    });
    // Public programs send the whole header back, attributes included.
    this.cookie = response.headers.get('set-cookie') ?? this.cookie;
    return { http: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }
}
