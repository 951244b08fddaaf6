/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * The entry object, the provider it resolves to, and the base shapes that every request, response and context shares.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type {
  IGlobalContext,
  IModalWindowContext,
  INotificationContext,
  IRecordContext,
  ISidePaneContext,
  ITabContext,
} from './contexts.js';
import type { IEngagementContext, IMultiChannelAdaptorContext } from './mca-contexts.js';

/**
 * The only member of the global `CX_SVC_UI_EVENTS_FRAMEWORK`. The version is typed as required but documented as
 * optional, so it is optional here.
 */
export interface IUiEventsFramework {
  initialize(applicationName: string, version?: string): Promise<IUiEventsFrameworkProvider>;
}

export interface IUiEventsFrameworkProvider {
  requestHelper: IRequestHelper;
  dispose(): void;
  getVersion(): string;
  getApplicationName(): string;
  getCurrentTabId(): Promise<string>;
  getActiveTabId(): Promise<string>;
  getAvailableRecords(tabId?: string): Promise<IRecordContext[]>;
  getActiveTab(): Promise<ITabContext>;
  getTabContext(browserTabId?: string, msiTabId?: string): Promise<ITabContext>;
  getCurrentBrowserTabContext(browserTabId?: string): Promise<ITabContext>;
  getAvailableTabs(): Promise<ITabContext[]>;
  getGlobalContext(): Promise<IGlobalContext>;
  getModalWindowContext(): Promise<IModalWindowContext>;
  getSidePaneContext(sidePaneId: string): Promise<ISidePaneContext>;
  getNotificationContext(notificationId: string): Promise<INotificationContext>;
  getMultiChannelAdaptorContext(): Promise<IMultiChannelAdaptorContext>;
  /** Seen on a live instance; the shape of its result is our assumption. */
  getActiveEngagements?(): Promise<IEngagementContext[]>;
}

export interface IRequestHelper {
  createSubscriptionRequest(eventName: string): IEventRequest;
  createPublishRequest(operationName: string): IOperationRequest;
}

/** A subscription stays active until it is disposed of. */
export interface ISubscriptionContext {
  dispose(): void;
}

/**
 * The vendor types a callback's result as void, while its controllable events want a promise. `unknown` takes both, and
 * the two declarations remain assignable to each other.
 */
export interface IContext {
  subscribe(request: IEventRequest, callback: (response: IEventResponse) => unknown): ISubscriptionContext;
  subscribeOnce(request: IEventRequest, callback: (response: IEventResponse) => unknown): ISubscriptionContext;
  publish(request: IOperationRequest): Promise<IOperationResponse>;
  dispose(): void;
  getSupportedEvents(): string[];
  getSupportedActions(): string[];
}

export interface IEventRequest {
  getEventName(): string;
}

export interface IOperationRequest {
  getOperationName(): string;
  setPropagateToTabs(propagate: boolean): void;
  isPropagateToTabsEnabled(): boolean;
}

export interface IExtensionResponse {
  getContext(): IObjectContext;
}

export interface IEventResponse extends IExtensionResponse {
  getEventName(): string;
}

export interface IOperationResponse extends IExtensionResponse {
  getOperationName(): string;
}

export interface ITabInfo {
  getTabId(): string;
  getMsiTabId(): string;
  getMsiSubTabId(): string;
}

export interface IObjectContext extends ITabInfo {
  getObjectType(): string;
  getObjectId(): string;
}

/** What a publish rejects with. */
export interface IErrorData {
  getStatus(): string;
  getMessage(): string;
  getErrorDetails(): any;
}

export interface IOperationSuccessData {
  getMessage(): string;
}
