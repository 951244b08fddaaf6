/**
 * Answers to newCommEvent, startCommEvent and closeCommEvent.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IOperationResponse } from './framework.js';
import type { IEngagementContext, McaChannels } from './mca-contexts.js';
import type {
  IMcaCloseCommEventOutData,
  IMcaCloseCommEventOutDataResponse,
  IMcaOutData,
  IMcaOutDataResponse,
  IMcaStartCommEventOutData,
  IMcaStartCommEventOutDataResponse,
} from './mca-out-data.js';

export interface IMcaNewComActionResponse extends IOperationResponse {
  getResponseData(): IMcaNewComActionData;
}

export interface IMcaStartComActionResponse extends IOperationResponse {
  getResponseData(): IMcaStartComActionData;
}

export interface IMcaCloseComActionResponse extends IOperationResponse {
  getResponseData(): IMcaCloseComActionData;
}

export interface IMcaNewComActionData {
  getData(): IMcaNewComEventActionData;
  getOutputData(): IMcaOutDataResponse;
  getOutData(): IMcaOutData;
}

export interface IMcaStartComActionData {
  getData(): IMcaStartComEventActionData;
  getOutData(): IMcaStartCommEventOutData;
  getEngagementContext(): IEngagementContext;
  getOutputData(): IMcaStartCommEventOutDataResponse;
}

export interface IMcaCloseComActionData {
  getData(): IMcaCloseComEventActionData;
  getOutData(): IMcaCloseCommEventOutData;
  getOutputData(): IMcaCloseCommEventOutDataResponse;
  /** Newer builds. */
  getEngagementContext?(): IEngagementContext;
}

export interface IMcaComEventActionData {
  channelId: string;
  channelType: string;
  engagementId: string;
  eventId: string;
  eventSource: string;
  interactionId: string;
  method: string;
  result: string;
  toolbarName: string;
  uuid: string;
  channel: McaChannels;
}

export interface IMcaNewComEventActionData extends IMcaComEventActionData {
  outData: IMcaOutData;
}

export interface IMcaStartComEventActionData extends IMcaComEventActionData {
  outData: IMcaStartCommEventOutData;
  screenPopMode: string;
  wrapupId: string;
}

export interface IMcaCloseComEventActionData extends IMcaComEventActionData {
  outData: IMcaCloseCommEventOutData;
  wrapupId: string;
}
