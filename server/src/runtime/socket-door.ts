import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE_CODES, type ErrorCode } from '@fusion-cti/protocol';
import type { Clock } from './clock.js';
import { CodedError } from './coded-error.js';
import { refuse } from './error-answers.js';
import type { OriginPolicy } from './origins.js';
import { upgradeRefusal } from './upgrades.js';

/** How long clients may take to answer the goodbye. A process that is told to stop has to stop. */
const GOODBYE_MS = 2000;

export interface SocketDoorOptions {
  /** Whose door it is: its timer is called after it. */
  readonly name: string;
  readonly origins: OriginPolicy;
  /** The network's time. */
  readonly clock: Clock;
  /** Bytes of a message from a client. A larger one ends its socket with 1009. */
  readonly messageBytes: number;
  /** Sockets open at once. */
  readonly sockets: number;
  /** Chosen when a client offers it. Without one `ws` takes the first that is offered. */
  readonly subprotocol?: string;
}

/** The door of one face: who may come in by WebSocket, and how everybody is seen out. */
export class SocketDoor {
  readonly #options: SocketDoorOptions;
  readonly #webSockets: WebSocketServer;

  constructor(options: SocketDoorOptions) {
    const { messageBytes, subprotocol } = options;
    this.#options = options;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: messageBytes,
      // Messages are small and many: compression would cost several times what it saves.
      perMessageDeflate: false,
      ...(subprotocol !== undefined && {
        handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
      }),
    });
    // A handshake that is none: without this, `ws` answers in HTML.
    this.#webSockets.on('wsClientError', (_error, stream) => refuse(stream, new CodedError('malformed-http')));
  }

  /**
   * Answers an HTTP upgrade. Pages of a foreign Origin are refused before anything is opened.
   * @param open gets the socket, and the bare stream under it
   * @param refusal of the face itself, for who may come in as far as the door is concerned
   */
  upgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    open: (webSocket: WebSocket, stream: Socket) => void,
    refusal?: ErrorCode,
  ): void {
    const code = upgradeRefusal(request, this.#options.origins) ?? refusal ?? this.#fullness();
    if (code !== undefined) {
      refuse(stream, new CodedError(code));
      return;
    }
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      // A broken connection is told by 'close' too; without a listener its 'error' would end the process.
      webSocket.on('error', () => undefined);
      open(webSocket, stream as Socket);
    });
  }

  /** Tells every client to come back later. */
  close(): void {
    const { clock, name } = this.#options;
    const { code, sentence } = CLOSE_CODES.goingAway;
    for (const webSocket of this.#webSockets.clients) webSocket.close(code, sentence);
    this.#webSockets.close();
    clock.setTimer(`${name} goodbye`, GOODBYE_MS, () => {
      for (const webSocket of this.#webSockets.clients) webSocket.terminate();
    });
  }

  #fullness(): ErrorCode | undefined {
    return this.#webSockets.clients.size >= this.#options.sockets ? 'too-many-connections' : undefined;
  }
}
