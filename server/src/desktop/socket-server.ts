import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  CLOSE_CODES,
  type CloseReason,
  commandTypes,
  type HelloFrame,
  SUBPROTOCOL,
  ticketIn,
} from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import { refuse } from '../runtime/error-answers.js';
import type { OriginPolicy } from '../runtime/origins.js';
import type { Site } from '../site/site.js';
import type { Desk } from './desk.js';
import type { Attachment, DeskRegistry } from './desk-registry.js';
import { watchSocket } from './socket-watch.js';
import type { TicketContent, TicketOffice } from './tickets.js';
import { WsFrameSocket } from './ws-frame-socket.js';

const SOCKET_PATH = '/genesysWs';

/** How long clients may take to answer the goodbye. A process that is told to stop has to stop. */
const GOODBYE_MS = 2000;

export interface SocketServerOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** Real time, whatever the world goes by: whether a client is alive is not the world's affair. */
  readonly wallClock: Clock;
  readonly registry: DeskRegistry;
  readonly tickets: TicketOffice;
  readonly log: FastifyBaseLogger;
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
    // A handshake that is none: without this, `ws` answers in HTML.
    this.#webSockets.on('wsClientError', (_error, stream) => refuse(stream, new CodedError('malformed-http')));
  }

  /** Answers an HTTP upgrade. Pages of a foreign Origin are refused before anything is opened. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Node hands over a bare stream: one that is reset with nobody listening would end the process.
    stream.on('error', () => stream.destroy());
    const refusal = this.#refusal(request);
    if (refusal !== undefined) {
      refuse(stream, new CodedError(refusal));
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
    this.#options.wallClock.setTimer('desktop goodbye', GOODBYE_MS, () => {
      for (const webSocket of this.#webSockets.clients) webSocket.terminate();
    });
  }

  #refusal({ headers, url = '' }: IncomingMessage) {
    const { origins, config } = this.#options;
    if (!origins.allows(headers)) return 'origin-forbidden';
    // Node gives every request with an Upgrade header to this listener, whatever it wants to upgrade to.
    if (headers.upgrade?.toLowerCase() !== 'websocket') return 'unsupported-upgrade';
    if (url.split('?', 1)[0] !== SOCKET_PATH) return 'not-found';
    return this.#webSockets.clients.size >= config.limits.sockets ? 'too-many-connections' : undefined;
  }

  #seat(webSocket: WebSocket, stream: Socket, request: IncomingMessage): void {
    const { config, registry, wallClock, log } = this.#options;
    const socket = new WsFrameSocket(webSocket, stream, config.limits.socketBacklogBytes);
    // A broken connection is told by 'close' too; without a listener its 'error' would end the process.
    webSocket.on('error', () => undefined);
    try {
      const desk =
        webSocket.protocol === SUBPROTOCOL ? this.#seatFull(socket, request) : registry.attachPublished(socket);
      if (desk === undefined) return;
      desk.journal('in', 'connect', { level: desk.outlet.level });
      webSocket.on('close', () => {
        desk.journal('in', 'disconnect', { level: desk.outlet.level });
        registry.detach(desk, socket);
      });
      watchSocket(webSocket, desk, wallClock, config);
    } catch (error) {
      if (error instanceof CodedError) {
        socket.close(SEATING_CLOSES[error.code] ?? 'ticketInvalid');
        return;
      }
      log.error({ err: error }, 'a socket could not be seated');
      socket.close('internalError');
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
    const { session: _secret, ...told } = hello;
    desk.journal('out', 'hello', told);
    if (missed !== undefined) return [JSON.stringify(hello), ...missed];
    const snapshot = desk.snapshot();
    desk.journal('out', 'snapshot', snapshot);
    return [JSON.stringify(hello), JSON.stringify(snapshot)];
  }
}
