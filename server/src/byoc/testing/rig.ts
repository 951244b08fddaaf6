import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { type Clock, SystemClock } from '../../runtime/clock.js';
import { exchange, type Exchanged } from '../../testing/exchange.js';
import { BOX_SECRET, middlewareApp, type MiddlewareOptions } from './middleware-app.js';
import { PlatformStub } from './platform-stub.js';
import { PlatformVoice } from './platform-voice.js';
import { ScriptedCxone } from './scripted-cxone.js';

export type RigAnswer<T = Record<string, unknown>> = Exchanged<T>;

const BOX = '/byoc/integration/box';

/** The middleware between a scripted CXone and the stub of a platform, all on real sockets. */
export class Rig {
  readonly cxone: ScriptedCxone;
  readonly platform: PlatformStub;
  readonly log: string[] = [];
  readonly clock: Clock;
  app: FastifyInstance | undefined;
  #url = '';
  #token = '';
  readonly #voice: PlatformVoice;
  readonly #options: MiddlewareOptions;

  private constructor(cxone: ScriptedCxone, platform: PlatformStub, options: MiddlewareOptions) {
    this.cxone = cxone;
    this.platform = platform;
    this.clock = options.clock ?? new SystemClock();
    this.#options = { ...options, clock: this.clock };
    this.#voice = new PlatformVoice(() => this.#url, this.clock, 'hole');
  }

  static async start(options: MiddlewareOptions = {}): Promise<Rig> {
    const rig = new Rig(await ScriptedCxone.start(), await PlatformStub.start(), options);
    await rig.startMiddleware();
    return rig;
  }

  async startMiddleware(): Promise<void> {
    const options = { ...this.#options, logTo: (line: string) => this.log.push(line) };
    this.app = await middlewareApp(this.cxone.base, this.platform.url, options);
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    this.atPort((this.app.server.address() as AddressInfo).port);
  }

  get port(): number {
    return Number(new URL(this.#url).port);
  }

  /** For a middleware that is another process. */
  atPort(port: number): void {
    this.#url = `http://127.0.0.1:${port}`;
  }

  async stopMiddleware(): Promise<void> {
    await this.app?.close();
    this.app = undefined;
  }

  async stop(): Promise<void> {
    await this.stopMiddleware();
    await this.cxone.stop();
    await this.platform.stop();
  }

  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<RigAnswer<T>> {
    return exchange<T>(method, this.#url + path, body, headers);
  }

  // As CXone.

  async token(client = 'box-client', secret = BOX_SECRET): Promise<string> {
    const body = { grant_type: 'client_credentials', client_id: client, client_secret: secret };
    const { body: answer } = await this.call<{ access_token: string }>('POST', `${BOX}/1.0/token`, body);
    return answer.access_token;
  }

  /** A callback with a token of the first integration, or with another one. */
  async box(path: string, body: unknown, token?: string): Promise<RigAnswer> {
    if (this.#token === '' && token === undefined) this.#token = await this.token();
    return this.call('POST', BOX + path, body, { authorization: `Bearer ${token ?? this.#token}` });
  }

  outbound(changes: Record<string, unknown> = {}, channel = 'hole', token?: string): Promise<RigAnswer> {
    return this.box(`/2.0/channel/${channel}/outbound`, outboundBody(changes), token);
  }

  /** An agent replies, the newer way. */
  reply(thread: string, text: string, changes: Record<string, unknown> = {}): Promise<RigAnswer> {
    return this.outbound({
      thread: { idOnExternalPlatform: thread },
      messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, postback: null },
      createdAtWithMilliseconds: undefined,
      ...changes,
    });
  }

  // As the platform.

  event<T = Record<string, unknown>>(...[event, how]: Parameters<PlatformVoice['event']>): Promise<RigAnswer<T>> {
    return this.#voice.event<T>(event, how);
  }

  /** A customer writes; without a thread, a new one begins. */
  say(...said: Parameters<PlatformVoice['say']>): ReturnType<PlatformVoice['say']> {
    return this.#voice.say(...said);
  }

  /** A new thread that CXone knows, and whose case has this state. */
  async open(status = 'open'): Promise<string> {
    const { body } = await this.say('hello');
    const thread = body.threadId;
    await this.cxone.until(() => this.cxone.texts(thread).length === 1);
    await this.untilThread(thread, ({ contact }) => contact !== '');
    Object.assign(this.cxone.case(thread), { status, assignee: status === 'new' ? undefined : 'Ann' });
    return thread;
  }

  /** Until nothing is on its way, and time may pass without being too late for anything. */
  async untilQuiet(): Promise<void> {
    while (this.clock.pending().some(({ name }) => /^(outbound|outbox)/.test(name))) await nextTurn();
  }

  /** The same where others may use the store: then somebody always looks again before long. */
  async untilQuietStore(): Promise<void> {
    while (this.clock.pending().some(({ name }) => name.startsWith('outbound'))) await nextTurn();
  }

  async untilTimer(wanted: string, isSo: () => boolean = () => false): Promise<void> {
    while (!isSo() && !this.clock.pending().some(({ name }) => name === wanted)) await nextTurn();
  }

  /** Until the next look into an outbox is no further away than `ms`. */
  async untilDue(outbox: 'channel' | 'cxone', ms: number, isSo: () => boolean = () => false): Promise<void> {
    const isDue = () =>
      this.clock
        .pending()
        .some(({ name, dueAt }) => name === `outbox byoc/${outbox}` && dueAt - this.clock.now() <= ms);
    while (!isSo() && !isDue()) await nextTurn();
  }

  /** Asks again and again what support staff may know. */
  async untilThread(thread: string, isSo: (view: Record<string, unknown>) => boolean): Promise<void> {
    for (;;) {
      const { body } = await this.call('GET', `/byoc/support/threads/hole/${thread}`);
      if (isSo(body)) return;
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** As the 3.0 API is seen to send it. */
export function outboundBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    brand: { id: 1234, tenantId: 'tenant', businessUnitId: 4567, friendlyName: 'Demo' },
    messageContent: { type: 'TEXT', payload: { text: 'Hello' }, fallbackText: 'Hello', postback: null },
    endUserRecipients: [{ idOnExternalPlatform: 'user-1', name: 'Zed', isPrimary: true, isPrivate: true }],
    attachments: [],
    isReplyToSpecificMessage: false,
    replyToMessage: null,
    forward: null,
    authorUser: { id: 77, firstName: 'Ann', surname: 'Agent', nickname: 'Ann' },
    createdAtWithMilliseconds: '2025-01-01T00:00:00.000Z',
    ...changes,
  };
}
