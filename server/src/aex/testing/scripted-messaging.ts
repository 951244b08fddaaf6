import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import { OtherSide } from '../../testing/other-side.js';
import { Waiting } from '../../testing/waiting.js';

interface Structured {
  readonly id: string;
  readonly type: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly text?: string;
  readonly events?: readonly object[];
  readonly originatingEntity?: string;
  readonly channel: { readonly time: string; readonly from?: { readonly nickname: string } };
}

/** As much of Web Messaging as a bridge meets: one session. */
export class ScriptedMessaging {
  readonly texts: string[] = [];
  readonly attributes: unknown[] = [];
  readonly origins: (string | undefined)[] = [];
  readonly events: string[] = [];
  token = '';
  /** The conversation is over, and can still be read. */
  isReadOnly = false;
  /** What becomes of the next texts. */
  fault: () => 'cut-after' | 'throttle' | undefined = () => undefined;
  /** So many guests are cut off as they come in. */
  cutJoins = 0;
  readonly #messages: Structured[] = [];
  readonly #waiting = new Waiting();
  readonly #side = new OtherSide((request, response) => {
    const isGood =
      request.headers.authorization === 'Bearer history-jwt' &&
      request.url?.startsWith('/api/v2/webmessaging/messages');
    const entities = [...this.#messages].reverse();
    response.writeHead(isGood === true ? 200 : 401).end(JSON.stringify({ entities, pageCount: 1 }));
  });
  readonly #sockets = new WebSocketServer({ server: this.#side.server });
  #time = Date.UTC(2026, 0, 1);

  private constructor() {
    this.#sockets.on('connection', (webSocket, request) => {
      this.origins.push(request.headers.origin);
      webSocket.on('message', (data) =>
        this.#meet(webSocket, JSON.parse((data as Buffer).toString()) as Record<string, unknown>),
      );
      webSocket.on('error', () => undefined);
    });
  }

  static async start(): Promise<ScriptedMessaging> {
    const cloud = new ScriptedMessaging();
    await cloud.#side.listen();
    return cloud;
  }

  get base(): string {
    return this.#side.url;
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  say(text: string, nickname = 'Anna'): void {
    this.#tell({
      ...this.#new('Outbound'),
      type: 'Text',
      text,
      originatingEntity: 'Human',
      channel: { time: this.#now(), from: { nickname } },
    });
  }

  presence(type: string): void {
    this.#tell({ ...this.#new('Outbound'), type: 'Event', events: [{ eventType: 'Presence', presence: { type } }] });
  }

  cut(): void {
    for (const webSocket of this.#sockets.clients) webSocket.terminate();
  }

  async stop(): Promise<void> {
    this.cut();
    await this.#side.stop();
  }

  #meet(webSocket: WebSocket, request: Record<string, unknown>): void {
    const { action, tracingId, token, message } = request as {
      action: string;
      tracingId: string;
      token: string;
      message?: Record<string, unknown>;
    };
    const answer = (kind: string, body: unknown, code = 200) =>
      webSocket.send(JSON.stringify({ type: 'response', class: kind, code, body, tracingId }));
    if (action === 'configureSession') {
      const newSession = this.token === '';
      this.token = token;
      answer('SessionResponse', { connected: true, newSession, readOnly: this.isReadOnly });
    } else if (action === 'getJwt') answer('JwtResponse', { jwt: 'history-jwt', exp: 1 });
    else if (action === 'onMessage' && message?.type === 'Text') {
      const fault = this.fault();
      if (fault === 'throttle')
        return answer('TooManyRequestsErrorMessage', { retryAfter: 0.01, errorCode: 4029 }, 4029);
      const text = message.text as string;
      this.texts.push(text);
      this.attributes.push((message.channel as { metadata: { customAttributes: unknown } }).metadata.customAttributes);
      const own: Structured = { ...this.#new('Inbound'), type: 'Text', text };
      this.#messages.push(own);
      if (fault === 'cut-after') this.cut();
      else answer('StructuredMessage', own);
    } else if (action === 'onMessage') {
      const [event] = message?.events as { eventType: string; presence?: { type: string } }[];
      if (event?.presence?.type === 'Join' && this.cutJoins > 0) {
        this.cutJoins -= 1;
        return this.cut();
      }
      this.events.push(event?.presence?.type ?? event?.eventType ?? '');
      answer('StructuredMessage', { ...this.#new('Inbound'), type: 'Event', events: [] });
      if (event?.presence?.type === 'Disconnect') this.presence('Disconnect');
    }
    this.#waiting.happened();
  }

  #tell(message: Structured): void {
    this.#messages.push(message);
    const frame = JSON.stringify({ type: 'message', class: 'StructuredMessage', code: 200, body: message });
    for (const webSocket of this.#sockets.clients) webSocket.send(frame);
  }

  #new(direction: 'Inbound' | 'Outbound') {
    return { id: randomUUID(), direction, channel: { time: this.#now() } };
  }

  #now(): string {
    this.#time += 1;
    return new Date(this.#time).toISOString();
  }
}
