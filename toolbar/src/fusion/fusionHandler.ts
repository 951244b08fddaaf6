import {
  AGENT_STATES,
  CHANNELS,
  CONFIG_TYPES,
  EVENTS,
  FEATURES,
  OPERATIONS,
  TOKENS,
  type IEventResponse,
  type IMcaAgentStateEventActionRequest,
  type IMcaCloseCommEventActionRequest,
  type IMcaDisableFeatureActionRequest,
  type IMcaEventRequest,
  type IMcaGetConfigurationActionRequest,
  type IMcaNewCommEventActionRequest,
  type IMcaOutboundCommErrorActionRequest,
  type IMcaReadyForOperationActionRequest,
  type IMcaStartCommEventActionRequest,
  type IOperationRequest,
  type IPhoneContext,
  type IRequestHelper,
  type IUiEventsFrameworkProvider,
} from '@oracle/uef-sdk';
import type { Clock } from '../state/clock.js';
import { HopError, sentenceOf } from '../state/failure.js';
import type { CloseReason } from './close-reasons.js';
import { readConfiguration } from './configuration.js';
import type { FusionListeners } from './fusion-listeners.js';
import { Publisher } from './publisher.js';
import { UefError } from './uef-error.js';
import type { LibraryLoader } from './uef-library.js';
import {
  answerPayload,
  engagementPayload,
  eventPayload,
  failureText,
  isSuccess,
  outDataOf,
  reply,
  saysFailure,
  text,
  type CommandOutcome,
  type Payload,
} from './uef-response.js';
import { within } from './within.js';

export interface FusionSettings {
  /** Names us in Fusion's traces. */
  readonly applicationName: string;
  readonly appClassification: string;
  readonly uefTimeoutMs: number;
  readonly library: LibraryLoader;
  readonly clock: Clock;
}

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

/** Subscriptions that throw without an application classification. */
const CLASSIFIED: readonly string[] = [EVENTS.onOutgoingEvent, EVENTS.onDataUpdated];

/** Fusion's side of the phone: its contexts, with everything wrapped that can go wrong in talking to them. */
export class FusionHandler {
  readonly #settings: FusionSettings;
  readonly #publisher: Publisher;
  readonly #subscribed = new Set<string>();
  #listeners: FusionListeners | undefined;
  #starting: Promise<void> | undefined;
  #provider: IUiEventsFrameworkProvider | undefined;
  #helper: IRequestHelper | undefined;
  #phone: IPhoneContext | undefined;
  #agentId: string | undefined;

  constructor(settings: FusionSettings) {
    this.#settings = settings;
    this.#publisher = new Publisher(settings.clock, settings.uefTimeoutMs);
  }

  /** Who is signed in to Fusion; `undefined` until Fusion said so. */
  get agentId(): string | undefined {
    return this.#agentId;
  }

  listen(listeners: FusionListeners): void {
    this.#listeners = listeners;
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

  /** `loggedIn`: signed in at the switch, but not taking calls. */
  makeAgentUnavailable(loggedIn: boolean, why = 'Unavailable'): Promise<void> {
    return this.#agentState(false, loggedIn, why);
  }

  showIncomingCallNotificationInFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    return this.#newComm(eventId, inData);
  }

  showOutgoingCallInFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    return this.#newComm(eventId, inData);
  }

  notifyCallAcceptedToFusion(eventId: string, inData: Payload): Promise<CommAnswer> {
    const request = this.#request<IMcaStartCommEventActionRequest>(OPERATIONS.startCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request);
  }

  notifyCallDisconnectedToFusion(eventId: string, reason: CloseReason, inData: Payload): Promise<CommAnswer> {
    const request = this.#request<IMcaCloseCommEventActionRequest>(OPERATIONS.closeCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    request.setReason(reason);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request);
  }

  /**
   * A contact that Fusion has started already, perhaps for a page that was loaded again since. Only newer builds tell;
   * the others are as good as one that knows nothing.
   */
  async startedContact(eventId: string): Promise<CommAnswer | undefined> {
    const { clock, uefTimeoutMs } = this.#settings;
    const asked = this.#provider?.getActiveEngagements?.() ?? Promise.resolve([]);
    const overdue = (): Error => UefError.unanswered('getActiveEngagements', uefTimeoutMs, asked);
    const engagements = await within(clock, 'fusion.engagements', uefTimeoutMs, asked, overdue);
    const payload = engagements.map(engagementPayload).find((known) => text(known.eventId) === eventId);
    return payload === undefined ? undefined : { eventId, outData: outDataOf(undefined, payload) };
  }

  /** `commUuid` is the id of the click in Fusion. */
  async reportOutboundFailure(commUuid: string, errorCode: string, message: string): Promise<void> {
    const request = this.#request<IMcaOutboundCommErrorActionRequest>(OPERATIONS.outboundCommError);
    request.setCommUuid(commUuid);
    request.setErrorCode(errorCode);
    request.setErrorMsg(message);
    await this.#publish(request, accepted(OPERATIONS.outboundCommError));
  }

  subscribeToToolbarInteractionCommandsFromFusion(): void {
    this.#subscribe(EVENTS.onToolbarInteractionCommand, (response, listeners) => {
      const { command, eventId } = eventPayload(response);
      return replyWith(response, listeners.interactionCommand({ command: text(command), eventId: text(eventId) }));
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
    this.#subscribe(EVENTS.onDataUpdated, (response, listeners) => {
      const payload = eventPayload(response);
      const outData = outDataOf(response, payload);
      // The older library had the type beside outData, the newer one has it inside.
      const updateType = text(outData.updateType) || text(payload.updateType);
      listeners.dataUpdated({ eventId: text(payload.eventId), updateType, outData });
    });
  }

  async #start(): Promise<void> {
    // A second set of contexts would have to be listened to as well, and Fusion would be heard twice.
    if (this.#phone === undefined) await this.#openContexts();
    this.subscribeToToolbarInteractionCommandsFromFusion();
    this.subscribeToSupportedFeatures();
    this.subscribeToOutgoingCallsFromFusion();
    this.subscribeToDataUpdatesFromFusion();
    await this.#configure();
    const ready = this.#request<IMcaReadyForOperationActionRequest>(OPERATIONS.readyForOperation);
    ready.setReadiness(true);
    await this.#publish(ready, notRefused(OPERATIONS.readyForOperation));
  }

  async #openContexts(): Promise<void> {
    const { applicationName, library, clock, uefTimeoutMs } = this.#settings;
    const overdue = (): Error =>
      new HopError(
        'fusion',
        `Fusion did not answer within ${uefTimeoutMs / 1000} seconds. Is this page inside Fusion?`,
        true,
      );
    const framework = await library();
    const open = async (): Promise<void> => {
      const provider = await framework.initialize(applicationName, 'v1');
      const adaptor = await provider.getMultiChannelAdaptorContext();
      this.#phone = (await adaptor.getCommunicationChannelContext(CHANNELS.PHONE)) as IPhoneContext;
      this.#helper = provider.requestHelper;
      this.#provider = provider;
    };
    await within(clock, 'fusion.initialize', uefTimeoutMs, open().catch(refuseStart), overdue);
  }

  async #configure(): Promise<void> {
    const question = this.#request<IMcaGetConfigurationActionRequest>(OPERATIONS.getConfiguration);
    question.setConfigType(CONFIG_TYPES.TOOLBAR);
    const read = notRefused(OPERATIONS.getConfiguration);
    const { agentId, features } = await this.#publish(question, (response) => {
      read(response);
      return readConfiguration(response);
    });
    this.#agentId = agentId === '' ? undefined : agentId;
    const lacking = features.filter((feature) => !ABILITIES.includes(feature));
    if (lacking.length === 0) return;
    const request = this.#request<IMcaDisableFeatureActionRequest>(OPERATIONS.disableFeature);
    request.setFeatures(lacking);
    // Fusion then offers buttons that do nothing here: a nuisance, and no reason to take no calls.
    await this.#publish(request, notRefused(OPERATIONS.disableFeature)).catch((error: unknown) =>
      this.#listeners?.degraded('Fusion may show buttons that this toolbar does not support', sentenceOf(error)),
    );
  }

  async #agentState(isAvailable: boolean, isLoggedIn: boolean, words: string): Promise<void> {
    const request = this.#request<IMcaAgentStateEventActionRequest>(OPERATIONS.agentStateEvent);
    request.setEventId('1');
    request.setIsAvailable(isAvailable);
    request.setIsLoggedIn(isLoggedIn);
    request.setState(isAvailable ? AGENT_STATES.AVAILABLE : AGENT_STATES.UNAVAILABLE);
    request.setStateDisplayString(words);
    request.setReason(null);
    request.setReasonDisplayString(words);
    request.setInData({ phoneLineId: '1' });
    await this.#publish(request, accepted(OPERATIONS.agentStateEvent));
  }

  #newComm(eventId: string, inData: Payload): Promise<CommAnswer> {
    const request = this.#request<IMcaNewCommEventActionRequest>(OPERATIONS.newCommEvent);
    request.setAppClassification(this.#settings.appClassification);
    request.setEventId(eventId);
    fill(request.getInData(), inData);
    return this.#publishComm(eventId, request);
  }

  #publishComm(eventId: string, request: IOperationRequest): Promise<CommAnswer> {
    const check = notRefused(request.getOperationName());
    return this.#publish(request, (response) => {
      check(response);
      const payload = answerPayload(response);
      return { eventId: text(payload.eventId) || eventId, outData: outDataOf(response, payload) };
    });
  }

  async #publish<T>(request: IOperationRequest, read: (response: unknown) => T): Promise<T> {
    if (this.#phone === undefined) throw notStarted();
    return this.#publisher.publish(this.#phone, request, read);
  }

  #request<Request extends IOperationRequest>(operation: string): Request {
    if (this.#helper === undefined) throw notStarted();
    return this.#helper.createPublishRequest(operation) as Request;
  }

  /** Each on its own: one event that cannot be listened to must not take the others with it. */
  #subscribe(eventName: string, heard: (response: unknown, listeners: FusionListeners) => unknown): void {
    const listeners = this.#listeners;
    if (listeners === undefined || this.#subscribed.has(eventName)) return;
    try {
      if (this.#helper === undefined || this.#phone === undefined) throw notStarted();
      const request = this.#helper.createSubscriptionRequest(eventName) as IMcaEventRequest;
      if (CLASSIFIED.includes(eventName)) request.setAppClassification(this.#settings.appClassification);
      const callback = (response: IEventResponse): unknown => heard(response, listeners);
      this.#phone.subscribe(request, callback);
      this.#subscribed.add(eventName);
    } catch (error) {
      listeners.degraded(`Fusion does not tell the toolbar about ${eventName}`, sentenceOf(error));
    }
  }
}

async function replyWith(response: unknown, outcome: Promise<CommandOutcome>): Promise<unknown> {
  return reply(response, await outcome.catch((error: unknown) => ({ ok: false, text: sentenceOf(error) }) as const));
}

function fill(builder: { setInDataValueByAttribute(key: string, value: unknown): void }, inData: Payload): void {
  for (const [key, value] of Object.entries(inData))
    if (value !== undefined) builder.setInDataValueByAttribute(key, value);
}

/** For operations whose answer has `isSuccess()`: nothing less will do. */
function accepted(operation: string): (response: unknown) => void {
  return (response) => {
    const payload = answerPayload(response);
    if (!isSuccess(response, payload)) throw UefError.refused(operation, failureText(response, payload));
  };
}

function notRefused(operation: string): (response: unknown) => void {
  return (response) => {
    const payload = answerPayload(response);
    if (saysFailure(payload)) throw UefError.refused(operation, failureText(response, payload));
  };
}

function refuseStart(error: unknown): never {
  throw new HopError('fusion', `Fusion refused the toolbar: ${sentenceOf(error)}`, true);
}

function notStarted(): HopError {
  return new HopError('fusion', 'The toolbar is not connected to Fusion.', true);
}
