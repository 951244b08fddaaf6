/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Answers to getConfiguration, disableFeature, readyForOperation, agentStateEvent, outboundCommError and SetToolbarProperties.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IOperationResponse } from './framework.js';

/** What getConfiguration may be asked for. `ALL` leaves the token out; `FA_TOKEN` must be asked for by name. */
export type IMCAGetConfigurationConfigTypes = 'TOOLBAR' | 'TOKENS' | 'PAGES' | 'LOOKUP_OBJECTS' | 'ALL' | 'FA_TOKEN';

export interface IMcaGetConfigurationActionResponse extends IOperationResponse {
  getResponseData(): IMcaGetConfigurationActionResponseData;
}

export interface IMcaGetConfigurationActionResponseData {
  getData(): IMCAGetConfigurationResponsePayload;
  getConfiguration(): IMCAGetConfiguration;
  isSuccess(): boolean;
  getError(): any;
}

export interface IMCAGetConfigurationResponsePayload {
  outData: Record<string, any>;
  method: any;
  configuration: IMCAConfiguration;
  result: string;
  toolbarName: string;
  uuid: string;
  error: any;
}

/** `features` is one comma-separated string here and a list behind the getter. */
export interface IMCAConfiguration {
  faTrustToken: string;
  agentId: string;
  agentPartyId: string;
  features: string;
  companionPanelUrl: string;
  companionPanelTitle: string;
}

export interface IMCAGetConfiguration {
  getAgentId(): string;
  getAgentPartyId(): string;
  getFeatures(): string[];
  getCompanionPanelUrl(): string;
  getCompanionPanelTitle(): string;
  getFaTrustToken(): string;
}

export interface IMcaDisableFeatureActionResponse extends IOperationResponse {
  getResponseData(): IMcaDisableFeatureActionResponseData;
}

export interface IMcaDisableFeatureActionResponseData {
  getData(): any;
}

export interface IMcaReadyForOperationActionResponse extends IOperationResponse {
  getResponseData(): IMcaReadyForOperationActionResponseData;
}

export interface IMcaReadyForOperationActionResponseData {
  getData(): any;
}

export interface IMcaAgentStateEventActionResponse extends IOperationResponse {
  getResponseData(): IMcaAgentStateEventActionResponseData;
}

export interface IMcaAgentStateEventActionResponseData {
  getData(): any;
  isSuccess(): boolean;
  getError(): any;
}

export interface IMCAAgentStateEventResponsePayload {
  method: string;
  result: string;
  toolbarName: string;
  uuid: string;
  error: any;
}

/** The capital B is the vendor's spelling; the request has none. */
export interface IMcaOutBoundCommErrorActionResponse extends IOperationResponse {
  getResponseData(): IMcaOutBoundCommErrorActionResponseData;
}

export interface IMcaOutBoundCommErrorActionResponseData {
  getData(): IMCAOutBoundCommErrorResponsePayload;
  isSuccess(): boolean;
  getError(): string;
}

export interface IMCAOutBoundCommErrorResponsePayload {
  result: string;
  error: string;
}

export interface ISetToolbarPropertiesActionResponse extends IOperationResponse {
  getResponseData(): ISetToolbarPropertiesActionResponseData;
}

export interface ISetToolbarPropertiesActionResponseData {
  isSuccess(): boolean;
}
