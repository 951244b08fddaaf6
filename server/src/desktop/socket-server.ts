import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import {
  CLOSE_CODES,
  type CloseReason,
  commandTypes,
  ERROR_CATALOGUE,
  type ErrorFrame,
  type HelloFrame,
  type PingFrame,
  SUBPROTOCOL,
  ticketIn,
} from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import type { Site } from '../site/site.js';
import type { Desk } from './desk.js';
import type { Attachment, DeskRegistry } from './desk-registry.js';
import type { TicketContent, TicketOffice } from './tickets.js';
import { WsFrameSocket } from './ws-frame-socket.js';

export const SOCKET_PATH = '/genesysWs';

/** How long clients may take to answer the goodbye. A process that is told to stop has to stop. */
const GOODBYE_MS = 2000;

export interface SocketServerOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  readonly registry: DeskRegistry;
  readonly tickets: TicketOffice;
}

/** Refusals to be seated, as a browser can see them: a page learns the close code of a socket, not its HTTP status. */
const SEATING_CLOSES: Readonly<Record<string, CloseReason>> = {
  'agent-in-use': 'agentInUse',
  'session-required': 'ticketInvalid',
  'rate-limited': 'flooding',
};

/** The WebSocket side of the desktop face: `/genesysWs`. */
export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #webSockets: WebSocketServer;

  constructor(options: SocketServerOptions) {
    this.#options = options;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: options.config.limits.frameBytes,
      // Frames are small and many: compression would cost several times what it saves.
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
  }

  /** Answers an HTTP upgrade. Pages of a foreign Origin are refused before anything is opened. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (!this.#options.origins.allows(request.headers)) {
      refuseUpgrade(stream, new CodedError('origin-forbidden'));
      return;
    }
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== SOCKET_PATH) {
      refuseUpgrade(stream, new CodedError('not-found'));
      return;
    }
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      this.#seat(webSocket, stream as Socket, request);
    });
  }

  /** Tells every client to come back later. */
  close(): void {
    const { code, sentence } = CLOSE_CODES.goingAway;
    for (const webSocket of this.#webSockets.clients) webSocket.close(code, sentence);
    this.#webSockets.close();
    this.#options.site.clock.setTimer('desktop goodbye', GOODBYE_MS, () => {
      for (const webSocket of this.#webSockets.clients) webSocket.terminate();
    });
  }

  #seat(webSocket: WebSocket, stream: Socket, request: IncomingMessage): void {
    const { config, registry } = this.#options;
    const socket = new WsFrameSocket(webSocket, stream, config.limits.socketBacklogBytes);
    // A broken connection is told by 'close' too; without a listener its 'error' would end the process.
    webSocket.on('error', () => undefined);
    try {
      const desk =
        webSocket.protocol === SUBPROTOCOL ? this.#seatFull(socket, request) : registry.attachPublished(socket);
      if (desk === undefined) return;
      this.#record('in', 'connect', desk);
      webSocket.on('close', () => {
        this.#record('in', 'disconnect', desk);
        registry.detach(desk, socket);
      });
      this.#watch(webSocket, desk);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      socket.close(SEATING_CLOSES[error.code] ?? 'ticketInvalid');
    }
  }

  #seatFull(socket: WsFrameSocket, request: IncomingMessage): Desk | undefined {
    const { site, registry, tickets } = this.#options;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((value) => value.trim());
    const content = tickets.redeem(ticketIn(offered) ?? '', request.headers.origin);
    const agent = content && site.world.agent(content.agentId);
    if (content === undefined || agent === undefined) {
      socket.close('ticketInvalid');
      return undefined;
    }
    const attachment = registry.attach(agent, content.session, socket);
    socket.send(this.#greeting(attachment, content));
    return attachment.desk;
  }

  /** `hello`, then either what was missed or the whole truth. */
  #greeting({ desk, sameSession }: Attachment, { lastSeq }: TicketContent): readonly string[] {
    const missed = sameSession && lastSeq !== undefined ? desk.outlet.framesAfter(lastSeq) : undefined;
    const hello: HelloFrame = {
      eventName: 'hello',
      session: desk.token,
      seq: desk.outlet.seq,
      resumed: missed !== undefined,
      agentId: desk.agent.agentId,
      agentName: desk.agent.name,
      dn: desk.dn,
      commands: commandTypes(),
      pingMs: this.#options.config.desktop.pingMs,
    };
    return [JSON.stringify(hello), ...(missed ?? [JSON.stringify(desk.snapshot())])];
  }

  /** Pings both ways: a page cannot see WebSocket pings, and a server cannot see a page that is gone without them. */
  #watch(webSocket: WebSocket, desk: Desk): void {
    const { site, config } = this.#options;
    let answered = true;
    const beat = () => {
      if (!answered) {
        webSocket.close(CLOSE_CODES.unresponsive.code, CLOSE_CODES.unresponsive.sentence);
        webSocket.terminate();
        return;
      }
      answered = false;
      webSocket.ping();
      if (desk.outlet.level === 'full') {
        webSocket.send(JSON.stringify({ eventName: 'ping', time: site.clock.now() } satisfies PingFrame));
      }
      timer = schedule();
    };
    const schedule = () => site.clock.setTimer(`desktop ping ${desk.agent.agentId}`, config.desktop.pingMs, beat);
    let timer = schedule();
    const { clientFramesPerMinute } = config.limits;
    const limiter = new RateLimiter(() => site.clock.now(), clientFramesPerMinute / 60, clientFramesPerMinute);
    webSocket.on('pong', () => (answered = true));
    webSocket.on('message', (data: RawData) => refuseFrame(webSocket, data, limiter));
    webSocket.on('close', () => timer.cancel());
  }

  #record(direction: 'in' | 'out', name: string, desk: Desk): void {
    this.#options.site.journal.record('desktop', direction, name, desk.agent.agentId, { level: desk.outlet.level });
  }
}

/** Commands travel by POST; a frame from a client is answered, not obeyed. */
function refuseFrame(webSocket: WebSocket, _data: RawData, limiter: RateLimiter): void {
  if (!limiter.take()) {
    webSocket.close(CLOSE_CODES.flooding.code, CLOSE_CODES.flooding.sentence);
    return;
  }
  const frame: ErrorFrame = {
    eventName: 'error',
    code: 'commands-by-post',
    message: ERROR_CATALOGUE['commands-by-post'].sentence,
  };
  webSocket.send(JSON.stringify(frame));
}

function refuseUpgrade(stream: Duplex, error: CodedError): void {
  const body = JSON.stringify(error.body());
  const headers = [
    `HTTP/1.1 ${error.status} ${error.code}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  stream.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
