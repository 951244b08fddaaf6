import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its element once a second while it is on the page: for durations and count-downs. */
export class SecondTicker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), 1_000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
