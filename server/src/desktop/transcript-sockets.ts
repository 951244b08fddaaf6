import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Type } from 'typebox';
import type { WebSocket } from 'ws';
import { SUBPROTOCOL } from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import { keepAlive } from '../runtime/heartbeat.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { checkerOf } from '../runtime/schema.js';
import { SocketDoor } from '../runtime/socket-door.js';
import { TextSocket } from '../runtime/text-socket.js';
import type { Site } from '../site/site.js';
import type { Transcripts } from '../site/transcripts.js';
import type { DeskRegistry } from './desk-registry.js';

const PATH = '/transcriptResult';

/** How long a client of our level may take to say whose session it has. */
const PROOF_MS = 10_000;
/** Nothing longer than its proof is expected of a client. */
const MESSAGE_BYTES = 1024;

const proof = checkerOf(Type.Object({ session: Type.String({ minLength: 1, maxLength: 128 }) }));

export interface TranscriptSocketOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  readonly wallClock: Clock;
  readonly registry: DeskRegistry;
  readonly transcripts: Transcripts;
}

/**
 * What is said in an agent's calls, one flat JSON object a line. A client written from Oracle's pages says nothing of
 * itself and hears the default agent's calls, in open mode. One that offers our subprotocol proves with its session
 * whose calls it may hear, and is told with every line in which call it was said.
 */
export class TranscriptSockets {
  readonly #options: TranscriptSocketOptions;
  readonly #door: SocketDoor;

  constructor(options: TranscriptSocketOptions) {
    const { config, origins, wallClock } = options;
    this.#options = options;
    this.#door = new SocketDoor({
      name: 'transcript',
      origins,
      clock: wallClock,
      messageBytes: MESSAGE_BYTES,
      sockets: config.limits.sockets,
      subprotocol: SUBPROTOCOL,
    });
  }

  /** Takes an HTTP upgrade when it is one of ours. */
  claim(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    if (request.url?.split('?', 1)[0] !== PATH) return false;
    this.#door.upgrade(request, stream, head, (webSocket, socket) => this.#seat(webSocket, socket));
    return true;
  }

  close(): void {
    this.#door.close();
  }

  #seat(webSocket: WebSocket, stream: Socket): void {
    const { config, site, wallClock } = this.#options;
    const backlogBytes = config.limits.socketBacklogBytes;
    const socket = new TextSocket({ webSocket, stream, backlogBytes, slow: 'close' });
    keepAlive(webSocket, { clock: wallClock, name: 'transcript ping', pingMs: config.desktop.pingMs });
    if (webSocket.protocol === SUBPROTOCOL) this.#awaitProof(webSocket, socket);
    else if (config.open) this.#listen(webSocket, socket, site.world.defaultAgent.dn, false);
    else socket.close('ticketInvalid');
  }

  #awaitProof(webSocket: WebSocket, socket: TextSocket): void {
    const { wallClock } = this.#options;
    const timer = wallClock.setTimer('transcript proof', PROOF_MS, () => socket.close('ticketInvalid'));
    webSocket.once('close', () => timer.cancel());
    webSocket.once('message', (data: Buffer) => {
      timer.cancel();
      const dn = this.#dnOf(data.toString());
      if (dn === undefined) socket.close('ticketInvalid');
      else this.#listen(webSocket, socket, dn, true);
    });
  }

  #listen(webSocket: WebSocket, socket: TextSocket, dn: string, named: boolean): void {
    const stop = this.#options.transcripts.listen(dn, (connectionId, line) =>
      socket.send([JSON.stringify(named ? { ...line, connectionId } : line)]),
    );
    webSocket.once('close', stop);
    webSocket.on('message', () => socket.close('flooding'));
  }

  #dnOf(text: string): string | undefined {
    try {
      const value: unknown = JSON.parse(text);
      return proof.fits(value) ? this.#options.registry.deskFor(value.session).dn : undefined;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof CodedError) return undefined;
      throw error;
    }
  }
}
