import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * When the element that has the focus goes away, browsers give the focus to nobody: who works by keyboard has to come
 * all the way again, and a screen reader falls silent. This gives it to what takes the place of what went.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveElement;
  /** Puts the focus somewhere that does nothing by itself: the key that was pressed last may still be down. */
  readonly #rescue: () => void;
  #held = false;

  constructor(host: ReactiveElement, rescue: () => void) {
    this.#host = host;
    this.#rescue = rescue;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#held = this.#hasFocus();
  }

  hostUpdated(): void {
    if (this.#held && !this.#hasFocus()) this.#rescue();
  }

  /** From the document down through the shadow roots: does the way to what has the focus lead through the host? */
  #hasFocus(): boolean {
    let active = document.activeElement;
    while (active !== null && active !== this.#host) active = active.shadowRoot?.activeElement ?? null;
    return active !== null;
  }
}
