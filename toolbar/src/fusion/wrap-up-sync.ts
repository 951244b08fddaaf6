import { msg, str } from '@lit/localize';
import { Echoes } from '../state/echoes.js';
import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import { contactOf } from '../state/selectors.js';
import type { Store } from '../state/store.js';
import type { WrapUp } from '../state/wrap-up.js';
import type { FusionHandler } from './fusionHandler.js';
import { UefError } from './uef-error.js';
import { WRAP_UP_FIELD_LIST, WrapUpRecord, type RecordWatcher, type WrapUpField } from './wrap-up-record.js';

export interface WrapUpParts {
  readonly fusion: FusionHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly events: {
    fusionIdOf(eventId: string): string;
    /** For a Fusion that shows its wrap-up to nobody: what was noted goes with the end of the contact. */
    endWrapUp(eventId: string): Promise<void>;
    contactLeaves(eventId: string): void;
  };
}

/**
 * Keeps the notes of one contact equal in the toolbar and in Fusion. One field is written at a time, and always with
 * what it says then: so a slow Fusion hears the last word, and nobody waits to type. What Fusion changes by itself wins
 * over what it has not heard yet.
 */
export class WrapUpSync implements RecordWatcher {
  readonly #parts: WrapUpParts;
  readonly #eventId: string;
  readonly #echoes = { disposition: new Echoes(), notes: new Echoes() };
  /** What Fusion has; a field that is missing here is to be told whatever it says. */
  readonly #told = new Map<WrapUpField, string>();
  /** What a page before this one had noted. */
  readonly #brought: WrapUp | undefined;
  #record: WrapUpRecord | undefined;
  #opening: Promise<void> | undefined;
  #running: Promise<boolean> | undefined;

  constructor(parts: WrapUpParts, eventId: string) {
    this.#parts = parts;
    this.#eventId = eventId;
    this.#brought = this.#wrapUp;
  }

  /** Finds Fusion's wrap-up. A failure is shown, and its retry comes here again. */
  open(): Promise<void> {
    this.#opening ??= this.#find().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Something was noted in the toolbar. */
  noted(): void {
    void this.#run();
  }

  async save(): Promise<void> {
    const { board, events } = this.#parts;
    const wrapUp = this.#wrapUp;
    if (wrapUp === undefined || wrapUp.saving === true) return;
    this.#note({ saving: true });
    await this.#opening;
    try {
      // A field that Fusion did not take has told so itself.
      if (!(await this.#run())) return;
      if (this.#record === undefined) await events.endWrapUp(this.#eventId);
      else await this.#record.save();
      board.dismiss(this.#notice('save'));
      events.contactLeaves(this.#eventId);
    } catch (error) {
      this.#failed('save', msg(str`The wrap-up of ${this.#who} was not saved in Fusion`), error, () => this.save());
    } finally {
      this.#note({ saving: false });
    }
  }

  changed(field: WrapUpField, value: string): void {
    if (this.#echoes[field].hears(value)) return;
    this.#told.set(field, value);
    this.#note({ [field]: value });
    void this.#run();
  }

  /** In Fusion. */
  saved(): void {
    // Our own saving ends with its answer.
    if (this.#wrapUp?.saving !== true) this.#parts.events.contactLeaves(this.#eventId);
  }

  close(): void {
    this.#record?.close();
    for (const notice of ['open', 'write', 'save']) this.#parts.board.dismiss(this.#notice(notice));
  }

  get #wrapUp(): WrapUp | undefined {
    return contactOf(this.#parts.store.state, this.#eventId)?.wrapUp;
  }

  get #who(): string {
    const contact = contactOf(this.#parts.store.state, this.#eventId);
    return contact?.name ?? contact?.number ?? '';
  }

  async #find(): Promise<void> {
    const { fusion, events, board } = this.#parts;
    try {
      this.#record = await WrapUpRecord.open(fusion, events.fusionIdOf(this.#eventId), this);
      if (this.#record === undefined) return;
      const there = await this.#record.read();
      for (const field of WRAP_UP_FIELD_LIST) {
        this.#told.set(field, there[field]);
        // What was noted here meanwhile is newer than what Fusion had all the time; what was only brought along is older.
        const here = this.#wrapUp?.[field];
        const isOlder = here === '' || (there[field] !== '' && here === this.#brought?.[field]);
        if (isOlder) this.#note({ [field]: there[field] });
      }
      board.dismiss(this.#notice('open'));
    } catch (error) {
      this.#failed('open', msg(str`The notes about ${this.#who} are not shared with Fusion`), error, () => this.open());
      return;
    }
    await this.#run();
  }

  /** `true`: Fusion has all that was noted, or cannot have it. */
  #run(): Promise<boolean> {
    this.#running ??= this.#write().then((taken) => {
      this.#running = undefined;
      // Noted between the last look and now.
      return taken && this.#record !== undefined && this.#due() !== undefined ? this.#run() : taken;
    });
    return this.#running;
  }

  async #write(): Promise<boolean> {
    const record = this.#record;
    if (record === undefined) return true;
    try {
      for (let due = this.#due(); due !== undefined; due = this.#due()) {
        const [field, value] = due;
        this.#echoes[field].send(value);
        await record.write(field, value);
        this.#echoes[field].arrived(value);
        this.#told.set(field, value);
      }
      this.#parts.board.dismiss(this.#notice('write'));
      return true;
    } catch (error) {
      this.#failed('write', msg(str`Fusion did not take the notes about ${this.#who}`), error, () => this.#run());
      return false;
    }
  }

  #due(): readonly [WrapUpField, string] | undefined {
    const wrapUp = this.#wrapUp;
    if (wrapUp === undefined) return undefined;
    const field = WRAP_UP_FIELD_LIST.find((name) => wrapUp[name] !== this.#told.get(name));
    return field === undefined ? undefined : [field, wrapUp[field]];
  }

  #note(change: Partial<WrapUp>): void {
    this.#parts.store.dispatch({ type: 'contactNoted', eventId: this.#eventId, change });
  }

  #failed(what: string, words: string, error: unknown, retry: () => unknown): void {
    const { board } = this.#parts;
    const notice = this.#notice(what);
    board.post(notice, words, sentenceOf(error), () => void retry());
    // An answer that comes late is an answer: trying again finds that there is nothing left to do.
    if (error instanceof UefError) void error.late?.then(() => board.dismiss(notice));
  }

  #notice(what: string): string {
    return `wrap-up:${what}:${this.#eventId}`;
  }
}
