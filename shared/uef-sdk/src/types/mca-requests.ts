/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Requests for the actions that a toolbar publishes.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IOperationRequest } from './framework.js';
import type { IMCAGetConfigurationConfigTypes } from './mca-configuration.js';
import type {
  IMcaCloseCommInData,
  IMcaInData,
  IMcaInDataRequest,
  IMcaStartCommInData,
  IMcaStartCommInDataRequest,
} from './mca-in-data.js';

export interface IMcaActionRequest extends IOperationRequest {
  setAppClassification(appClassification: string): void;
  setEventId(eventId: string): void;
}

export interface IMcaNewCommEventActionRequest extends IMcaActionRequest {
  setLookupObject(lookupObject: string): void;
  setInputData(inData: IMcaInData): void;
  getInData(): IMcaInDataRequest;
}

export interface IMcaStartCommEventActionRequest extends IMcaActionRequest {
  setInputData(inData: IMcaStartCommInData): void;
  getInData(): IMcaStartCommInDataRequest;
}

export interface IMcaCloseCommEventActionRequest extends IMcaActionRequest {
  setReason(reason: string): void;
  setInputData(inData: IMcaCloseCommInData): void;
  getInData(): IMcaInDataRequest;
}

export interface IMcaGetConfigurationActionRequest extends IOperationRequest {
  setConfigType(configType: IMCAGetConfigurationConfigTypes): void;
}

export interface IMcaDisableFeatureActionRequest extends IOperationRequest {
  setFeatures(features: string[]): void;
}

export interface IMcaReadyForOperationActionRequest extends IOperationRequest {
  setReadiness(readiness: boolean): void;
}

/** Has no application classification, unlike the requests about a contact. */
export interface IMcaAgentStateEventActionRequest extends IOperationRequest {
  setEventId(eventId: string): void;
  setIsAvailable(isAvailable: boolean): void;
  setIsLoggedIn(isLoggedIn: boolean): void;
  setState(state: string): void;
  setStateDisplayString(stateDisplayString: string): void;
  setReason(reason: string | null): void;
  setReasonDisplayString(reasonDisplayString: string): void;
  setInData(inData: Record<string, any>): void;
}

export interface IMcaOutboundCommErrorActionRequest extends IOperationRequest {
  setCommUuid(commUuid: string): void;
  setErrorCode(errorCode: string): void;
  setErrorMsg(errorMsg: string): void;
}

/** Newer builds; documentation only. `setTime` takes epoch milliseconds. */
export interface IMcaFeedLiveTranscriptActionRequest extends IOperationRequest {
  setMessage(message: string): void;
  setMessageId(messageId: string): void;
  setRole(role: string): void;
  setState(state: string): void;
  setTime(time: number): void;
}

/** Newer builds; documentation only. */
export interface IMcaFeedSystemMessageActionRequest extends IMcaActionRequest {
  setMessageId(messageId: string): void;
  setType(type: string): void;
  setTime(time: number): void;
  setUserId(userId: string): void;
  setUsername(username: string): void;
}

/** Newer builds; documentation only. Both figures are CSS pixels. */
export interface ISetToolbarPropertiesActionRequest extends IOperationRequest {
  setHeight(height: number): void;
  setWidth(width: number): void;
}
