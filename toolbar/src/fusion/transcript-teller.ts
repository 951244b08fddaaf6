import { msg, str } from '@lit/localize';
import {
  OPERATIONS,
  SYSTEM_MESSAGE_TYPES,
  TRANSCRIPT_STATES,
  type IMcaFeedLiveTranscriptActionRequest,
  type IMcaFeedSystemMessageActionRequest,
  type IOperationRequest,
} from '@oracle/uef-sdk';
import type { Clock } from '../state/clock.js';
import type { Contact } from '../state/contacts.js';
import { nameOf } from '../state/directory.js';
import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import { contactOf } from '../state/selectors.js';
import type { Store } from '../state/store.js';
import type { IdSource } from '../vendor/id-source.js';
import type { TranscriptLine } from '../vendor/transcript-socket.js';
import type { FusionHandler } from './fusionHandler.js';

export interface TranscriptParts {
  readonly fusion: FusionHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly events: { fusionIdOf(eventId: string): string };
  readonly appClassification: string;
}

/** One thing to show in a transcript. A later one with the same id says the same better. */
interface Entry {
  readonly messageId: string;
  readonly request: (fusionId: string) => IOperationRequest;
}

/** More than this waits only for a Fusion that answers nothing: then the oldest is worth least. */
const MOST_WAITING = 100;

/** Shows in Fusion what is said in a conversation, and who comes and goes; one thing at a time, in order. */
export class TranscriptTeller {
  readonly #parts: TranscriptParts;
  readonly #waiting = new Map<string, readonly Entry[]>();
  readonly #busy = new Set<string>();
  readonly #participants = new Map<string, readonly string[]>();

  constructor(parts: TranscriptParts) {
    this.#parts = parts;
  }

  said(line: TranscriptLine): void {
    const contact = this.#contactOf(line);
    if (contact === undefined) return;
    const time = this.#parts.clock.now();
    this.#push(contact.eventId, {
      messageId: line.messageId,
      request: () => {
        const request = this.#parts.fusion.link.request<IMcaFeedLiveTranscriptActionRequest>(
          OPERATIONS.FeedLiveTranscript,
        );
        request.setMessage(line.transcript);
        request.setMessageId(line.messageId);
        request.setRole(line.role);
        request.setState(line.final ? TRANSCRIPT_STATES.COMPLETE : TRANSCRIPT_STATES.INPROGRESS);
        request.setTime(time);
        return request;
      },
    });
  }

  /** The contact is like this now: who has joined a conference, or left it? */
  heard({ eventId, conference, participants }: Contact): void {
    const before = this.#participants.get(eventId) ?? [];
    const now = conference ? participants : [];
    this.#participants.set(eventId, now);
    // A conference begins, and ends, as a talk between two: that they are there was plain before.
    if (before.length === 0) return;
    const { WorkJoin_Conferee, WorkLeave_Conferee } = SYSTEM_MESSAGE_TYPES;
    for (const number of now) if (!before.includes(number)) this.#system(eventId, WorkJoin_Conferee, number);
    for (const number of before) if (!now.includes(number)) this.#system(eventId, WorkLeave_Conferee, number);
  }

  left({ eventId }: Contact): void {
    this.#waiting.delete(eventId);
    this.#participants.delete(eventId);
    this.#parts.board.dismiss(noticeOf(eventId));
  }

  /** The server of the published level does not say in which call: there it is the one that is heard. */
  #contactOf({ connectionId }: TranscriptLine): Contact | undefined {
    const { contacts } = this.#parts.store.state;
    return connectionId === undefined
      ? contacts.find(({ party }) => party === 'Connected')
      : contacts.find((contact) => contact.connectionId === connectionId);
  }

  #system(eventId: string, type: string, number: string): void {
    const { fusion, clock, ids, store, appClassification } = this.#parts;
    const messageId = ids.newId();
    const time = clock.now();
    const name = nameOf(store.state.directory, number) ?? number;
    this.#push(eventId, {
      messageId,
      request: (fusionId) => {
        const request = fusion.link.request<IMcaFeedSystemMessageActionRequest>(OPERATIONS.FeedSystemMessage);
        request.setEventId(fusionId);
        request.setAppClassification(appClassification);
        request.setMessageId(messageId);
        request.setType(type);
        request.setTime(time);
        request.setUserId(number);
        request.setUsername(name);
        return request;
      },
    });
  }

  /** What waits and was said better since is not told any more. */
  #push(eventId: string, entry: Entry): void {
    const waiting = (this.#waiting.get(eventId) ?? []).filter(({ messageId }) => messageId !== entry.messageId);
    this.#waiting.set(eventId, [...waiting, entry].slice(-MOST_WAITING));
    void this.#run(eventId);
  }

  async #run(eventId: string): Promise<void> {
    if (this.#busy.has(eventId)) return;
    this.#busy.add(eventId);
    for (let next = this.#take(eventId); next !== undefined; next = this.#take(eventId)) {
      await this.#tell(eventId, next);
    }
    this.#busy.delete(eventId);
  }

  #take(eventId: string): Entry | undefined {
    const [next, ...rest] = this.#waiting.get(eventId) ?? [];
    if (next !== undefined) this.#waiting.set(eventId, rest);
    return next;
  }

  /** What Fusion refused is not told again: what is said next matters more. */
  async #tell(eventId: string, entry: Entry): Promise<void> {
    const { fusion, events, board } = this.#parts;
    const fusionId = events.fusionIdOf(eventId);
    try {
      const engagement = await fusion.engagementOf(fusionId);
      // A Fusion that gives no engagement away has no place for a transcript.
      if (engagement === undefined) return;
      await fusion.link.publishOn(engagement, entry.request(fusionId), () => undefined);
      board.dismiss(noticeOf(eventId));
    } catch (error) {
      this.#failed(eventId, error);
    }
  }

  #failed(eventId: string, error: unknown): void {
    const { store, board } = this.#parts;
    const contact = contactOf(store.state, eventId);
    if (contact === undefined) return;
    const what = msg(str`Fusion does not show what is said in the call with ${contact.name ?? contact.number}`);
    board.post(noticeOf(eventId), what, sentenceOf(error));
  }
}

function noticeOf(eventId: string): string {
  return `transcript:${eventId}`;
}
