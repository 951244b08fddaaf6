import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { CLOSE_CODES, type CloseReason } from '@fusion-cti/protocol';
import type { FrameSocket } from './frame-socket.js';
import { textMessages } from './text-messages.js';

/** A WebSocket that a toolbar has opened. */
export class WsFrameSocket implements FrameSocket {
  readonly #webSocket: WebSocket;
  readonly #stream: Socket;
  readonly #backlogBytes: number;

  /** @param backlogBytes a client that reads slower than this much behind is cut off, and may resume */
  constructor(webSocket: WebSocket, stream: Socket, backlogBytes: number) {
    this.#webSocket = webSocket;
    this.#stream = stream;
    this.#backlogBytes = backlogBytes;
  }

  send(frames: readonly string[]): void {
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) return;
    if (this.#webSocket.bufferedAmount > this.#backlogBytes) {
      this.#webSocket.terminate();
      return;
    }
    if (frames.length > 0) this.#stream.write(textMessages(frames));
  }

  close(reason: CloseReason): void {
    const { code, sentence } = CLOSE_CODES[reason];
    this.#webSocket.close(code, sentence);
  }
}
