import { exchange, type Exchanged } from '../../testing/exchange.js';
import { TestServer } from '../../testing/test-server.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';
import type { WorldData } from '../../world/world-schema.js';
import type { CallbackEntry } from '../callbacks/callback-log.js';
import { DE_PATH, EMULATOR_PATH } from '../paths.js';
import type { TestMiddleware } from './test-middleware.js';

export const APPLICATION = { clientId: 'back@end', clientSecret: 'hush=' } as const;
export const KEY = { id: 'KEY==', secret: 'SECRET==' } as const;
export const READER = { id: 'READER==', secret: 'SECRET==', access: 'read' } as const;
export const CHANNEL = 'hole-1';
export const AGENT = '5001';
const NOWHERE = 'http://127.0.0.1:9';

const SETTINGS: CxoneSettings = {
  tenantId: 'tenant-1',
  businessUnitId: 4567,
  brandId: 1234,
  name: 'The Jungle',
  applications: [APPLICATION],
  accessKeys: [KEY, READER],
  integrations: [
    {
      id: 'hole',
      name: 'Watering Hole',
      integrationBoxUrl: `${NOWHERE}/box`,
      authorizationUrl: `${NOWHERE}/box/1.0/token`,
      clientId: 'cxone',
      clientSecret: 'pair one',
      addActionUrl: 'https://middleware.example/channels/add?step=1',
      service: 'cxone-support',
    },
  ],
  channels: [
    {
      id: CHANNEL,
      idOnExternalPlatform: 'chat',
      integrationId: 'hole',
      name: 'Chat widget',
      canSendSenderActions: true,
      hasManualOutboundFlow: true,
    },
    { id: 'hole-2', idOnExternalPlatform: 'board', integrationId: 'hole', name: 'Board' },
  ],
};

/** What tests look at in answers; each call has some of it. */
export interface AnswerBody {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly accessToken: string;
  readonly consumerContact: { readonly id: number; readonly endUser: { readonly id: string } };
  readonly message: { readonly id: string };
  readonly data: readonly {
    readonly idOnExternalPlatform: string;
    readonly threadIdOnExternalPlatform: string;
    readonly messageContent: { readonly payload: { readonly text: string } };
    readonly delivery: Delivery;
  }[];
  readonly hits: number;
  readonly errors: readonly { readonly errorCode: string }[];
  readonly id: string;
  readonly uid: string;
  readonly url: string;
  readonly callbacks: CallbackEntry[];
  readonly messages: readonly { readonly delivery: Delivery }[];
  readonly channels: readonly unknown[];
}

interface Delivery {
  readonly status: string;
  readonly reason: string | null;
}

export type CxoneAnswer = Exchanged<AnswerBody>;

interface Surroundings {
  /** Whom the integration leads to; absent: nobody answers there. */
  readonly middleware?: TestMiddleware;
  readonly settings?: Partial<CxoneSettings>;
  readonly world?: Partial<WorldData>;
}

interface Asked {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server with a brand of CXone, a back-end application of it, and the hands of its agents. */
export class CxoneServer {
  readonly server: TestServer;
  token = '';
  #messages = 0;

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async start(
    options: CxoneSettings['options'] = {},
    { middleware, settings, world }: Surroundings = {},
  ): Promise<CxoneServer> {
    const url = middleware?.url;
    const integrations = SETTINGS.integrations.map((one) => ({
      ...one,
      ...(url !== undefined && { integrationBoxUrl: `${url}/box/`, authorizationUrl: `${url}/box/1.0/token` }),
    }));
    const cxone = { ...SETTINGS, integrations, ...settings, options };
    const started = new CxoneServer(await TestServer.start({}, { cxone, ...world }));
    if (middleware !== undefined) middleware.clock = started.server.clock;
    started.token = (await started.grant()).body.access_token;
    return started;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get url(): string {
    return `${this.server.url}/cxone`;
  }

  request(method: string, path: string, body?: unknown, { token, headers = {} }: Asked = {}): Promise<CxoneAnswer> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return exchange<AnswerBody>(method, this.url + path, body, { ...authorization, ...headers });
  }

  /** A call of the API, as the application makes it. */
  call(method: string, path: string, body?: unknown, token = this.token): Promise<CxoneAnswer> {
    return this.request(method, DE_PATH + path, body, { token });
  }

  emulator(method: string, path: string, body?: unknown): Promise<CxoneAnswer> {
    return this.request(method, EMULATOR_PATH + path, body);
  }

  /** Asks for a token in a form. */
  grant(changes: Readonly<Record<string, string | undefined>> = {}): Promise<CxoneAnswer> {
    const { clientId: client_id, clientSecret: client_secret } = APPLICATION;
    const fields = { grant_type: 'password', username: KEY.id, password: KEY.secret, client_id, client_secret };
    const given = Object.entries({ ...fields, ...changes }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.request('POST', '/auth/token', new URLSearchParams(given).toString(), { headers });
  }

  /** A message as a middleware sends it; each has an id and a moment of its own. */
  message(text: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    this.#messages += 1;
    return {
      idOnExternalPlatform: `m-${this.#messages}`,
      direction: 'inbound',
      createdAtWithMilliseconds: new Date(this.server.clock.now() + this.#messages).toISOString(),
      thread: { idOnExternalPlatform: 'thr-1' },
      messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, postback: null },
      authorEndUserIdentity: { idOnExternalPlatform: 'user-1', firstName: 'Zed', lastName: 'Bra', nickname: 'zed' },
      ...changes,
    };
  }

  create(message: unknown, channel = CHANNEL): Promise<CxoneAnswer> {
    return this.call('POST', `/channels/${channel}/messages`, message);
  }

  say(text: string, changes: Readonly<Record<string, unknown>> = {}): Promise<CxoneAnswer> {
    return this.create(this.message(text, changes));
  }

  /** Something that the harness does. */
  async control(path: string, body: object = {}): Promise<void> {
    const answer = await this.server.post(`/control${path}`, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
  }

  async chats(): Promise<{ chatId: string; state: string; service: string; userData: Record<string, string> }[]> {
    return (await this.server.get<{ chats: [] }>('/control/chats')).chats;
  }

  async transcript(chatId: string): Promise<{ type: string; text?: string; visibility: string }[]> {
    return (await this.server.get<{ transcript: [] }>(`/control/chats/${chatId}`)).transcript;
  }

  /** The user has written, and the agent serves. */
  async served(text = 'Hello'): Promise<string> {
    await this.control(`/chat-agents/${AGENT}/state`, { state: 'Ready' });
    const { status, body } = await this.say(text);
    if (status !== 200) throw new Error(JSON.stringify(body));
    const chatId = (await this.chats()).find(({ state }) => state === 'Offered')?.chatId ?? '';
    await this.control(`/chats/${chatId}/accept`);
    return chatId;
  }

  /** Calls to the middleware so far. */
  async callbacks(): Promise<CallbackEntry[]> {
    return (await this.emulator('GET', '/callbacks?limit=1000')).body.callbacks;
  }

  /** Waits until the clock has such a timer. */
  async timer(name: string): Promise<void> {
    for (;;) {
      const { timers } = await this.server.get<{ timers: { name: string }[] }>('/control/timers');
      if (timers.some((timer) => timer.name === name)) return;
    }
  }

  /** Waits until what is kept is so. */
  async until(isSo: (state: AnswerBody) => boolean): Promise<void> {
    for (;;) {
      const { body } = await this.emulator('GET', '/state');
      if (isSo(body)) return;
    }
  }
}
