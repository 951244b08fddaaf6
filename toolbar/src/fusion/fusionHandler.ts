import {
  AGENT_STATES,
  CHANNELS,
  CONFIG_TYPES,
  FEATURES,
  OPERATIONS,
  type IEngagementContext,
  type IMcaAgentStateEventActionRequest,
  type IMcaCloseCommEventActionRequest,
  type IMcaDisableFeatureActionRequest,
  type IMcaGetConfigurationActionRequest,
  type IMcaNewCommEventActionRequest,
  type IMcaOutboundCommErrorActionRequest,
  type IMcaReadyForOperationActionRequest,
  type IMcaStartCommEventActionRequest,
  type IOperationRequest,
  type IRecordContext,
  type ISetToolbarPropertiesActionRequest,
} from '@oracle/uef-sdk';
import { sentenceOf } from '../state/failure.js';
import { sentence } from '../state/sentence.js';
import type { CloseReason } from './close-reasons.js';
import { readConfiguration } from './configuration.js';
import type { FusionListeners } from './fusion-listeners.js';
import { FusionLink, type FusionSettings } from './fusion-link.js';
import { FusionSubscriptions } from './fusion-subscriptions.js';
import { accepted, fill, notRefused } from './requests.js';
import { answerPayload, engagementOf, engagementPayload, outDataOf, text, type Payload } from './uef-response.js';

/** What Fusion answers about a contact. */
export interface CommAnswer {
  readonly eventId: string;
  readonly outData: Payload;
}

/** What this toolbar can do; everything else that Fusion lists is switched off there. */
const ABILITIES: readonly string[] = [
  FEATURES.INBOUND_CALL,
  FEATURES.OUTBOUND_CALL,
  FEATURES.TRANSFER_CALL,
  FEATURES.CONFERENCE_CALL,
];

/** Fusion's side of the phone: its contexts, with everything wrapped that can go wrong in talking to them. */
export class FusionHandler {
  /** For whoever talks with another context than that of a channel. */
  readonly link: FusionLink;
  readonly #settings: FusionSettings;
  readonly #subscriptions: FusionSubscriptions;
  /** By Fusion's id of the contact. */
  readonly #engagements = new Map<string, IEngagementContext>();
  #listeners: FusionListeners | undefined;
  #starting: Promise<void> | undefined;
  #agentId: string | undefined;

  constructor(settings: FusionSettings) {
    this.#settings = settings;
    this.link = new FusionLink(settings);
    this.#subscriptions = new FusionSubscriptions(this.link, settings.appClassification, settings.trace);
  }

  /** Who is signed in to Fusion; `undefined` until Fusion said so. */
  get agentId(): string | undefined {
    return this.#agentId;
  }

  /** Whether the tenant has a channel for chats. Known once Fusion was found. */
  get takesChats(): boolean {
    return this.link.chat !== undefined;
  }

  /** Of the library that Fusion brought; empty before it did. */
  get libraryVersion(): string {
    return this.link.phone?.getVersion() ?? '';
  }

  listen(listeners: FusionListeners): void {
    this.#listeners = listeners;
    this.#subscriptions.listen(listeners);
  }

  /** Once: calls after the first wait for the same start, and only a failed start is tried again. */
  initialize(): Promise<void> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  makeAgentAvailable(): Promise<void> {
    return this.#agentState(true, true, 'Available');
  }

  /** `loggedIn`: signed in at the switch, but not taking calls. `code`: of the reason that `why` says in words. */
  makeAgentUnavailable(loggedIn: boolean, why = 'Unavailable', code?: string): Promise<void> {
    return this.#agentState(false, loggedIn, why, code);
  }

  /** `inData.channel` says on which channel; likewise below. */
  showIncomingCallNotificationInFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    return this.#newComm(eventId, inData);
  }

  showOutgoingCallInFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    return this.#newComm(eventId, inData);
  }

  notifyCallAcceptedToFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    const request = this.link.request<IMcaStartCommEventActionRequest>(OPERATIONS.startCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request, inData);
  }

  notifyCallDisconnectedToFusion(eventId: string, reason: CloseReason, inData: Payload): Promise<CommAnswer> {
    const request = this.link.request<IMcaCloseCommEventActionRequest>(OPERATIONS.closeCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    request.setReason(reason);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request, inData);
  }

  /**
   * A contact that Fusion has started already, perhaps for a page that was loaded again since. Only newer builds tell;
   * the others are as good as one that knows nothing.
   */
  async startedContact(eventId: string): Promise<CommAnswer | undefined> {
    const engagement = await this.#activeEngagement(eventId);
    return engagement && { eventId, outData: outDataOf(undefined, engagementPayload(engagement)) };
  }

  /**
   * Where a conversation's transcript goes, and the way to its wrap-up; `undefined` where Fusion gives none away.
   * @throws UefError
   */
  async engagementOf(eventId: string): Promise<IEngagementContext | undefined> {
    return this.#engagements.get(eventId) ?? this.#activeEngagement(eventId);
  }

  /** @throws UefError */
  async wrapUpOf(eventId: string): Promise<IRecordContext | undefined> {
    const engagement = await this.engagementOf(eventId);
    return this.link.soon('getWrapupContext', engagement?.getWrapupContext?.() ?? Promise.resolve(undefined));
  }

  forgetEngagement(eventId: string): void {
    this.#engagements.delete(eventId);
  }

  /** `commUuid` is the id of the click in Fusion. */
  async reportOutboundFailure(commUuid: string, errorCode: string, message: string): Promise<void> {
    const request = this.link.request<IMcaOutboundCommErrorActionRequest>(OPERATIONS.outboundCommError);
    request.setCommUuid(commUuid);
    request.setErrorCode(errorCode);
    request.setErrorMsg(message);
    await this.link.publish(request, accepted(OPERATIONS.outboundCommError));
  }

  async #start(): Promise<void> {
    await this.link.open();
    const subscriptions = this.#subscriptions;
    subscriptions.subscribeToToolbarInteractionCommandsFromFusion();
    subscriptions.subscribeToSupportedFeatures();
    subscriptions.subscribeToOutgoingCallsFromFusion();
    subscriptions.subscribeToDataUpdatesFromFusion();
    await this.#configure();
    const ready = this.link.request<IMcaReadyForOperationActionRequest>(OPERATIONS.readyForOperation);
    ready.setReadiness(true);
    await this.link.publish(ready, notRefused(OPERATIONS.readyForOperation));
    void this.#askForSize();
  }

  /** A toolbar of another size than it wants works all the same. */
  async #askForSize(): Promise<void> {
    const { width, height } = this.#settings.toolbarSize ?? {};
    const toolbar = this.link.phone?.getToolbarContext?.();
    if (toolbar === undefined || (width ?? height) === undefined) return;
    const request = this.link.request<ISetToolbarPropertiesActionRequest>(OPERATIONS.SetToolbarProperties);
    if (width !== undefined) request.setWidth(width);
    if (height !== undefined) request.setHeight(height);
    await this.link
      .publishOn(toolbar, request, () => undefined)
      .catch((error: unknown) =>
        this.#listeners?.degraded('Fusion did not give the toolbar the size that it asked for', sentenceOf(error)),
      );
  }

  async #configure(): Promise<void> {
    const question = this.link.request<IMcaGetConfigurationActionRequest>(OPERATIONS.getConfiguration);
    question.setConfigType(CONFIG_TYPES.TOOLBAR);
    const read = notRefused(OPERATIONS.getConfiguration);
    const { agentId, features } = await this.link.publish(question, (response) => {
      read(response);
      return readConfiguration(response);
    });
    this.#agentId = agentId === '' ? undefined : agentId;
    const lacking = features.filter(
      (feature) => !ABILITIES.includes(feature) && !(this.takesChats && feature === FEATURES.INBOUND_CHAT),
    );
    if (lacking.length === 0) return;
    const request = this.link.request<IMcaDisableFeatureActionRequest>(OPERATIONS.disableFeature);
    request.setFeatures(lacking);
    // Fusion then offers buttons that do nothing here: a nuisance, and no reason to take no calls.
    await this.link
      .publish(request, notRefused(OPERATIONS.disableFeature))
      .catch((error: unknown) =>
        this.#listeners?.degraded(
          sentence('Fusion may show buttons that this toolbar does not support'),
          sentenceOf(error),
        ),
      );
  }

  async #agentState(isAvailable: boolean, isLoggedIn: boolean, words: string, code?: string): Promise<void> {
    const request = this.link.request<IMcaAgentStateEventActionRequest>(OPERATIONS.agentStateEvent);
    request.setEventId('1');
    request.setIsAvailable(isAvailable);
    request.setIsLoggedIn(isLoggedIn);
    request.setState(isAvailable ? AGENT_STATES.AVAILABLE : AGENT_STATES.UNAVAILABLE);
    request.setStateDisplayString(words);
    request.setReason(code ?? null);
    request.setReasonDisplayString(words);
    request.setInData({ phoneLineId: '1' });
    await this.link.publish(request, accepted(OPERATIONS.agentStateEvent));
    if (this.link.chat === undefined) return;
    // [A] Each channel has a state of its own; that of the phone is the one that the agent relies on.
    await this.link
      .publish(request, notRefused(OPERATIONS.agentStateEvent), this.link.chat)
      .catch((error: unknown) =>
        this.#listeners?.degraded('Fusion does not show whether you take chats', sentenceOf(error)),
      );
  }

  #newComm(eventId: string, inData: Payload): Promise<CommAnswer> {
    const request = this.link.request<IMcaNewCommEventActionRequest>(OPERATIONS.newCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request, inData);
  }

  #publishComm(eventId: string, request: IOperationRequest, { channel }: Payload): Promise<CommAnswer> {
    const check = notRefused(request.getOperationName());
    const read = (response: unknown): CommAnswer => {
      check(response);
      const payload = answerPayload(response);
      const id = text(payload.eventId) || eventId;
      const engagement = engagementOf(response);
      if (engagement !== undefined) this.#engagements.set(id, engagement);
      return { eventId: id, outData: outDataOf(response, payload) };
    };
    return this.link.publish(request, read, channel === CHANNELS.CHAT ? this.link.chat : this.link.phone);
  }

  async #activeEngagement(eventId: string): Promise<IEngagementContext | undefined> {
    const engagements = await this.link.activeEngagements();
    return engagements.find((engagement) => text(engagementPayload(engagement).eventId) === eventId);
  }
}
