/**
 * Events of the multichannel adaptor: data changes, click-to-dial, and the engagement notification.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { ITabContext } from './contexts.js';
import type { IEventRequest, IEventResponse } from './framework.js';
import type { McaChannels } from './mca-contexts.js';

/** `onOutgoingEvent` and `onDataUpdated` cannot be subscribed to without a classification. */
export interface IMcaEventRequest extends IEventRequest {
  setAppClassification(appClassification: string): void;
}

export interface IMcaEventData {
  channel: string;
  channelType: string;
  method: string;
  toolbarName: string;
  uuid: string;
}

/** Engagement notification; the name of its event is not known. */
export interface IMcaEventResponse extends IEventResponse {
  getResponseData(): IMcaEventResponseData;
}

export interface IMcaEventResponseData {
  getEngagementId(): string;
  getEngagementType(): McaChannels;
  getAssociatedTabContext(): Promise<ITabContext>;
}

export interface IMcaOnDataUpdatedEventResponse extends IEventResponse {
  getResponseData(): IMcaOnDataUpdatedData;
}

export interface IMcaOnDataUpdatedData {
  getData(): IMcaOnDataUpdatedEventData;
  getOutData(): IMcaOnDataUpdatedOutData;
  getEventId(): string;
  getOutputData(): IMcaOnDataUpdatedOutDataResponse;
}

export interface IMcaOnDataUpdatedOutDataResponse {
  getUpdateType(): string;
}

export interface IMcaOnDataUpdatedOutData {
  updateType: string;
}

export interface IMcaOnDataUpdatedEventData extends IMcaEventData {
  outData: IMcaOnDataUpdatedOutData;
  eventId: string;
  eventSource: string;
  result: string;
}

/** The lower-case "on" is the vendor's spelling. */
export interface IMcaonOutgoingEventResponse extends IEventResponse {
  getResponseData(): IMcaOnOutgoingEventData;
}

export interface IMcaOnOutgoingEventData {
  getData(): IMcaOnOutgoingEventPayloadData;
  getOutData(): IMcaOnOutgoingEventOutData;
  getOutputData(): IMcaOnOutgoingEventOutDataResponse;
}

export interface IMcaOnOutgoingEventPayloadData extends IMcaEventData {
  outData: IMcaOnOutgoingEventOutData;
  origin: string;
  windowName: string;
}

export interface IMcaOnOutgoingEventOutData {
  SVCMCA_ANI: string;
  SVCMCA_DISPLAY_NAME: string;
  SVCMCA_COMMUNICATION_DIRECTION: string;
  SVCMCA_CALL_ID: string;
  SVCMCA_CONTACT_ID: string;
  SVCMCA_CONTACT_JOB_TITLE: string;
  SVCMCA_INTERACTION_REF_OBJ_ID: string;
  SVCMCA_INTERACTION_REF_OBJ_TYPE: string;
  SVCMCA_ORG_ID: string;
}

export interface IMcaOnOutgoingEventOutDataResponse {
  getSVCMCA_ANI(): string;
  getSVCMCA_DISPLAY_NAME(): string;
  getSVCMCA_COMMUNICATION_DIRECTION(): string;
  getSVCMCA_CALL_ID(): string;
  getSVCMCA_CONTACT_ID(): string;
  getSVCMCA_CONTACT_JOB_TITLE(): string;
  getSVCMCA_INTERACTION_REF_OBJ_ID(): string;
  getSVCMCA_INTERACTION_REF_OBJ_TYPE(): string;
  getSVCMCA_ORG_ID(): string;
}
