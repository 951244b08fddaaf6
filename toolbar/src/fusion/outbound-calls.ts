import { filter, firstValueFrom } from 'rxjs';
import type { Clock } from '../state/clock.js';
import type { Contact } from '../state/contacts.js';
import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import { contactOf } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { Store } from '../state/store.js';
import type { Placing } from '../state/toolbar-state.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';
import { ServiceError, type ServiceErrorCode } from '../vendor/service-error.js';
import type { FusionHandler } from './fusionHandler.js';
import type { IntegrationEventsHandler } from './integrationEventsHandler.js';
import type { Payload } from './uef-response.js';

export interface OutboundParts {
  readonly vendor: ICtiVendorHandler;
  readonly fusion: FusionHandler;
  readonly events: IntegrationEventsHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly clock: Clock;
}

export interface OutboundRequest {
  readonly eventId: string;
  readonly number: string;
  /** Present when the call began with a click in Fusion: Fusion then waits to hear of it. */
  readonly clicked?: Payload;
  /** Dials again. */
  readonly retry?: () => void;
}

/** From an accepted request to the switch's first word of the call. Milliseconds. */
const PLACEMENT_MS = 15_000;

/** Fusion's words for why a call could not be placed. */
const FUSION_CODES: Partial<Readonly<Record<ServiceErrorCode, string>>> = {
  'invalid-destination': 'INVALID_NUMBER',
  'invalid-command': 'INVALID_NUMBER',
  'dn-busy': 'LINE_BUSY',
  'wrong-state': 'LINE_BUSY',
  offline: 'AGENT_UNAVAILABLE',
  'not-connected': 'AGENT_UNAVAILABLE',
  'not-initialized': 'AGENT_UNAVAILABLE',
  'not-logged-in': 'AGENT_UNAVAILABLE',
};
const OTHER_CODE = 'CALL_FAILED';

/** Calls that were asked for and that the switch has not told of yet. A line has one at a time. */
export class OutboundCalls {
  readonly #parts: OutboundParts;
  #closed = false;

  constructor(parts: OutboundParts) {
    this.#parts = parts;
  }

  /** Another page tells what becomes of them. */
  close(): void {
    this.#closed = true;
  }

  async place(request: OutboundRequest): Promise<void> {
    const { vendor, events, store, clock } = this.#parts;
    const { eventId, number, clicked } = request;
    if (store.state.placing !== undefined) {
      return this.#failed(request, 'LINE_BUSY', sentence('Another call is being placed.'));
    }
    store.dispatch({ type: 'placing', placing: { eventId, number, ...(clicked !== undefined && { clicked }) } });
    if (clicked !== undefined) events.expectOutgoingCall(eventId, clicked);
    // Before the request: the switch may be quicker than the service's answer.
    let late = false;
    const timer = clock.after('call.placement', PLACEMENT_MS, () => {
      if (!this.#isPlacing(eventId)) return;
      late = true;
      this.#notPlacing(eventId);
      void this.#failed(
        request,
        OTHER_CODE,
        `The switch did not place the call within ${PLACEMENT_MS / 1000} seconds.`,
      );
    });
    try {
      await vendor.makeOutboundCall(number, eventId);
      const contact = await this.placed(eventId);
      timer.cancel();
      if (contact === undefined && !late && !this.#closed)
        await this.#failed(request, OTHER_CODE, sentence('The call was over before the toolbar heard of it.'));
    } catch (error) {
      timer.cancel();
      // Told of already: the call is there although its request was lost, or was given up for too late.
      if (!this.#isPlacing(eventId)) return;
      this.#notPlacing(eventId);
      const refusal = error instanceof ServiceError ? error : undefined;
      const code = refusal === undefined ? undefined : FUSION_CODES[refusal.code];
      // A wrong number stays wrong: dialling it again would only fail again.
      const { retry: _useless, ...final } = request;
      await this.#failed(refusal?.failure.retryable === false ? final : request, code ?? OTHER_CODE, sentenceOf(error));
    }
  }

  /** Another page has sent the request, or this one sends it again: what comes of it is told by the switch, or not. */
  async goOnWith(placing: Placing): Promise<void> {
    const { events, clock } = this.#parts;
    const { eventId, clicked } = placing;
    if (clicked !== undefined) events.expectOutgoingCall(eventId, clicked);
    const timer = clock.after('call.placement', PLACEMENT_MS, () => this.#notPlacing(eventId));
    const contact = await this.placed(eventId);
    timer.cancel();
    if (contact === undefined && !this.#closed)
      await this.#failed(placing, OTHER_CODE, 'The contact centre did not place the call.');
  }

  /** The contact, as soon as the switch tells of it; `undefined` when nobody knows it, or it could not be placed. */
  async placed(eventId: string): Promise<Contact | undefined> {
    const { store } = this.#parts;
    const settled = store.select((state) => ({
      contact: contactOf(state, eventId),
      pending: state.placing?.eventId === eventId,
    }));
    const { contact } = await firstValueFrom(settled.pipe(filter((now) => now.contact !== undefined || !now.pending)));
    return contact;
  }

  async #failed({ eventId, number, clicked, retry }: OutboundRequest, code: string, why: string): Promise<void> {
    const { board, fusion, events } = this.#parts;
    events.outgoingCallFailed(eventId);
    board.post(`dial:${eventId}`, `The call to ${number} could not be placed`, why, retry);
    if (clicked === undefined) return;
    const tell = async (): Promise<void> => {
      try {
        await fusion.reportOutboundFailure(eventId, code, why);
      } catch (error) {
        const what = sentence('Fusion was not told that the call could not be placed');
        board.post(`outboundCommError:${eventId}`, what, sentenceOf(error), () => void tell());
      }
    };
    await tell();
  }

  #isPlacing(eventId: string): boolean {
    return !this.#closed && this.#parts.store.state.placing?.eventId === eventId;
  }

  #notPlacing(eventId: string): void {
    if (this.#isPlacing(eventId)) this.#parts.store.dispatch({ type: 'placing', placing: undefined });
  }
}
