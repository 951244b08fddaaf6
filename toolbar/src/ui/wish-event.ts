import type { Wish } from '../state/wish.js';

declare global {
  interface DocumentEventMap {
    'cti-wish': CustomEvent<Wish>;
  }
}

/** Says what the agent wants of this page. */
export function sendWish(from: HTMLElement, wish: Wish): void {
  from.dispatchEvent(new CustomEvent('cti-wish', { detail: wish, bubbles: true, composed: true }));
}
