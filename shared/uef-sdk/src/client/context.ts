/** What every context can do: subscribe, publish, and give both up again. */
import { DESKTOP_EVENTS, EVENTS, OPERATIONS } from '../names.js';
import type {
  IContext,
  IEventRequest,
  IEventResponse,
  IObjectContext,
  IOperationRequest,
  IOperationResponse,
  ISubscriptionContext,
} from '../types/index.js';
import { recordOrEmpty, REGISTRATION, type HostMessage } from '../wire.js';
import { ABILITIES, type ContextKind } from './abilities.js';
import { deliver } from './event-delivery.js';
import { buildOperationResponse } from './operation-response.js';
import { contentOf } from './requests.js';
import type { Session } from './session.js';
import { disposed, ERROR_STATUS, UefError } from './uef-error.js';

/** Where a context stands: what its messages carry, and which events are meant for it. */
export interface ContextScope {
  readonly kind: ContextKind;
  /** Id of the thing it stands for: a record's, a notification's, an engagement's; empty where there is none. */
  readonly id: string;
  readonly tabId: string;
  /** Fields that every message of this context carries, such as the channel. */
  readonly address: Readonly<Record<string, string>>;
}

/** Wire methods by request string; an unknown request string is its own method. */
const METHODS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(OPERATIONS).map(([method, request]) => [request, method]),
);

const MCA_NAMES: ReadonlySet<string> = new Set([...Object.values(OPERATIONS), ...Object.values(EVENTS)]);

/** Without a classification the vendor's library throws from `subscribe` itself (observed for onOutgoingEvent). */
const NEEDS_CLASSIFICATION: ReadonlySet<string> = new Set([EVENTS.onOutgoingEvent, EVENTS.onDataUpdated]);
const CLASSIFICATION_MISSING = 'App Classification missing in payload';

type Callback = (response: IEventResponse) => unknown;

export class UefContext implements IContext {
  protected readonly session: Session;
  protected readonly scope: ContextScope;
  readonly #subscriptions = new Set<ISubscriptionContext>();
  #disposed = false;

  constructor(session: Session, scope: ContextScope) {
    this.session = session;
    this.scope = scope;
  }

  /**
   * Calls back for every event until the subscription is disposed of. Throws at once, and subscribes to nothing, when
   * the request lacks a classification that it needs or when the event never occurs on this kind of context.
   */
  subscribe(request: IEventRequest, callback: Callback): ISubscriptionContext {
    return this.#attach(request, callback, false);
  }

  /** As `subscribe`, for one event only. */
  subscribeOnce(request: IEventRequest, callback: Callback): ISubscriptionContext {
    return this.#attach(request, callback, true);
  }

  /**
   * Resolves with the answer, or rejects with an `IErrorData`. May stay open for ever: a tenant that drops an action
   * never answers it.
   */
  async publish(request: IOperationRequest): Promise<IOperationResponse> {
    this.#requireAlive();
    const operationName = request.getOperationName();
    this.#requireAbility(operationName, ABILITIES[this.scope.kind].actions, ERROR_STATUS.UNSUPPORTED_ACTION);
    const answer = await this.session.link.ask(METHODS[operationName] ?? operationName, {
      ...this.scope.address,
      ...contentOf(request),
      ...(request.isPropagateToTabsEnabled() ? { propagateToTabs: true } : {}),
    });
    return buildOperationResponse({
      operationName,
      answer,
      context: this.objectContext(),
      contexts: this.session.contexts,
    });
  }

  /** Ends the subscriptions made through this context; publishing on it rejects from now on. */
  dispose(): void {
    this.#disposed = true;
    for (const subscription of [...this.#subscriptions]) subscription.dispose();
  }

  getSupportedEvents(): string[] {
    return [...ABILITIES[this.scope.kind].events];
  }

  getSupportedActions(): string[] {
    return [...ABILITIES[this.scope.kind].actions];
  }

  /** The object that responses on this context name as theirs. */
  protected objectContext(): IObjectContext {
    const { kind, id, tabId } = this.scope;
    return {
      getObjectType: () => kind,
      getObjectId: () => id,
      getTabId: () => tabId,
      getMsiTabId: () => '',
      getMsiSubTabId: () => '',
    };
  }

  #attach(request: IEventRequest, callback: Callback, once: boolean): ISubscriptionContext {
    this.#requireAlive();
    const { link, environment, contexts, subscriptions } = this.session;
    const eventName = request.getEventName();
    const content = contentOf(request);
    this.#requireAbility(eventName, ABILITIES[this.scope.kind].events, ERROR_STATUS.UNSUPPORTED_EVENT);
    if (NEEDS_CLASSIFICATION.has(eventName) && !content.appClassification) {
      throw new UefError(ERROR_STATUS.APP_CLASSIFICATION_MISSING, CLASSIFICATION_MISSING);
    }

    const id = link.newId();
    const address = { ...this.scope.address, ...content };
    const stopListening = link.listen((message) => {
      if (message.method !== eventName || !this.#concerns(message) || !isAskedFor(message, content.fields)) return;
      if (once) subscription.dispose();
      void deliver({ eventName, message, callback, context: this.objectContext(), contexts, link, environment });
    });
    const subscription: ISubscriptionContext = {
      dispose: () => {
        if (!this.#subscriptions.delete(subscription)) return;
        subscriptions.delete(subscription);
        stopListening();
        link.tell(eventName, { registration: REGISTRATION.REMOVE, subscription: id }, link.newId());
      },
    };
    this.#subscriptions.add(subscription);
    subscriptions.add(subscription);
    link.tell(eventName, { ...address, registration: REGISTRATION.ADD }, id);
    return subscription;
  }

  /** Channel events name their channel, the others the context they happened on. */
  #concerns(message: HostMessage): boolean {
    const { channel } = this.scope.address;
    if (this.scope.kind === 'channel') return message.channel === undefined || message.channel === channel;
    const contextId = message.contextId;
    return message.context === this.scope.kind && (contextId === undefined || contextId === this.scope.id);
  }

  /** Strings we do not know pass: a newer host may know them. A known one in the wrong place is a mistake (assumption). */
  #requireAbility(name: string, abilities: readonly string[], status: string): void {
    if (!MCA_NAMES.has(name) || abilities.includes(name)) return;
    throw new UefError(status, `${name} does not exist on a context of the kind ${this.scope.kind}.`);
  }

  #requireAlive(): void {
    if (this.#disposed || this.session.link.closed) throw disposed();
  }
}

/** A change of a field is told to those who asked for that field. */
function isAskedFor({ method, outData }: HostMessage, fields: unknown): boolean {
  if (method !== DESKTOP_EVENTS.fieldValueChange || !Array.isArray(fields)) return true;
  return fields.includes(recordOrEmpty(outData).fieldName);
}
