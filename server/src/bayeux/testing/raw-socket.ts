import { WebSocket } from 'ws';
import type { WireMessage } from './endpoint.js';

/** A WebSocket that speaks Bayeux by hand. */
export class RawSocket {
  readonly webSocket: WebSocket;
  readonly #frames: (readonly WireMessage[])[] = [];
  readonly #waiting: (() => void)[] = [];
  #closeCode: number | undefined;

  constructor(url: string, headers: Record<string, string>) {
    this.webSocket = new WebSocket(url, { headers });
    this.webSocket.on('message', (data: Buffer) => {
      this.#frames.push(JSON.parse(data.toString()) as readonly WireMessage[]);
      this.#wake();
    });
    this.webSocket.on('close', (code) => {
      this.#closeCode = code;
      this.#wake();
    });
    this.webSocket.on('error', () => undefined); // What matters of it is told by 'close' or 'unexpected-response'.
  }

  async opened(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.webSocket.once('open', resolve);
      this.webSocket.once('error', reject);
    });
  }

  /** The status of an upgrade that was refused. */
  async refusal(): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.webSocket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
  }

  send(...messages: readonly WireMessage[]): void {
    this.webSocket.send(JSON.stringify(messages));
  }

  /** The messages of the next frame. */
  async frame(): Promise<readonly WireMessage[]> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#closeCode !== undefined) throw new Error(`The socket was closed with ${this.#closeCode}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async ask(...messages: readonly WireMessage[]): Promise<readonly WireMessage[]> {
    this.send(...messages);
    return this.frame();
  }

  /** The close code. */
  async closed(): Promise<number> {
    while (this.#closeCode === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#closeCode;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
