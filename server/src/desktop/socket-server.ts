import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import {
  chatCommandTypes,
  type CloseReason,
  type CommandType,
  commandTypes,
  type HelloFrame,
  SUBPROTOCOL,
  ticketIn,
} from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { SocketDoor } from '../runtime/socket-door.js';
import { TextSocket } from '../runtime/text-socket.js';
import type { Site } from '../site/site.js';
import type { Desk } from './desk.js';
import type { Attachment, DeskRegistry } from './desk-registry.js';
import type { FrameSocket } from './frame-socket.js';
import { watchSocket } from './socket-watch.js';
import type { TicketContent, Tickets } from './tickets.js';

const SOCKET_PATH = '/genesysWs';

export interface SocketServerOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** Real time, whatever the world goes by: whether a client is alive is not the world's affair. */
  readonly wallClock: Clock;
  readonly registry: DeskRegistry;
  readonly tickets: Tickets;
  readonly log: FastifyBaseLogger;
}

/** Refusals to be seated, as a browser can see them: a page learns the close code of a socket, not its HTTP status. */
const SEATING_CLOSES: Readonly<Record<string, CloseReason>> = {
  'agent-in-use': 'agentInUse',
  'session-required': 'ticketInvalid',
  'rate-limited': 'flooding',
};

/** For those who have somebody to supervise. */
const SUPERVISION: ReadonlySet<CommandType> = new Set(['monitor', 'cancelMonitor']);

/** The WebSocket side of the desktop face: `/genesysWs`. */
export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #door: SocketDoor;

  constructor(options: SocketServerOptions) {
    const { config, origins, wallClock } = options;
    this.#options = options;
    this.#door = new SocketDoor({
      name: 'desktop',
      origins,
      clock: wallClock,
      messageBytes: config.limits.frameBytes,
      sockets: config.limits.sockets,
      subprotocol: SUBPROTOCOL,
    });
  }

  /** Answers an HTTP upgrade that no other face has claimed. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const isOurs = request.url?.split('?', 1)[0] === SOCKET_PATH;
    const open = (webSocket: WebSocket, socket: Socket) => this.#seat(webSocket, socket, request);
    this.#door.upgrade(request, stream, head, open, isOurs ? undefined : 'not-found');
  }

  /** Tells every client to come back later. */
  close(): void {
    this.#door.close();
  }

  #seat(webSocket: WebSocket, stream: Socket, request: IncomingMessage): void {
    const { config, registry, wallClock, log } = this.#options;
    // A toolbar that was cut off comes back to its session, and misses nothing.
    const socket = new TextSocket({
      webSocket,
      stream,
      backlogBytes: config.limits.socketBacklogBytes,
      slow: 'cut',
    });
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

  #seatFull(socket: FrameSocket, request: IncomingMessage): Desk | undefined {
    const { site, registry, tickets } = this.#options;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((value) => value.trim());
    const content = tickets.redeem(ticketIn(offered) ?? '');
    const agent = content && site.world.agent(content.agentId);
    if (content === undefined || agent === undefined || content.origin !== request.headers.origin) {
      socket.close('ticketInvalid');
      return undefined;
    }
    const attachment = registry.attach(agent, content, socket);
    socket.send(this.#greeting(attachment, content));
    return attachment.desk;
  }

  /** `hello`, then either what was missed or the whole truth. */
  #greeting({ desk, sameSession }: Attachment, { lastSeq }: TicketContent): readonly string[] {
    const missed = sameSession && lastSeq !== undefined ? desk.outlet.framesAfter(lastSeq) : undefined;
    const { world } = this.#options.site;
    const reasons = world.notReadyReasons(desk.agent);
    const supervises = world.colleaguesOf(desk.agent).length > 0;
    const hello: HelloFrame = {
      eventName: 'hello',
      session: desk.token,
      seq: desk.outlet.seq,
      resumed: missed !== undefined,
      agentId: desk.agent.agentId,
      agentName: desk.agent.name,
      dn: desk.dn,
      commands: [
        ...commandTypes().filter((type) => supervises || !SUPERVISION.has(type)),
        ...(desk.chats?.enabled === true ? chatCommandTypes() : []),
      ],
      pingMs: this.#options.config.desktop.pingMs,
      ...(reasons.length > 0 && { notReadyReasons: reasons }),
    };
    const { session: _secret, ...told } = hello;
    desk.journal('out', 'hello', told);
    if (missed !== undefined) return [JSON.stringify(hello), ...missed];
    const snapshot = desk.snapshot();
    desk.journal('out', 'snapshot', snapshot);
    return [JSON.stringify(hello), JSON.stringify(snapshot)];
  }
}
