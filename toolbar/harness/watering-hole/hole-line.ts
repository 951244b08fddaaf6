/** The socket of the chat widget: opened again whenever it is lost, with what was not answered said again. */
import { closeCodeEntry } from '@fusion-cti/protocol';

/** What the middleware tells; docs/byoc.md has the fields. */
export interface HoleFrame {
  readonly type: 'opened' | 'entry' | 'typing' | 'done' | 'error';
  readonly id?: string;
  readonly error?: string;
  readonly message?: string;
}

export interface HoleLineListener {
  readonly heard: (frame: HoleFrame) => void;
  readonly connected: (isConnected: boolean) => void;
  /** The token is good no more. */
  readonly refused: () => void;
  /** It will not be opened again. */
  readonly over: (why: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const REFUSED = 4401;

export class HoleLine {
  readonly #address: string;
  readonly #listener: HoleLineListener;
  #socket: WebSocket | undefined;
  #pause = FIRST_PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(address: string, listener: HoleLineListener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** @param hello the first frame, asked for at each opening: it says what the page has already */
  open(hello: () => object): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onopen = () => this.#say(socket, hello());
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data as string) as HoleFrame;
      if (frame.type === 'opened') this.#connected();
      this.#listener.heard(frame);
    };
    socket.onclose = ({ code }) => {
      if (this.#isOver || socket !== this.#socket) return;
      this.#listener.connected(false);
      if (code === REFUSED) return this.#listener.refused();
      const { retryable, sentence } = closeCodeEntry(code);
      if (!retryable) return this.#listener.over(sentence);
      this.#timer = setTimeout(() => this.open(hello), this.#pause);
      this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
    };
  }

  /** What cannot be said now is lost: who wants it said keeps it. */
  say(frame: object): void {
    if (this.#socket !== undefined) this.#say(this.#socket, frame);
  }

  /** For good. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connected(): void {
    this.#pause = FIRST_PAUSE_MS;
    this.#listener.connected(true);
  }

  #say(socket: WebSocket, frame: object): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  }
}
