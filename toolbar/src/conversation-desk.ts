import { msg } from '@lit/localize';
import type { Subscription } from 'rxjs';
import { writeCallLog } from './call-log-writer.js';
import { TranscriptTeller, type TranscriptParts } from './fusion/transcript-teller.js';
import { WrapUps, type WrapUpsParts } from './fusion/wrap-ups.js';
import type { LoggedCall } from './state/call-log.js';
import { watchContacts } from './state/contact-watch.js';
import type { ToolbarState } from './state/toolbar-state.js';
import type { WrapUp } from './state/wrap-up.js';
import { TranscriptSocket, type TranscriptSettings } from './vendor/transcript-socket.js';

export type ConversationParts = WrapUpsParts &
  TranscriptParts & {
    readonly logCall: ((call: LoggedCall) => void) | undefined;
    /** Absent: nobody tells what is said. */
    readonly transcript: TranscriptSettings | undefined;
  };

/** What goes along with calls and is not needed to take one. It is loaded with the first call. */
export class ConversationDesk {
  readonly #parts: ConversationParts;
  readonly #wrapUps: WrapUps;
  readonly #log: Subscription | undefined;
  readonly #watched: Subscription | undefined;
  readonly #transcript: TranscriptSocket | undefined;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#wrapUps = new WrapUps(parts);
    this.#log = parts.logCall && writeCallLog(parts.store, parts.clock, parts.logCall);
    if (parts.transcript === undefined) return;
    const teller = new TranscriptTeller(parts);
    this.#transcript = new TranscriptSocket(parts.transcript, {
      said: (line) => teller.said(line),
      lost: (why) => this.#transcriptLost(why),
      back: () => parts.board.dismiss('transcript'),
    });
    this.#watched = this.#follow(teller);
  }

  /** Fusion has a conversation started. */
  follow(eventId: string): void {
    this.#wrapUps.follow(eventId);
  }

  note(eventId: string, change: Partial<WrapUp>): void {
    this.#wrapUps.note(eventId, change);
  }

  saveWrapUp(eventId: string): void {
    void this.#wrapUps.save(eventId);
  }

  close(): void {
    this.#wrapUps.close();
    this.#watched?.unsubscribe();
    this.#log?.unsubscribe();
    this.#transcript?.want(false);
  }

  #follow(teller: TranscriptTeller): Subscription {
    const { store } = this.#parts;
    const watched = watchContacts(store, {
      here: (contact) => teller.heard(contact),
      left: (contact) => teller.left(contact),
    });
    watched.add(store.select(isTalking).subscribe((talking) => this.#transcript?.want(talking)));
    return watched;
  }

  #transcriptLost(why: string): void {
    this.#parts.board.post('transcript', msg('What is said in the call is not written down at the moment'), why);
  }
}

/** Whoever is on hold may still be heard: speech recognition decides. */
function isTalking({ contacts, connection }: ToolbarState): boolean {
  return connection.status === 'online' && contacts.some(({ party }) => party === 'Connected' || party === 'Held');
}
