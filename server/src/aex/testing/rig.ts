import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { AexStub } from './aex-stub.js';
import { bridgeApp, type BridgeAppOptions } from './bridge-app.js';
import { PUBLISHED_INITIATE, type PublishedInitiate } from './published.js';
import { ScriptedCloud } from './scripted-cloud.js';
import type { ScriptedChat } from './scripted-chat.js';

export interface RigAnswer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly reason: string | null;
}

/** A bridge between a scripted cloud and a bot's stub, all on real sockets. */
export class Rig {
  readonly cloud: ScriptedCloud;
  readonly aex: AexStub;
  readonly log: string[] = [];
  app: FastifyInstance | undefined;
  headers: Record<string, string> = {};
  #port = 0;
  #channels = 0;
  readonly #options: BridgeAppOptions;

  private constructor(cloud: ScriptedCloud, aex: AexStub, options: BridgeAppOptions) {
    this.cloud = cloud;
    this.aex = aex;
    this.#options = options;
  }

  static async start(options: BridgeAppOptions = {}): Promise<Rig> {
    const rig = new Rig(await ScriptedCloud.start(), await AexStub.start(), options);
    await rig.startBridge();
    return rig;
  }

  async startBridge(): Promise<void> {
    const aex = { emulator: this.cloud.base, ...this.#options.aex };
    this.app = await bridgeApp({ ...this.#options, aex, logTo: (line) => this.log.push(line) });
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    this.#port = (this.app.server.address() as AddressInfo).port;
  }

  /** For a bridge that is another process. */
  atPort(port: number): void {
    this.#port = port;
  }

  async stopBridge(): Promise<void> {
    await this.app?.close();
    this.app = undefined;
  }

  async stop(): Promise<void> {
    await this.stopBridge();
    await this.cloud.stop();
    await this.aex.stop();
  }

  request(changes: Partial<PublishedInitiate> = {}): PublishedInitiate {
    this.#channels += 1;
    return {
      ...PUBLISHED_INITIATE,
      hostname: 'emulator.local',
      ReturnContext: { ...PUBLISHED_INITIATE.ReturnContext, ConversationId: `channel-${this.#channels}` },
      ReturnEndpoints: { ...PUBLISHED_INITIATE.ReturnEndpoints, url: this.aex.url },
      ...changes,
    };
  }

  async call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<RigAnswer<T>> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      reason: response.headers.get('x-bridge-reason'),
    };
  }

  initiate(request: unknown = this.request()): Promise<RigAnswer> {
    return this.call('POST', '/genesys_wrapper/initiate_connection', request);
  }

  /** A chat that is listened to. */
  async open(request: unknown = this.request()): Promise<ScriptedChat> {
    const { status, body } = (await this.initiate(request)) as RigAnswer<{ id: string }>;
    if (status !== 200) throw new Error(`Initiate was answered with ${status} ${JSON.stringify(body)}`);
    const chat = this.cloud.chat(body.id);
    await this.cloud.until(() => chat.wasAttached);
    return chat;
  }

  /** A chat to which the bridge listens, and knows that it does. For bridges in open mode. */
  async listening(request: unknown = this.request()): Promise<ScriptedChat> {
    const chat = await this.open(request);
    await this.untilState(chat.id, ({ attached }) => attached === true);
    return chat;
  }

  /** Asks again and again what support staff may know. */
  async untilState(id: string, isSo: (view: Record<string, unknown>) => boolean): Promise<void> {
    for (;;) {
      const { body } = await this.call('GET', `/genesys_wrapper/conversations/${id}`);
      if (isSo(body)) return;
    }
  }

  say(id: string, msg: string): Promise<RigAnswer> {
    return this.call('POST', '/genesys_wrapper/message', { id, msg });
  }

  end(id: string): Promise<RigAnswer> {
    return this.call('POST', '/genesys_wrapper/end', { id });
  }

  /** Until the user's side knows of an event. */
  told(id: string, type: string): Promise<void> {
    return this.aex.until(() => this.aex.of(id).some((one) => one.type === type));
  }
}
