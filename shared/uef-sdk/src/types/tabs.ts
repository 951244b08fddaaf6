/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Tabs: open, change, close, focus, and popping a page of the application.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { ITabContext } from './contexts.js';
import type { IEventResponse, IOperationRequest, IOperationResponse, ITabInfo } from './framework.js';

export interface ITabCloseEventResponse extends IEventResponse {
  getResponseData(): ITabInfo;
  getType(): string;
}

export interface ITabCloseOperationResponse extends IOperationResponse {
  getResponseData(): ITabInfo;
  getType(): string;
}

export interface ITabEventResponse extends IEventResponse {
  getResponseData(): ITabContext;
  getType(): string;
}

export interface ITabChangeEventResponse extends IEventResponse {
  getResponseData(): ITabChangeResponse;
  getType(): string;
}

export interface ITabChangeResponse {
  getCurrentTab(): ITabContext;
  getPreviousTab(): ITabContext;
}

export interface IFocusTabResponseData extends IOperationResponse {
  getResponseData(): ITabChangeResponse;
}

/** Not an operation request in the vendor's file either. */
export interface IPopFlowUrlRequest {
  setUrl(url: string): void;
}

export interface IPopFlowRequest extends IOperationRequest {
  setOpenPageInNewBrowserTab(openPageInNewBrowserTab: boolean): void;
  setInputParameters(inputParameters: any): void;
}

export interface IPopFlowInAppRequest extends IPopFlowRequest {
  setRecordType(recordType: string): void;
  setRecordId(recordId: string): void;
}

export interface IPopFlowAppUIRequest extends IPopFlowRequest {
  setApplicationUIName(applicationUIName: string): void;
  setPage(page: string): void;
  setFlow(flow: string): void;
}

export interface IPopFlowGenericRequest extends IPopFlowRequest {
  setFlow(flow: string): void;
  setPage(page: string): void;
}

export interface IPopFlowResponse extends IOperationResponse {
  getResponseData(): ITabContext;
}
