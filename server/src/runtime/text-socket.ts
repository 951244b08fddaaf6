import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { CLOSE_CODES, type CloseReason } from '@fusion-cti/protocol';
import { textMessages } from './text-messages.js';

export interface TextSocketOptions {
  readonly webSocket: WebSocket;
  /** The bare stream under it: texts are framed here, and skip most of the way that `ws` would send them. */
  readonly stream: Socket;
  /** A client that reads slower than this much behind gets nothing more. */
  readonly backlogBytes: number;
  /**
   * How such a client is ended. `cut`: at once, so that its place is free for its next connection. `close`: by
   * `tooSlow` behind what it has not read yet, so that one who reads on learns why.
   */
  readonly slow: 'cut' | 'close';
}

/** The sending side of a WebSocket. */
export class TextSocket {
  readonly #options: TextSocketOptions;
  #corked = false;

  constructor(options: TextSocketOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    const { webSocket } = this.#options;
    return webSocket.readyState === webSocket.OPEN;
  }

  /** Texts that belong together, in one write. */
  send(texts: readonly string[]): void {
    const { webSocket, stream, backlogBytes } = this.#options;
    if (!this.isOpen) return;
    if (webSocket.bufferedAmount > backlogBytes) this.#end();
    else if (texts.length > 0) stream.write(textMessages(texts));
  }

  /** A text that leaves together with whatever else is sent at this moment. The order stays as it was sent. */
  sendSoon(text: string): void {
    const { stream } = this.#options;
    if (!this.#corked) {
      this.#corked = true;
      stream.cork();
      process.nextTick(() => {
        this.#corked = false;
        stream.uncork();
      });
    }
    this.send([text]);
  }

  close(reason: CloseReason): void {
    const { code, sentence } = CLOSE_CODES[reason];
    this.#options.webSocket.close(code, sentence);
  }

  #end(): void {
    if (this.#options.slow === 'cut') this.#options.webSocket.terminate();
    else this.close('tooSlow');
  }
}
