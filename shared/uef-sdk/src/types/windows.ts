/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Side panes, notifications, modal and popup windows.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IEventResponse, IOperationRequest, IOperationResponse, IOperationSuccessData } from './framework.js';

export interface ISidePaneActionResponse extends IOperationResponse {
  getResponseData(): IOperationSuccessData;
}

export interface ISidePaneCloseEventResponse extends IEventResponse {
  getResponseData(): ISidePaneCloseData;
}

export interface ISidePaneCloseData {
  getId(): string;
}

export interface IUpdateSidePaneRequest extends IOperationRequest {
  setVisibility(visibility: boolean): void;
  setSectionId(sectionId: string): void;
  setIcon(icon: string): void;
}

export interface ISidePaneOpenEventResponse extends IEventResponse {
  getResponseData(): ISidePaneData;
}

export interface ISidePaneData {
  getActiveSectionId(): string;
  getId(): string;
}

export interface INotificationActionPayload {
  id: string;
  name: string;
}

export interface IShowNotificationRequest extends IOperationRequest {
  setIcon(icon: string): void;
  setTitle(title: string): void;
  setClosable(closable: boolean): void;
  setAutoTimeout(autoTimeout: number): void;
  setType(type: string): void;
  setSummary(summary: string): void;
  setActions(actions: INotificationActionPayload[]): void;
}

export interface INotificationActionEventResponse extends IEventResponse {
  getResponseData(): INotificationActionData;
}

export interface INotificationActionData {
  getActionId(): string;
  getActionName(): string;
  getNotificationId(): string;
}

export interface INotificationCloseActionEventResponse extends IEventResponse {
  getResponseData(): INotificationCloseActionData;
}

export interface INotificationCloseActionData {
  getNotificationId(): string;
  getReason(): string;
}

export interface INotificationOperationResponse extends IOperationResponse {
  getResponseData(): INotificationOperationResponseData;
}

export interface INotificationOperationResponseData {
  getNotificationId(): string;
}

export interface IOpenModalWindowRequest extends IOperationRequest {
  setURL(url: string): void;
  setId(id: string): void;
  setTitle(title: string): void;
  setClosable(closable: boolean): void;
  setStyle(style: any): void;
}

export interface ICloseModalWindowRequest extends IOperationRequest {
  setId(id: string): void;
}

export interface IModalWindowOperationResponse extends IOperationResponse {
  getResponseData(): IModalWindowOperationResponseData;
}

export interface IModalWindowOperationResponseData {
  getId(): string;
}

export interface IOpenPopupWindowRequest extends IOperationRequest {
  setURL(url: string): void;
  setId(id: string): void;
  setTitle(title: string): void;
  setClosable(closable: boolean): void;
  setStyle(style: any): void;
}

export interface IClosePopupWindowRequest extends IOperationRequest {
  setId(id: string): void;
}

export interface IPopupWindowOperationResponse extends IOperationResponse {
  getResponseData(): IPopupWindowOperationResponseData;
}

export interface IPopupWindowOperationResponseData {
  getId(): any;
}
