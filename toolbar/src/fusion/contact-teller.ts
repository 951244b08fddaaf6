import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { CallEvent } from '../state/contacts.js';
import { contactOf } from '../state/selectors.js';
import type { Store } from '../state/store.js';
import type { CloseReason } from './close-reasons.js';
import { carriedOn, contactName, inboundData, outboundData, type CommSettings } from './comm-data.js';
import { ContactDesk, type DeskEntry } from './contact-desk.js';
import type { QueueWatcher, StepName } from './contact-queue.js';
import type { CommAnswer, FusionHandler } from './fusionHandler.js';
import type { Payload } from './uef-response.js';

export interface ContactTellerParts {
  readonly fusion: FusionHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly comm: CommSettings;
}

/** What the agent reads when a step fails. */
const FAILED: Readonly<Record<StepName, string>> = {
  newComm: 'Fusion was not told about the call',
  startComm: 'Fusion was not told that the call was answered',
  closeComm: 'Fusion was not told that the call ended',
};

/** Tells Fusion about contacts: what rings, what was answered, what ended. */
export class ContactTeller {
  readonly #parts: ContactTellerParts;
  readonly #desk = new ContactDesk();

  constructor(parts: ContactTellerParts) {
    this.#parts = parts;
  }

  /** A contact begins. `clicked`: what Fusion said of the number, when the call began with a click there. */
  begun(event: CallEvent, clicked?: Payload): void {
    this.#begun(event, clicked, (announce) => announce());
  }

  /** A contact that was under way when this page met it. Fusion may know it, and must then not be offered it again. */
  met(event: CallEvent): void {
    this.#begun(event, undefined, async (announce, entry) => {
      const known = await this.#parts.fusion.startedContact(entry.eventId);
      entry.started = known !== undefined;
      return known ?? announce();
    });
  }

  #begun(
    event: CallEvent,
    clicked: Payload | undefined,
    publish: (announce: () => Promise<CommAnswer>, entry: DeskEntry) => Promise<CommAnswer>,
  ): void {
    const outbound = event.direction === 'outbound';
    const inData = outbound ? outboundData(event, clicked) : inboundData(event, this.#parts.comm);
    const entry = this.#desk.open(event.eventId, event.direction, inData, (its) => this.#watcher(its));
    entry.queue.push({
      name: 'newComm',
      publish: () =>
        publish(
          () =>
            outbound
              ? this.#parts.fusion.showOutgoingCallInFusion(entry.eventId, inData)
              : this.#parts.fusion.showIncomingCallNotificationInFusion(entry.eventId, inData),
          entry,
        ),
      done: (answer: CommAnswer) => this.#heard(entry, answer),
    });
    this.#name(entry);
  }

  answered(eventId: string): void {
    const entry = this.#desk.get(eventId);
    entry?.queue.push({
      name: 'startComm',
      publish: async () =>
        entry.started
          ? { eventId: entry.fusionId, outData: entry.carried }
          : this.#parts.fusion.notifyCallAcceptedToFusion(entry.fusionId, entry.carried),
      done: (answer: CommAnswer) => this.#heard(entry, answer),
    });
  }

  /** Once for every contact, whatever else the switch still has to say about the call. */
  ended(eventId: string, reason: CloseReason): void {
    const entry = this.#desk.get(eventId);
    if (entry === undefined || entry.closed) return;
    entry.closed = true;
    entry.queue.push({
      name: 'closeComm',
      publish: () => this.#parts.fusion.notifyCallDisconnectedToFusion(entry.fusionId, reason, entry.carried),
      done: () => this.#leaves(entry),
    });
  }

  /** Fusion's id, or ours, as the id that the rest of the toolbar uses. */
  eventIdOf(fusionId: string): string {
    return this.#desk.byFusionId(fusionId)?.eventId ?? fusionId;
  }

  fusionIdOf(eventId: string): string {
    return this.#desk.get(eventId)?.fusionId ?? eventId;
  }

  #heard(entry: DeskEntry, answer: CommAnswer): void {
    entry.fusionId = answer.eventId;
    entry.carried = carriedOn(answer.outData, entry.carried, entry.direction);
    this.#name(entry);
  }

  #name(entry: DeskEntry): void {
    const name = contactName(entry.carried);
    if (name !== '') this.#parts.store.dispatch({ type: 'contactNamed', eventId: entry.eventId, name });
  }

  #watcher(entry: DeskEntry): QueueWatcher {
    const { board, store } = this.#parts;
    const noticeOf = (step: StepName): string => `${step}:${entry.eventId}`;
    return {
      blocked: (step, error) => {
        const contact = contactOf(store.state, entry.eventId);
        const who = contact === undefined ? '' : ` (${contact.name ?? contact.number})`;
        board.post(noticeOf(step), `${FAILED[step]}${who}`, sentenceOf(error), () => entry.queue.retry());
      },
      unblocked: (step) => board.dismiss(noticeOf(step)),
      forgotten: () => {
        this.#desk.forget(entry);
        store.dispatch({ type: 'contactGone', eventId: entry.eventId });
      },
    };
  }

  /** Fusion has heard the end. The entry goes when nobody can mean it any more. */
  #leaves(entry: DeskEntry): void {
    if (contactOf(this.#parts.store.state, entry.eventId) === undefined) this.#desk.forget(entry);
  }

  /** The contact left the list for good. */
  gone(eventId: string): void {
    const entry = this.#desk.get(eventId);
    if (entry?.queue.idle === true) this.#desk.forget(entry);
  }
}
