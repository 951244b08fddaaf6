/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Services of the desktop: agent information, service connections, custom events.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IEventRequest, IEventResponse, IOperationRequest, IOperationResponse } from './framework.js';

export interface IGetAgentInfoResponse extends IOperationResponse {
  getFirstName(): string;
  getLastName(): string;
  getEmailAddress(): string;
  getUserName(): string;
  getPartyId(): string;
}

export interface ICustomEventRequest extends IOperationRequest {
  setCustomEventName(customEventName: string): void;
  setEventPayload(eventPayload: any): void;
}

export interface ICustomEventResponse extends IOperationResponse {
  getResponseData(): ICustomEventResponseData;
}

export interface ICustomEventResponseData {
  getData(): any;
  getCustomEventName(): string;
}

export interface ICustomEventSubscriptionRequest extends IEventRequest {
  setCustomEventName(customEventName: string): void;
}

export interface ICustomEventSubscriptionResponse extends IEventResponse {
  getResponseData(): ICustomEventSubscriptionResponseData;
}

export interface ICustomEventSubscriptionResponseData {
  getData(): any;
  getCustomEventName(): string;
}

export interface IServiceConnectionRequest extends IOperationRequest {
  setServiceConnectionId(serviceConnectionId: string): void;
  setParameters(parameters: any): void;
  setBody(body: any): void;
}

export interface IServiceConnectionResponse extends IOperationResponse {
  getResponseData(): IServiceConnectionResponseData;
}

export interface IServiceConnectionResponseData {
  getBody(): any;
  getStatus(): IServiceConnectionStatus;
}

export interface IServiceConnectionStatus {
  getStatusCode(): string;
  getStatusText(): string;
}
