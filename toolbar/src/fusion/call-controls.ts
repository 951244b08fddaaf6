import type { CallControl, CallControlType } from '../state/call-control.js';
import { commandsFor } from '../state/call-commands.js';
import { failureOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import { contactOf } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { Store } from '../state/store.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';
import type { CommandOutcome } from './uef-response.js';

export interface CallControlParts {
  readonly vendor: ICtiVendorHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
}

/** What the agent reads when the vendor refuses. */
const REFUSED: Readonly<Record<CallControlType, string>> = {
  hold: sentence('The call could not be put on hold'),
  retrieve: sentence('The call could not be taken back'),
  alternate: sentence('The calls could not be switched'),
  reconnect: sentence('The call on hold could not be taken back'),
  merge: sentence('The calls could not be joined'),
  initiateTransfer: sentence('The call for the transfer could not be placed'),
  completeTransfer: sentence('The transfer could not be completed'),
  muteTransfer: sentence('The call could not be transferred'),
  singleStepTransfer: sentence('The call could not be transferred'),
  initiateConference: sentence('The call for the conference could not be placed'),
  completeConference: sentence('The conference could not be made'),
  singleStepConference: sentence('Nobody could be added to the call'),
  deleteFromConference: sentence('The party could not be removed from the call'),
  sendDtmf: sentence('The tones could not be sent'),
  mute: sentence('The call could not be muted'),
  unmute: sentence('The call is still muted'),
  attachData: sentence('The data could not be added'),
  updateData: sentence('The data could not be changed'),
  deleteData: sentence('The data could not be deleted'),
  startRecording: sentence('The call is not being recorded'),
  stopRecording: sentence('The recording could not be ended'),
  pauseRecording: sentence('The call is still being recorded'),
  resumeRecording: sentence('The recording is still paused'),
};

/** Of a control that is under way, a second one would undo or double the first. Not so of tones: each counts. */
const REPEATABLE: ReadonlySet<CallControlType> = new Set(['sendDtmf']);

/** What is done with a call that is there: on to the vendor. What comes of it, events tell. */
export class CallControls {
  readonly #parts: CallControlParts;
  /** The tones of each call that are under way: the next ones wait for them, or they would overtake. */
  readonly #tones = new Map<string, Promise<unknown>>();

  constructor(parts: CallControlParts) {
    this.#parts = parts;
  }

  async perform(eventId: string, control: CallControl): Promise<CommandOutcome> {
    if (REPEATABLE.has(control.type)) return this.#inTurn(eventId, () => this.#ask(eventId, control));
    if (contactOf(this.#parts.store.state, eventId)?.waiting === control.type) return { ok: true };
    return this.#ask(eventId, control);
  }

  /** The first of these controls that makes sense for the call now. */
  fitting<C extends CallControl>(eventId: string, controls: readonly C[]): C | undefined {
    const { state } = this.#parts.store;
    const contact = contactOf(state, eventId);
    const commands = contact === undefined ? [] : commandsFor(state, contact);
    return controls.find(({ type }) => commands.includes(type));
  }

  async #ask(eventId: string, control: CallControl): Promise<CommandOutcome> {
    const { vendor, store, board } = this.#parts;
    const contact = contactOf(store.state, eventId);
    if (contact === undefined) return { ok: false, text: 'There is no such call any more.' };
    const notice = `control:${eventId}`;
    store.dispatch({ type: 'contactWaits', eventId, waiting: control.type });
    try {
      await vendor.controlCall(control, contact.connectionId);
      board.dismiss(notice);
      return { ok: true };
    } catch (error) {
      const { reason, retryable } = failureOf(error, 'service');
      const again = (): void => void this.perform(eventId, control);
      board.post(notice, REFUSED[control.type], reason, retryable ? again : undefined);
      return { ok: false, text: reason };
    } finally {
      if (contactOf(store.state, eventId)?.waiting === control.type) {
        store.dispatch({ type: 'contactWaits', eventId, waiting: undefined });
      }
    }
  }

  async #inTurn(eventId: string, run: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
    const turn = (this.#tones.get(eventId) ?? Promise.resolve()).then(run);
    this.#tones.set(eventId, turn);
    const outcome = await turn;
    if (this.#tones.get(eventId) === turn) this.#tones.delete(eventId);
    return outcome;
  }
}
