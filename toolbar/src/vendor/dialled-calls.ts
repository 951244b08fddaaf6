import type { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import { calledAs, type SentCommand } from './command-outbox.js';
import type { KnownSession } from './session-cursor.js';

/** Where in what a session tells is everything that came of a command at once. */
export interface Place {
  readonly session: string;
  readonly seq: number;
}

/**
 * Calls whose commands the service has accepted, until the line has told what came of them. One of which it has told
 * nothing by then was over before this page could hear of it.
 */
export class DialledCalls {
  readonly #events: Pick<IntegrationEventsHandler, 'notPlacing'>;
  readonly #heard: () => KnownSession | undefined;
  #accepted: readonly (Place & { readonly eventId: string })[] = [];

  /** @param heard what the line has told so far; `undefined` when it is not there, or cannot tell of calls */
  constructor(events: Pick<IntegrationEventsHandler, 'notPlacing'>, heard: () => KnownSession | undefined) {
    this.#events = events;
    this.#heard = heard;
  }

  /** `place`: absent at the published level, where nobody can know. */
  accepted({ command }: Pick<SentCommand, 'command'>, place: Place | undefined): void {
    if (place === undefined) return;
    this.#accepted = [...this.#accepted, ...calledAs(command).map((eventId) => ({ ...place, eventId }))];
    this.settle();
  }

  refused({ command }: Pick<SentCommand, 'command'>): void {
    for (const eventId of calledAs(command)) this.#events.notPlacing(eventId);
  }

  /** Of a call that is there, this is no news. */
  settle(): void {
    const heard = this.#heard();
    if (heard === undefined || this.#accepted.length === 0) return;
    // The numbers of another session mean nothing: this one began with the whole truth.
    const isTold = ({ session, seq }: Place): boolean => session !== heard.session || seq <= (heard.lastSeq ?? -1);
    const told = this.#accepted.filter(isTold);
    this.#accepted = this.#accepted.filter((place) => !isTold(place));
    for (const { eventId } of told) this.#events.notPlacing(eventId);
  }
}
