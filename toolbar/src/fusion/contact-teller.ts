import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { CallEvent, Contact } from '../state/contacts.js';
import { contactOf } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { Store } from '../state/store.js';
import { NOTHING_NOTED } from '../state/wrap-up.js';
import type { CloseReason } from './close-reasons.js';
import {
  carriedOn,
  contactName,
  contactSubject,
  inboundData,
  notedData,
  outboundData,
  type CommSettings,
} from './comm-data.js';
import { ContactDesk, type DeskEntry } from './contact-desk.js';
import type { ContactMemory, RememberedContact } from './contact-memory.js';
import type { QueueWatcher, StepName } from './contact-queue.js';
import type { CommAnswer, FusionHandler } from './fusionHandler.js';
import { UefError } from './uef-error.js';
import type { Payload } from './uef-response.js';

export interface ContactTellerParts {
  readonly fusion: Pick<
    FusionHandler,
    | 'showIncomingCallNotificationInFusion'
    | 'showOutgoingCallInFusion'
    | 'notifyCallAcceptedToFusion'
    | 'notifyCallDisconnectedToFusion'
    | 'startedContact'
  >;
  readonly store: Pick<Store, 'state' | 'dispatch'>;
  readonly board: NoticeBoard;
  readonly comm: CommSettings;
  readonly memory: ContactMemory;
  /** Fusion has a conversation started: whatever goes along with one can begin. */
  readonly conversation?: (eventId: string) => void;
  /** For contacts that are no calls: what Fusion is told of them first, and what the agent reads when that fails. */
  readonly other?: {
    readonly inData: (event: CallEvent) => Payload;
    readonly failed: Readonly<Record<StepName, string>>;
  };
}

/** What the agent reads when a step fails. */
const FAILED: Readonly<Record<StepName, string>> = {
  newComm: sentence('Fusion was not told about the call'),
  startComm: sentence('Fusion was not told that the call was answered'),
  closeComm: sentence('Fusion was not told that the call ended'),
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
    const inData = this.#inData(event, clicked);
    const entry = this.#open(event, inData);
    this.#pushNewComm(entry, () => this.#announce(entry, inData));
  }

  /** A contact that was under way when this page met it. Fusion may know it, and must then not be offered it again. `clicked`: as above. */
  met(event: CallEvent, clicked?: Payload): void {
    const inData = this.#inData(event, clicked);
    const recalled = this.#parts.memory.recall(event.eventId);
    const entry = this.#open(event, recalled?.carried ?? inData);
    this.#pushNewComm(entry, async () => {
      const started = await this.#started(entry.eventId, recalled);
      entry.started = started !== undefined;
      if (started !== undefined) return started;
      return recalled === undefined ? this.#announce(entry, inData) : answerOf(recalled);
    });
  }

  /** A contact that another page has told Fusion about, as far as it had come. */
  metAgain({ eventId, connectionId, direction, number, party }: Contact): void {
    const trigger = direction === 'outbound' ? 'EventDialing' : 'EventRinging';
    // Fusion has heard the end of a call to a busy number while its line was still open.
    if (party === 'Failed' && this.#parts.memory.recall(eventId) === undefined) return;
    this.met({ trigger, eventId, connectionId, direction, number });
    if (party === 'Connected' || party === 'Held') this.answered(eventId);
  }

  /** Contacts that Fusion has, and that ended while no page was here to see it. `live`: what the switch still has. */
  unseenEnds(live: ReadonlySet<string>): readonly RememberedContact[] {
    return this.#parts.memory
      .all()
      .filter(({ eventId, closing }) => !closing && !live.has(eventId) && this.#desk.get(eventId) === undefined);
  }

  endedUnseen({ eventId, direction, carried, fusionId }: RememberedContact, reason: CloseReason): void {
    const entry = this.#desk.open(eventId, direction, carried, (its) => this.#watcher(its));
    entry.fusionId = fusionId;
    this.ended(eventId, reason);
  }

  #inData(event: CallEvent, clicked?: Payload): Payload {
    if (this.#parts.other !== undefined) return this.#parts.other.inData(event);
    return event.direction === 'outbound' ? outboundData(event, clicked) : inboundData(event, this.#parts.comm);
  }

  #open({ eventId, direction }: CallEvent, carried: Payload): DeskEntry {
    const entry = this.#desk.open(eventId, direction, carried, (its) => this.#watcher(its));
    this.#name(entry);
    return entry;
  }

  #pushNewComm(entry: DeskEntry, publish: () => Promise<CommAnswer>): void {
    entry.queue.push({ name: 'newComm', publish, done: (answer) => this.#heard(entry, answer) });
  }

  async #announce(entry: DeskEntry, inData: Payload): Promise<CommAnswer> {
    const { fusion, memory } = this.#parts;
    // Before the answer: Fusion answers a second newComm for one contact with silence, even when a reload cut off the first.
    this.#remember(entry);
    try {
      return await (entry.direction === 'outbound'
        ? fusion.showOutgoingCallInFusion(entry.eventId, inData)
        : fusion.showIncomingCallNotificationInFusion(entry.eventId, inData));
    } catch (error) {
      if (isRefusal(error)) memory.forget(entry.eventId);
      throw error;
    }
  }

  /** Kept before the answer, as with newComm: a page that is loaded meanwhile must not send it again. */
  async #start(entry: DeskEntry): Promise<CommAnswer> {
    this.#remember(entry, { started: true });
    try {
      return await this.#parts.fusion.notifyCallAcceptedToFusion(entry.fusionId, entry.carried);
    } catch (error) {
      if (isRefusal(error)) this.#remember(entry);
      throw error;
    }
  }

  async #close(entry: DeskEntry, reason: CloseReason): Promise<CommAnswer> {
    this.#remember(entry, { closing: true });
    try {
      return await this.#parts.fusion.notifyCallDisconnectedToFusion(entry.fusionId, reason, this.#withNotes(entry));
    } catch (error) {
      if (isRefusal(error)) this.#remember(entry);
      throw error;
    }
  }

  /** What was noted during the conversation is there when Fusion's wrap-up opens. */
  #withNotes({ eventId, carried }: DeskEntry): Payload {
    const wrapUp = contactOf(this.#parts.store.state, eventId)?.wrapUp;
    return wrapUp === undefined ? carried : { ...carried, ...notedData(wrapUp) };
  }

  /** For a Fusion that lets nobody write its wrap-up: it closes, with what was noted here. */
  async endWrapUp(eventId: string): Promise<void> {
    const entry = this.#desk.get(eventId);
    const { fusion, store } = this.#parts;
    const noted = notedData(contactOf(store.state, eventId)?.wrapUp ?? NOTHING_NOTED);
    const inData = { ...entry?.carried, ...noted };
    await fusion.notifyCallDisconnectedToFusion(entry?.fusionId ?? eventId, 'ENDCOMMUNICATION', inData);
  }

  /** Only some builds of Fusion tell what is started; what this page's predecessor saw started is so in all of them. */
  async #started(eventId: string, recalled: RememberedContact | undefined): Promise<CommAnswer | undefined> {
    if (recalled?.started === true) return answerOf(recalled);
    return this.#parts.fusion.startedContact(recalled?.fusionId ?? eventId);
  }

  answered(eventId: string): void {
    const entry = this.#desk.get(eventId);
    entry?.queue.push({
      name: 'startComm',
      publish: async () => (entry.started ? { eventId: entry.fusionId, outData: entry.carried } : this.#start(entry)),
      done: (answer: CommAnswer) => {
        entry.started = true;
        this.#heard(entry, answer);
        this.#parts.conversation?.(eventId);
      },
    });
  }

  /** Fusion knows more of the contact than before, or something else. */
  changed(eventId: string, outData: Payload): void {
    const entry = this.#desk.get(eventId);
    if (entry === undefined) return;
    const { updateType: _, ...tokens } = outData;
    entry.carried = { ...entry.carried, ...tokens };
    this.#name(entry);
    if (!entry.closed) this.#remember(entry);
  }

  /** Once for every contact, whatever else the switch still has to say about the call. */
  ended(eventId: string, reason: CloseReason): void {
    const entry = this.#desk.get(eventId);
    if (entry === undefined || entry.closed) return;
    entry.closed = true;
    entry.queue.push({
      name: 'closeComm',
      publish: () => this.#close(entry, reason),
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
    // An answer may come after the end has been told.
    if (!entry.closed) this.#remember(entry);
  }

  #remember(entry: DeskEntry, ahead: Partial<Pick<RememberedContact, 'started' | 'closing'>> = {}): void {
    const { eventId, direction, fusionId, carried, started } = entry;
    this.#parts.memory.keep({ eventId, direction, fusionId, carried, started, closing: false, ...ahead });
  }

  #name(entry: DeskEntry): void {
    const name = contactName(entry.carried);
    const subject = contactSubject(entry.carried);
    if (name === '' && subject === '') return;
    this.#parts.store.dispatch({
      type: 'contactNamed',
      eventId: entry.eventId,
      ...(name !== '' && { name }),
      ...(subject !== '' && { subject }),
    });
  }

  #watcher(entry: DeskEntry): QueueWatcher {
    const { board, store, memory, other } = this.#parts;
    const noticeOf = (step: StepName): string => `${step}:${entry.eventId}`;
    return {
      blocked: (step, error) => {
        const contact = contactOf(store.state, entry.eventId);
        const who = contact === undefined ? '' : ` (${contact.name ?? contact.number})`;
        board.post(noticeOf(step), `${(other?.failed ?? FAILED)[step]}${who}`, sentenceOf(error), () =>
          entry.queue.retry(),
        );
      },
      unblocked: (step) => board.dismiss(noticeOf(step)),
      forgotten: () => {
        this.#desk.forget(entry);
        memory.forget(entry.eventId);
        store.dispatch({ type: 'contactGone', eventId: entry.eventId });
      },
    };
  }

  /** Fusion has heard the end. The entry goes when nobody can mean it any more. */
  #leaves(entry: DeskEntry): void {
    this.#parts.memory.forget(entry.eventId);
    if (contactOf(this.#parts.store.state, entry.eventId) === undefined) this.#desk.forget(entry);
  }

  /** The contact left the list for good. */
  gone(eventId: string): void {
    const entry = this.#desk.get(eventId);
    if (entry?.queue.idle === true) this.#desk.forget(entry);
  }
}

function answerOf({ fusionId, carried }: RememberedContact): CommAnswer {
  return { eventId: fusionId, outData: carried };
}

function isRefusal(error: unknown): boolean {
  return error instanceof UefError && error.kind === 'refused';
}
