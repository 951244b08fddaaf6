import type { UiAction } from '../state/ui-action.js';

declare global {
  interface DocumentEventMap {
    'cti-action': CustomEvent<UiAction>;
  }
  interface HTMLElementEventMap {
    'cti-action': CustomEvent<UiAction>;
  }
}

/** Says what the agent wants; whoever composes the page listens. */
export function sendAction(from: HTMLElement, action: UiAction): void {
  from.dispatchEvent(new CustomEvent('cti-action', { detail: action, bubbles: true, composed: true }));
}
