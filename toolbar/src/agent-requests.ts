import type { UiAction, UiActionType } from './state/ui-action.js';

/** What is done for each thing that an agent can ask for. */
export type Perform = { readonly [T in UiActionType]: (action: Extract<UiAction, { type: T }>) => void };

/** Whoever does what an agent asks for. */
export interface Performer {
  perform(action: UiAction): void;
}

/** The buttons are there before the configuration is: what is asked for until then waits, and is not lost. */
export function listenToAgent(page: Document, composed: Promise<Performer>): void {
  page.addEventListener('cti-action', ({ detail }) => {
    void composed.then((performer) => performer.perform(detail));
  });
}
