/** Carries contacts through the engagement table: the actions about a contact, and what they cause. */
import { CHANNELS, DESKTOP_EVENTS, DIRECTIONS, TOKENS, UPDATE_TYPES } from '@oracle/uef-sdk';
import type { HostAction, HostAnswer, TimerHandle, UefHost } from '@oracle/uef-sdk/host';
import type { Clock } from '../clock.js';
import { fullName, type Contact } from './contact.js';
import { lookUpContacts } from './contact-lookup.js';
import {
  closeTrigger,
  engagementMachine,
  isOnward,
  type EngagementEffect,
  type EngagementTrigger,
} from './engagement-table.js';
import { NO_SWITCHES, type Direction, type Engagement, type HistoryEntry } from './fusion-state.js';
import type { FusionStore } from './fusion-store.js';
import { notedBefore } from './wrap-up-desk.js';
import { contactTokens, newCommOutData, startCommOutData, tokenText, type OutData } from './out-data.js';

export interface DeskParts {
  readonly store: FusionStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly contacts: () => readonly Contact[];
  /** For an inbound contact that brings no SVCMCA_OFFER_TIMEOUT_SEC. */
  readonly offerSeconds: number;
  readonly link: () => Pick<UefHost, 'sendDataUpdated' | 'sendDesktopEvent'>;
}

export interface WrapUp {
  readonly reason: string;
  readonly notes: string;
}

/** What came with a trigger, for the effects. */
interface Cause {
  readonly outcome?: string;
  readonly wrapUp?: WrapUp;
  readonly error?: { readonly code: string; readonly text: string };
}

const DIRECTION_OF: Readonly<Record<string, { direction: Direction; trigger: EngagementTrigger }>> = {
  [DIRECTIONS.INBOUND]: { direction: 'inbound', trigger: 'NewCommInbound' },
  [DIRECTIONS.OUTBOUND]: { direction: 'outbound', trigger: 'NewCommOutbound' },
};

/** The administrator's choice between a new tab and the current one; the literal is our assumption. */
const SCREEN_POP_MODE = 'AUTOMATIC';

export class EngagementDesk {
  readonly #parts: DeskParts;
  readonly #offerTimers = new Map<string, TimerHandle>();
  /** Event ids and engagement ids of closed contacts: a late event about one of them is no mistake. */
  readonly #closed = new Set<string>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** A number was clicked; the toolbar is about to be told. */
  place(eventId: string, outData: OutData, contact: Contact | undefined): void {
    const engagement = this.#create(
      eventId,
      'outbound',
      CHANNELS.PHONE,
      outData,
      contact === undefined ? [] : [contact],
    );
    this.#advance(engagement, 'NumberClicked');
  }

  /** Another tab of Fusion has brought a contact this far. Its offer runs out here too: that tab may be closed. */
  adopt(engagement: Engagement): void {
    if (this.#isOld(engagement)) return;
    this.#effects.StopOfferTimer(engagement, {});
    this.#parts.store.take(engagement);
    if (engagement.phase === 'Closed') this.#close(engagement);
    if (engagement.phase !== 'Offered' || engagement.offer === undefined) return;
    const leftMs = Math.max(0, engagement.offer.expiresAt - this.#parts.clock.now());
    const timer = this.#parts.clock.setTimer(() => this.#expire(engagement.eventId), leftMs);
    this.#offerTimers.set(engagement.eventId, timer);
  }

  newComm(action: HostAction): HostAnswer {
    const { eventId, inData } = action;
    const way = DIRECTION_OF[tokenText(inData, TOKENS.DIRECTION)];
    if (eventId === undefined || eventId === '') return refused('MISSING_EVENT_ID', 'newCommEvent needs an event id.');
    if (way === undefined) {
      return refused('MISSING_DIRECTION', 'newCommEvent needs SVCMCA_COMMUNICATION_DIRECTION.');
    }
    const channel = action.channel ?? CHANNELS.PHONE;
    const known = this.#parts.store.engagement(eventId);
    const before = known ?? this.#create(eventId, way.direction, channel, inData, this.#lookUp(inData));
    const row = engagementMachine(before.phase, way.trigger);
    if (row === undefined) {
      return refused('WRONG_STATE', `This contact is ${before.direction} and ${before.phase} already.`);
    }
    const engagement = known?.phase === 'Placing' ? this.#enriched(known, inData) : before;
    this.#closed.delete(eventId);
    this.#advance(engagement, way.trigger);
    return answer(engagement, {});
  }

  startComm(action: HostAction): HostAnswer {
    const known = this.#parts.store.engagement(action.eventId ?? '');
    if (known === undefined || engagementMachine(known.phase, 'StartComm') === undefined) {
      return refused('UNKNOWN_EVENT_ID', 'startCommEvent came for a contact that no newCommEvent announced.');
    }
    const { clock, newId } = this.#parts;
    const wrapupId = known.wrapupId ?? newId();
    const started: Engagement = {
      ...known,
      wrapupId,
      startedAt: known.startedAt ?? clock.now(),
      outData: startCommOutData(known.outData, action.inData, {
        channelId: known.channelId,
        wrapupId,
        serviceRequestTitle: this.#contactOf(known)?.serviceRequest?.title,
      }),
    };
    this.#advance(started, 'StartComm');
    return answer(started, { screenPopMode: SCREEN_POP_MODE, wrapupId });
  }

  closeComm(action: HostAction): HostAnswer {
    const reason = typeof action.data.reason === 'string' ? action.data.reason : '';
    const trigger = closeTrigger(reason);
    if (trigger === undefined) return refused('UNKNOWN_REASON', `There is no close reason "${reason}".`);
    const eventId = action.eventId ?? '';
    const known = this.#parts.store.engagement(eventId);
    if (known === undefined) {
      return this.#closed.has(eventId)
        ? { result: 'success', outData: action.inData }
        : refused('UNKNOWN_EVENT_ID', 'closeCommEvent came for a contact that no newCommEvent announced.');
    }
    const endedAt = known.endedAt ?? this.#parts.clock.now();
    const outData = { ...known.outData, ...action.inData, WrapupStartTime: new Date(endedAt).toISOString() };
    const noted = notedBefore(known, action.inData);
    const ended: Engagement = { ...known, ...noted, endedAt, outData };
    const wrapUp = { reason: noted.resolution, notes: noted.notes };
    this.#advance(ended, trigger, { outcome: reason.toUpperCase(), ...(known.phase === 'WrapUp' && { wrapUp }) });
    return answer(ended, known.wrapupId === undefined ? {} : { wrapupId: known.wrapupId });
  }

  /** The banner is shown even for an id that Fusion does not know: the agent clicked something. */
  commError(action: HostAction): HostAnswer {
    const { commUuid, errorCode, errorMsg } = action.data;
    const code = typeof errorCode === 'string' ? errorCode : '';
    const error = { code, text: readable(errorMsg) };
    const known = typeof commUuid === 'string' ? this.#parts.store.engagement(commUuid) : undefined;
    if (known === undefined) this.#showError(error);
    else this.#advance(known, 'CommError', { outcome: code, error });
    return { result: 'success', outData: {} };
  }

  /** Nobody took the cancel of a call that was never announced. */
  cancelUnheard(eventId: string): void {
    const known = this.#parts.store.engagement(eventId);
    if (known !== undefined) this.#advance(known, 'CancelUnheard');
  }

  saveWrapUp(eventId: string, wrapUp: WrapUp): void {
    const known = this.#parts.store.engagement(eventId);
    if (known === undefined) return;
    this.#advance({ ...known, notes: wrapUp.notes, resolution: wrapUp.reason }, 'WrapUpSaved', {
      outcome: 'WRAPUP',
      wrapUp,
    });
  }

  /** The agent said which of several contacts this is. */
  chooseContact(eventId: string, contactId: string): void {
    const { store, contacts, link } = this.#parts;
    const known = store.engagement(eventId);
    const contact = contacts().find((candidate) => candidate.contactId === contactId);
    if (known === undefined || contact === undefined) return;
    const tokens = contactTokens(contact);
    const outData = { ...known.outData, ...tokens };
    store.put({ ...known, contactId, displayName: fullName(contact), outData });
    store.update({ record: { kind: 'contact', contactId, popped: true } });
    link().sendDataUpdated({
      eventId,
      updateType: UPDATE_TYPES.CUSTOMER_DATA,
      outData: tokens,
      channel: known.channel,
    });
  }

  /** Word of it has crossed with what happened here, in this tab. */
  #isOld({ eventId, engagementId, phase }: Engagement): boolean {
    const known = this.#parts.store.engagement(eventId);
    if (known?.engagementId === engagementId) return !isOnward(known.phase, phase);
    return this.#closed.has(engagementId);
  }

  #lookUp(inData: OutData): readonly Contact[] {
    return lookUpContacts(this.#parts.contacts(), inData);
  }

  #contactOf(engagement: Engagement): Contact | undefined {
    return this.#parts.contacts().find(({ contactId }) => contactId === engagement.contactId);
  }

  #create(
    eventId: string,
    direction: Direction,
    channel: string,
    inData: OutData,
    matches: readonly Contact[],
  ): Engagement {
    const { newId, clock } = this.#parts;
    // Sending back a known interaction keeps Fusion from making a second one for the same contact.
    const interactionId = tokenText(inData, TOKENS.INTERACTION_ID) || newId();
    const channelId = newId();
    const contact = matches.length === 1 ? matches[0] : undefined;
    const outData = newCommOutData(inData, channel, contact, { interactionId, channelId });
    const number = tokenText(inData, TOKENS.ANI);
    const seconds = Number(tokenText(inData, TOKENS.OFFER_TIMEOUT_SEC)) || this.#parts.offerSeconds;
    return {
      eventId,
      phase: 'None',
      direction,
      channel,
      number,
      displayName: tokenText(outData, TOKENS.DISPLAY_NAME) || number || 'Unknown',
      matches,
      ...(contact === undefined ? {} : { contactId: contact.contactId }),
      engagementId: newId(),
      interactionId,
      channelId,
      outData,
      ...(direction === 'inbound' ? { offer: { seconds, expiresAt: clock.now() + seconds * 1000 } } : {}),
      pending: undefined,
      switches: NO_SWITCHES,
      transcript: [],
      notes: '',
      resolution: '',
    };
  }

  /** A placed call keeps its ids and takes what the toolbar adds. */
  #enriched(placed: Engagement, inData: OutData): Engagement {
    return { ...placed, outData: { ...inData, ...placed.outData } };
  }

  #advance(engagement: Engagement, trigger: EngagementTrigger, cause: Cause = {}): void {
    const row = engagementMachine(engagement.phase, trigger);
    if (row === undefined) return;
    const next: Engagement = { ...engagement, phase: row.to, pending: undefined };
    if (row.to === 'Closed') this.#close(engagement);
    this.#parts.store.put(next);
    for (const effect of row.emits ?? []) this.#effects[effect](next, cause);
  }

  #close({ eventId, engagementId }: Engagement): void {
    this.#closed.add(eventId).add(engagementId);
  }

  readonly #effects: Readonly<Record<EngagementEffect, (engagement: Engagement, cause: Cause) => void>> = {
    StartOfferTimer: ({ eventId, offer }) => {
      if (offer === undefined) return;
      const timer = this.#parts.clock.setTimer(() => this.#expire(eventId), offer.seconds * 1000);
      this.#offerTimers.set(eventId, timer);
    },
    StopOfferTimer: ({ eventId }) => {
      this.#parts.clock.clearTimer(this.#offerTimers.get(eventId));
      this.#offerTimers.delete(eventId);
    },
    TellOfferTimeout: ({ eventId, channel }) =>
      this.#parts.link().sendDataUpdated({ eventId, updateType: UPDATE_TYPES.OFFER_TIMEOUT, channel }),
    PopRecord: ({ eventId, contactId }) =>
      this.#parts.store.update({
        activeEventId: eventId,
        record: contactId === undefined ? { kind: 'caller', eventId } : { kind: 'contact', contactId, popped: true },
      }),
    ShowError: (_engagement, { error }) => this.#showError(error ?? { code: '', text: '' }),
    TellWrapUpClosed: ({ eventId, channel, outData, wrapupId = '' }, { wrapUp }) => {
      const link = this.#parts.link();
      link.sendDesktopEvent({
        eventName: DESKTOP_EVENTS.onAfterSave,
        context: 'record',
        contextId: wrapupId,
        outData: { objectType: 'WrapUp', oldObjectId: wrapupId, objectId: wrapupId },
      });
      link.sendDataUpdated({
        eventId,
        updateType: UPDATE_TYPES.WRAPUP_CLOSED,
        channel,
        outData: {
          ...outData,
          [TOKENS.WRAPUP_REASON]: wrapUp?.reason ?? '',
          [TOKENS.WRAPUP_NOTES]: wrapUp?.notes ?? '',
        },
      });
    },
    KeepHistory: (engagement, cause) => {
      const entry = historyEntry(engagement, cause, this.#parts.clock.now());
      this.#parts.store.update({ history: [entry, ...this.#parts.store.state.history] });
    },
  };

  #expire(eventId: string): void {
    this.#offerTimers.delete(eventId);
    const known = this.#parts.store.engagement(eventId);
    if (known !== undefined) this.#advance(known, 'OfferExpired');
  }

  #showError({ code, text }: { readonly code: string; readonly text: string }): void {
    const banner = { id: this.#parts.newId(), title: 'The call could not be placed', text, code };
    this.#parts.store.update({ banner });
  }
}

function answer(engagement: Engagement, extra: Readonly<Record<string, unknown>>): HostAnswer {
  const { outData, engagementId, interactionId, channelId } = engagement;
  return { result: 'success', outData: { ...outData }, engagementId, interactionId, channelId, ...extra };
}

function refused(status: string, message: string): HostAnswer {
  return { result: 'error', error: { status, message } };
}

function historyEntry(engagement: Engagement, { outcome, wrapUp }: Cause, now: number): HistoryEntry {
  const { eventId, contactId, direction, channel, number, startedAt, notes } = engagement;
  const endedAt = engagement.endedAt ?? now;
  return {
    eventId,
    ...(contactId === undefined ? {} : { contactId }),
    direction,
    channel,
    number,
    endedAt,
    talkMs: startedAt === undefined ? 0 : endedAt - startedAt,
    outcome: outcome ?? '',
    ...(wrapUp === undefined ? {} : { wrapUpReason: wrapUp.reason }),
    notes,
  };
}

/** Some toolbars put a small JSON for machines where the message for the agent belongs. */
function readable(errorMsg: unknown): string {
  if (typeof errorMsg !== 'string' || errorMsg.trimStart().startsWith('{')) return '';
  return errorMsg;
}
