/**
 * For what nobody at the screen can act on, such as a frame that is not ours. Without numbers, texts or tokens: it may
 * end up in a support ticket.
 */
export type Log = (line: string) => void;

/** Whoever wants to see the lines listens for this event on `document`. */
const LOG_EVENT = 'cti-log';

export const browserLog: Log = (line) => {
  document.dispatchEvent(new CustomEvent(LOG_EVENT, { detail: line }));
};
