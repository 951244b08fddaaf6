import { CHANNELS, EVENTS, TOKENS, type IContext, type IEventResponse, type IMcaEventRequest } from '@oracle/uef-sdk';
import type { Trace } from '../diagnostics/recorder.js';
import { sentenceOf } from '../state/failure.js';
import type { FusionListeners } from './fusion-listeners.js';
import { notStarted, type FusionLink } from './fusion-link.js';
import { eventPayload, outDataOf, reply, text, type CommandOutcome } from './uef-response.js';

/** Subscriptions that throw without an application classification. */
const CLASSIFIED: readonly string[] = [EVENTS.onOutgoingEvent, EVENTS.onDataUpdated];

/** Subscriptions about one contact, which may be one of another channel than the phone. */
const OF_CONTACTS: readonly string[] = [EVENTS.onToolbarInteractionCommand, EVENTS.onDataUpdated];

type Heard = (response: unknown, listeners: FusionListeners, of: { readonly channel?: string }) => unknown;

/** What Fusion tells the toolbar, each event once. */
export class FusionSubscriptions {
  readonly #link: FusionLink;
  readonly #appClassification: string;
  readonly #trace: Trace | undefined;
  readonly #subscribed = new Set<string>();
  #listeners: FusionListeners | undefined;

  constructor(link: FusionLink, appClassification: string, trace: Trace | undefined) {
    this.#link = link;
    this.#appClassification = appClassification;
    this.#trace = trace;
  }

  listen(listeners: FusionListeners): void {
    this.#listeners = listeners;
  }

  subscribeToToolbarInteractionCommandsFromFusion(): void {
    this.#subscribe(EVENTS.onToolbarInteractionCommand, (response, listeners, channel) => {
      const { command, eventId } = eventPayload(response);
      const asked = { command: text(command), eventId: text(eventId), ...channel };
      return replyWith(response, listeners.interactionCommand(asked));
    });
  }

  /** The agent commands: the only way Fusion learns what this toolbar supports. */
  subscribeToSupportedFeatures(): void {
    this.#subscribe(EVENTS.onToolbarAgentCommand, (response, listeners) =>
      replyWith(response, listeners.agentCommand(text(eventPayload(response).command))),
    );
  }

  subscribeToOutgoingCallsFromFusion(): void {
    this.#subscribe(EVENTS.onOutgoingEvent, (response, listeners) => {
      const payload = eventPayload(response);
      const outData = outDataOf(response, payload);
      // Fusion repeats its own id of the call in the data; some builds have only that of the message.
      const eventId = text(outData[TOKENS.CALL_ID]) || text(payload.uuid);
      listeners.outgoingCall({ eventId, number: text(outData[TOKENS.ANI]), outData });
    });
  }

  subscribeToDataUpdatesFromFusion(): void {
    this.#subscribe(EVENTS.onDataUpdated, (response, listeners, channel) => {
      const payload = eventPayload(response);
      const outData = outDataOf(response, payload);
      // The older library had the type beside outData, the newer one has it inside.
      const updateType = text(outData.updateType) || text(payload.updateType);
      listeners.dataUpdated({ eventId: text(payload.eventId), updateType, outData, ...channel });
    });
  }

  /** Each on its own: one event that cannot be listened to must not take the others with it. */
  #subscribe(eventName: string, heard: Heard): void {
    const { phone, chat } = this.#link;
    this.#subscribeOn(phone, eventName, heard, {});
    if (chat !== undefined && OF_CONTACTS.includes(eventName))
      this.#subscribeOn(chat, eventName, heard, { channel: CHANNELS.CHAT });
  }

  #subscribeOn(
    context: IContext | undefined,
    eventName: string,
    heard: Heard,
    of: { readonly channel?: string },
  ): void {
    const listeners = this.#listeners;
    const subscription = `${eventName} ${of.channel ?? ''}`;
    if (listeners === undefined || this.#subscribed.has(subscription)) return;
    try {
      if (context === undefined) throw notStarted();
      const request = this.#link.subscription<IMcaEventRequest>(eventName);
      if (CLASSIFIED.includes(eventName)) request.setAppClassification(this.#appClassification);
      const callback = (response: IEventResponse): unknown => {
        this.#trace?.('uef-event', eventName, eventPayload(response));
        return heard(response, listeners, of);
      };
      context.subscribe(request, callback);
      this.#subscribed.add(subscription);
    } catch (error) {
      listeners.degraded(`Fusion does not tell the toolbar about ${eventName}`, sentenceOf(error));
    }
  }
}

async function replyWith(response: unknown, outcome: Promise<CommandOutcome>): Promise<unknown> {
  return reply(response, await outcome.catch((error: unknown) => ({ ok: false, text: sentenceOf(error) }) as const));
}
