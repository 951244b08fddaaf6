import type { Clock, Timer } from '../state/clock.js';

/** The four handlers that Oracle's guide hangs on its socket. */
export interface SocketHandlers {
  webSocketOnOpenHandler(): void;
  webSocketOnMessage(event: MessageEvent): void;
  webSocketCloseHandler(event: CloseEvent): void;
  webSocketErrorHandler(event: Event): void;
}

/** A silence this many times as long as the server's ping interval is a broken line. */
const SILENT_PINGS = 2.5;

/** One socket, and the watch over its silence. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #handlers: SocketHandlers;
  #watch: { readonly ms: number; timer: Timer } | undefined;
  #over = false;

  constructor(url: string, subprotocols: readonly string[], clock: Clock, handlers: SocketHandlers) {
    this.#clock = clock;
    this.#handlers = handlers;
    this.#socket = subprotocols.length === 0 ? new WebSocket(url) : new WebSocket(url, [...subprotocols]);
    this.#socket.onopen = () => this.#unlessOver(() => handlers.webSocketOnOpenHandler());
    this.#socket.onmessage = (event) => this.#heard(event);
    this.#socket.onerror = (event) => this.#unlessOver(() => handlers.webSocketErrorHandler(event));
    this.#socket.onclose = (event) => this.#end(event);
  }

  /**
   * From now on a silence counts as a broken line: a cut network closes no socket, and a page cannot see WebSocket pings,
   * so the server sends frames of its own when it has had nothing to say for `pingMs`.
   */
  watchSilence(pingMs: number): void {
    this.#watchFor(pingMs * SILENT_PINGS);
  }

  /** Closes without telling the handlers. */
  close(): void {
    this.#over = true;
    this.#watch?.timer.cancel();
    this.#socket.close();
  }

  #watchFor(ms: number): void {
    this.#watch?.timer.cancel();
    this.#watch = { ms, timer: this.#clock.after('socket.silence', ms, () => this.#fellSilent()) };
  }

  #heard(event: MessageEvent): void {
    if (this.#watch !== undefined) this.#watchFor(this.#watch.ms);
    this.#unlessOver(() => this.#handlers.webSocketOnMessage(event));
  }

  #fellSilent(): void {
    const { ms = 0 } = this.#watch ?? {};
    // A dead line may hold the socket in its closing handshake for a minute: do not wait for it.
    this.#end({ code: 1006, reason: `Nothing was heard from the contact centre for ${ms / 1000} seconds.` });
    this.#socket.close();
  }

  #end(event: Pick<CloseEvent, 'code' | 'reason'>): void {
    this.#unlessOver(() => {
      this.#over = true;
      this.#watch?.timer.cancel();
      this.#handlers.webSocketCloseHandler(event as CloseEvent);
    });
  }

  #unlessOver(run: () => void): void {
    if (!this.#over) run();
  }
}
