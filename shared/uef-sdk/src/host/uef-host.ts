/**
 * The host half of the framework: what a mock Fusion runs to talk to the toolbar it frames.
 *
 * It carries messages and keeps no opinion about calls: offers, contact look-up, engagement panels and wrap-up are the
 * business of the mock behind `onAction`.
 */
import { CHANNEL_TYPE_OF, CHANNELS, EVENTS } from '../names.js';
import {
  HANDSHAKE_METHOD,
  parseToolbarMessage,
  recordOrEmpty,
  REGISTRATION,
  REPLY_METHODS,
  stringOrUndefined,
  WORKSPACE_METHOD,
  type ToolbarMessage,
} from '../wire.js';
import { toHostAction } from './host-action.js';
import { givenUp, PendingCommands } from './pending-commands.js';
import type {
  AgentCommand,
  CommandReply,
  DataUpdate,
  DesktopEvent,
  HostAnswer,
  HostSubscription,
  InteractionCommand,
  UefHostOptions,
} from './types.js';
import { DEFAULT_WORKSPACE } from './workspace.js';

const DEFAULT_COMMAND_TIMEOUT_MS = 10_000;
const OUTBOUND_ID = 'SVCMCA_CALL_ID';

export class UefHost {
  readonly #options: UefHostOptions;
  readonly #subscriptions = new Map<string, HostSubscription>();
  readonly #commands: PendingCommands;
  readonly #replyMethods = new Set(Object.values(REPLY_METHODS));
  readonly #onMessage = (event: MessageEvent): void => this.#receive(event);
  #pageId: string | undefined;

  constructor(options: UefHostOptions) {
    this.#options = options;
    this.#commands = new PendingCommands(
      options.setTimer ?? ((run, milliseconds) => setTimeout(run, milliseconds)),
      options.clearTimer ?? ((timer) => clearTimeout(timer as ReturnType<typeof setTimeout>)),
    );
  }

  /** Starts listening. Call it before the toolbar's frame is given its address: the toolbar asks only once. */
  start(): void {
    this.#options.listenOn.addEventListener('message', this.#onMessage);
  }

  /** Stops listening, forgets the toolbar's listeners and ends open commands as failed. */
  dispose(): void {
    this.#options.listenOn.removeEventListener('message', this.#onMessage);
    this.#forgetPage('disposed');
    this.#pageId = undefined;
  }

  /** Whether the toolbar listens for an event. Without a channel: on any. */
  isSubscribed(eventName: string, channel?: string): boolean {
    for (const subscription of this.#subscriptions.values()) {
      const sameChannel = channel === undefined || subscription.channel === channel;
      if (subscription.eventName === eventName && sameChannel) return true;
    }
    return false;
  }

  /**
   * Sends a call command and waits for the toolbar's promise. Never rejects: a toolbar that does not listen, does not
   * reply in time or goes away gives a failure, told apart by `settledBy`.
   */
  sendInteractionCommand(command: InteractionCommand): Promise<CommandReply> {
    return this.#sendCommand(EVENTS.onToolbarInteractionCommand, command.channel, {
      command: command.command,
      commandId: this.#options.newId(),
      eventId: command.eventId,
      slot: command.slot ?? '',
      inData: command.inData ?? {},
      target: '',
    });
  }

  /** Sends a command about the agent; the same rules as for call commands. */
  sendAgentCommand(command: AgentCommand): Promise<CommandReply> {
    return this.#sendCommand(EVENTS.onToolbarAgentCommand, command.channel, {
      command: command.command,
      eventId: '',
      inData: command.inData ?? {},
    });
  }

  /**
   * Click-to-dial. Returns the id of the outbound call, which is both the message's uuid and `SVCMCA_CALL_ID`, because
   * public toolbars take their event id from either. An id given in `outData` is kept.
   */
  sendOutgoingEvent(outData: Record<string, string>, channel: string = CHANNELS.PHONE): string {
    const uuid = outData[OUTBOUND_ID] ?? this.#options.newId();
    this.#sendEvent(EVENTS.onOutgoingEvent, channel, {
      uuid,
      outData: { ...outData, [OUTBOUND_ID]: uuid },
      origin: this.#options.origin,
      windowName: '',
    });
    return uuid;
  }

  /** Tells of a change on Fusion's side. The older library has `updateType` beside outData, the type file inside. */
  sendDataUpdated(update: DataUpdate): void {
    this.#sendEvent(EVENTS.onDataUpdated, update.channel ?? CHANNELS.PHONE, {
      eventId: update.eventId,
      updateType: update.updateType,
      outData: { ...update.outData, updateType: update.updateType },
      eventSource: 'fusion',
      result: 'success',
    });
  }

  /** An event outside the multichannel adaptor. Not sent when nobody listens. */
  sendDesktopEvent(event: DesktopEvent): void {
    if (!this.isSubscribed(event.eventName)) return;
    this.#post({
      method: event.eventName,
      uuid: this.#options.newId(),
      context: event.context,
      ...(event.contextId === undefined ? {} : { contextId: event.contextId }),
      outData: event.outData ?? {},
    });
  }

  #sendCommand(
    method: string,
    channel: string = CHANNELS.PHONE,
    payload: Record<string, unknown>,
  ): Promise<CommandReply> {
    if (!this.isSubscribed(method, channel)) return Promise.resolve(givenUp('not-subscribed'));
    const uuid = this.#options.newId();
    const reply = this.#commands.wait(uuid, this.#options.commandTimeoutMs ?? DEFAULT_COMMAND_TIMEOUT_MS);
    this.#sendEvent(method, channel, {
      ...payload,
      uuid,
      outData: {},
      result: '',
      resultDisplayString: '',
      timeStamp: this.#options.now(),
    });
    return reply;
  }

  #sendEvent(method: string, channel: string, payload: Record<string, unknown>): void {
    if (!this.isSubscribed(method, channel)) return;
    const channelType = CHANNEL_TYPE_OF[channel] ?? '';
    this.#post({ uuid: this.#options.newId(), ...payload, method, channel, channelType });
  }

  #receive(event: MessageEvent): void {
    const target = this.#options.target();
    if (target === null || event.source !== target || event.origin !== this.#options.origin) return;
    const message = parseToolbarMessage(event.data);
    // A toolbar whose URL had no parameters yet does not know its name.
    if (message === undefined || (message.toolbarName !== '' && message.toolbarName !== this.#options.toolbarName)) {
      return;
    }
    this.#log('in', message.method, stringOrUndefined(message.data.eventId), message);
    if (message.method === HANDSHAKE_METHOD) return this.#shakeHands(message);
    if (message.method === WORKSPACE_METHOD) return this.#describeWorkspace(message);
    if (this.#replyMethods.has(message.method)) return this.#takeReply(message);
    if (message.data.registration !== undefined) return this.#register(message);
    void this.#act(message);
  }

  #shakeHands(message: ToolbarMessage): void {
    const mode = this.#options.handshake ?? 'answer';
    if (mode === 'hang') return;
    if (mode === 'reject') {
      return this.#answer(message, {
        result: 'error',
        error: { status: 'BUILD_INFO_REFUSED', message: 'This desktop does not take the toolbar.' },
      });
    }
    // A second initialisation of one page keeps its listeners, as in a browser; a fresh page has none.
    const pageId = stringOrUndefined(message.data.pageId) ?? '';
    if (pageId !== this.#pageId) this.#forgetPage('reloaded');
    this.#pageId = pageId;
    this.#answer(message, { result: 'success', outData: { buildVersion: 'local' } });
    const applicationName = stringOrUndefined(message.data.applicationName) ?? '';
    this.#options.onHandshake?.({ applicationName, pageId });
  }

  #describeWorkspace(message: ToolbarMessage): void {
    const workspace = { ...DEFAULT_WORKSPACE, ...this.#options.workspace?.() };
    this.#answer(message, { result: 'success', outData: workspace });
  }

  #register(message: ToolbarMessage): void {
    const { registration, channel, appClassification, subscription: id } = message.data;
    if (registration === REGISTRATION.REMOVE) {
      if (typeof id === 'string') this.#subscriptions.delete(id);
      return;
    }
    const subscription: HostSubscription = {
      eventName: message.method,
      ...(typeof channel === 'string' ? { channel } : {}),
      ...(typeof appClassification === 'string' ? { appClassification } : {}),
    };
    if (this.#options.acceptSubscription?.(subscription) === false) return;
    this.#subscriptions.set(message.uuid, subscription);
  }

  #takeReply(message: ToolbarMessage): void {
    const { result, resultDisplayString, outData } = message.data;
    this.#commands.settle(message.uuid, {
      result: stringOrUndefined(result) ?? '',
      ...(typeof resultDisplayString === 'string' ? { resultDisplayString } : {}),
      outData: recordOrEmpty(outData),
      settledBy: 'reply',
    });
  }

  async #act(message: ToolbarMessage): Promise<void> {
    const answer = await this.#decide(message);
    if (answer !== undefined) this.#answer(message, answer);
  }

  async #decide(message: ToolbarMessage): Promise<HostAnswer | undefined> {
    try {
      return await this.#options.onAction(toHostAction(message));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { result: 'error', error: { status: 'HOST_FAILURE', message: text } };
    }
  }

  #answer(message: ToolbarMessage, answer: HostAnswer): void {
    const { eventId, channel, channelType } = message.data;
    const isAction = message.method !== HANDSHAKE_METHOD && message.method !== WORKSPACE_METHOD;
    this.#post({
      eventId,
      channel,
      channelType,
      eventSource: message.eventSource,
      outData: {},
      ...answer,
      method: message.method,
      uuid: message.uuid,
      ...(isAction && this.#options.responseShape === 'raw' ? { responseShape: 'raw' } : {}),
    });
  }

  #post(payload: Record<string, unknown> & { method: string }): void {
    const message = { ...payload, toolbarName: this.#options.toolbarName };
    this.#log('out', payload.method, stringOrUndefined(payload.eventId), message);
    this.#options.target()?.postMessage(JSON.stringify(message), this.#options.origin);
  }

  #forgetPage(because: 'reloaded' | 'disposed'): void {
    this.#subscriptions.clear();
    this.#commands.settleAll(givenUp(because));
  }

  #log(direction: 'in' | 'out', name: string, eventId: string | undefined, payload: unknown): void {
    this.#options.onTraffic?.({ direction, name, payload, ...(eventId === undefined ? {} : { eventId }) });
  }
}
