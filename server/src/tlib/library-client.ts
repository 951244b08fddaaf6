import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import type { CloseReason } from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { keepAlive } from '../runtime/heartbeat.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { TextSocket } from '../runtime/text-socket.js';
import type { Site, SiteClient } from '../site/site.js';
import type { ClientId, Delivery } from '../tserver/index.js';
import { type EventWriter, serverDisconnected } from './event-writer.js';
import { readRequest } from './request-reader.js';

export interface LibraryClientOptions {
  /** The switch's name for the connection; none has it twice. */
  readonly id: ClientId;
  readonly webSocket: WebSocket;
  readonly stream: Socket;
  readonly site: Site;
  readonly config: Config;
  readonly wallClock: Clock;
  readonly writer: EventWriter;
  readonly log: FastifyBaseLogger;
}

/**
 * One T-Library client: a connection to the switch, and the socket at whose other end the client is. Requests and events
 * cross the switch's own seam, and the journal has them there; here it tells of the client's coming and going.
 */
export class LibraryClient {
  readonly #options: LibraryClientOptions;
  readonly #socket: TextSocket;
  readonly #limiter: RateLimiter;
  readonly #atSwitch: SiteClient;

  constructor(options: LibraryClientOptions) {
    const { id, webSocket, stream, site, config, wallClock } = options;
    const { requestsPerSecond, requestBurst, pingMs } = config.tlib;
    this.#options = options;
    this.#socket = new TextSocket({ webSocket, stream, backlogBytes: config.limits.socketBacklogBytes, slow: 'close' });
    this.#limiter = new RateLimiter(() => wallClock.now(), requestsPerSecond, requestBurst);
    keepAlive(webSocket, { clock: wallClock, name: `tlib ping ${id}`, pingMs });
    webSocket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(isBinary ? '' : data.toString()));
    webSocket.on('close', () => this.#gone());
    site.journal.record('tlib', 'in', 'connect', id);
    this.#atSwitch = site.connect(id, (delivery) => this.#tell(delivery));
  }

  /** The server is going, or the world is another: T-Library says so to its client, and hangs up. */
  dismiss(reason: CloseReason): void {
    this.#socket.sendSoon(serverDisconnected(this.#options.site.clock.now()));
    this.#socket.close(reason);
  }

  #receive(text: string): void {
    const { id, log } = this.#options;
    // What a client sent before it heard that it is closed.
    if (!this.#socket.isOpen) return;
    if (!this.#limiter.take()) {
      this.#socket.close('flooding');
      return;
    }
    const { request, referenceId } = readRequest(text);
    try {
      this.#atSwitch.ask(request, referenceId);
    } catch (error) {
      log.error({ err: error, client: id }, 'a request failed');
      this.#socket.close('internalError');
    }
  }

  #tell({ event, answers }: Delivery): void {
    const { id, writer } = this.#options;
    this.#socket.sendSoon(writer.textOf(event, answers?.client === id ? answers.referenceId : 0));
  }

  #gone(): void {
    const { site, id } = this.#options;
    site.journal.record('tlib', 'in', 'disconnect', id);
    this.#atSwitch.close();
  }
}
