import type { TEvent, TEventName } from '@fusion-cti/protocol';

/** Writes events as JSON. One that goes to many clients is written once: they get it one after the other. */
export class EventWriter {
  #event: TEvent | undefined;
  #text = '';

  /** @param referenceId of the request that the event answers; 0 when it answers none of this client's */
  textOf(event: TEvent, referenceId: number): string {
    if (event !== this.#event) {
      this.#text = JSON.stringify(event);
      this.#event = event;
    }
    return referenceId === 0 ? this.#text : `{"ReferenceID":${referenceId},${this.#text.slice(1)}`;
  }
}

/**
 * T-Library itself tells its client that the server is gone, so this event has no place in the server's numbering.
 * @param now milliseconds since 1970
 */
export function serverDisconnected(now: number): string {
  const event: TEventName = 'EventServerDisconnected';
  const seconds = Math.floor(now / 1000);
  return JSON.stringify({ event, TimeinSecs: seconds, TimeinuSecs: Math.floor((now - seconds * 1000) * 1000) });
}
