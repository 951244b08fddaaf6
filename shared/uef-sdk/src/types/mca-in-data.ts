/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * What a toolbar tells about a contact: plain inData records and the builders that write them.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */

export interface IMcaInData {
  eventId: string;
  callStatus: string;
  callDirection: string;
  appClassification: string;
  notificationType: string;
  lookupObject: string;
  callSource: string;
  callDestination: string;
  channelType: string;
  comPanelMsg1: string;
  comPanelMsg2: string;
  comPanelQName1: string;
  comPanelQName2: string;
  comPanelQName3: string;
  averageWaitTime: string;
  numberOfCalls: string;
  agentMsg2ComPanel: string;
  phoneLineId: string;
  chatTestMode: string;
  SVCMCA_ANI?: string;
  SVCMCA_OFFER_TIMEOUT_SEC?: string;
  channel: string;
  SVCMCA_SR_NUM?: string;
  SVCMCA_COMMUNICATION_DIRECTION: string;
  SVCMCA_WRAPUP_TIMEOUT?: string;
}

export interface IMcaStartCommInData extends IMcaInData {
  SVCMCA_EMAIL: string;
  SVCMCA_CONTACT_NAME: string;
  channel: string;
  SVCMCA_DISPLAY_NAME: string;
  SVCMCA_CONTACT_FIRST_NAME: string;
  SVCMCA_SR_ID: string;
  channelId: string;
  SVCMCA_CONTACT_PRIMARY_PHONE: string;
  SVCMCA_INTERACTION_REF_OBJ_TYPE: string;
  SVCMCA_CONTACT_LAST_NAME: string;
  SVCMCA_CONTACT_NUMBER: string;
  SVCMCA_CONTACT_ID: string;
  SVCMCA_CONTACT_PRIM_ORG_NAME: string;
  SVCMCA_INTERACTION_REF_OBJ_ID: string;
  SVCMCA_CONTACT_ORG_ID: string;
  SVCMCA_INTERACTION_ID: string;
}

export interface IMcaCloseCommInData extends IMcaInData {
  SVCMCA_EMAIL: string;
  SVCMCA_CONTACT_NAME: string;
  channel: string;
  SVCMCA_DISPLAY_NAME: string;
  SVCMCA_CONTACT_FIRST_NAME: string;
  SVCMCA_SR_ID: string;
  channelId: string;
  SVCMCA_CONTACT_PRIMARY_PHONE: string;
  SVCMCA_INTERACTION_REF_OBJ_TYPE: string;
  SVCMCA_CONTACT_LAST_NAME: string;
  SVCMCA_CONTACT_NUMBER: string;
  SVCMCA_CONTACT_ID: string;
  SVCMCA_CONTACT_PRIM_ORG_NAME: string;
  SVCMCA_INTERACTION_REF_OBJ_ID: string;
  SVCMCA_CONTACT_ORG_ID: string;
  SVCMCA_INTERACTION_ID: string;
  SVCMCA_CHANNEL_ID: string;
  SVCMCA_UI_TYPE_CD: string;
  SVCMCA_SR_TITLE: string;
  SVCMCA_WRAPUP_ID: string;
}

/** Builder over the inData of one request; real toolbars mostly use `setInDataValueByAttribute`. */
export interface IMcaInDataRequest {
  setCallDestination(callDestination: string): void;
  setCallDirection(callDirection: string): void;
  setAppClassification(appClassification: string): void;
  setNotificationType(notificationType: string): void;
  setLookupObject(lookupObject: string): void;
  setCallSource(callSource: string): void;
  setCallStatus(callStatus: string): void;
  setChannelType(channelType: string): void;
  setComPanelMsg1(comPanelMsg1: string): void;
  setComPanelMsg2(comPanelMsg2: string): void;
  setComPanelQName1(comPanelQName1: string): void;
  setComPanelQName2(comPanelQName2: string): void;
  setComPanelQName3(comPanelQName3: string): void;
  setAverageWaitTime(averageWaitTime: string): void;
  setNumberOfCalls(numberOfCalls: string): void;
  setAgentMsg2ComPanel(agentMsg2ComPanel: string): void;
  setPhoneLineId(phoneLineId: string): void;
  setChatTestMode(chatTestMode: string): void;
  setSVCMCA_ANI(value: string): void;
  setSVCMCA_WRAPUP_TIMEOUT(value: string): void;
  setSVCMCA_OFFER_TIMEOUT_SEC(value: string): void;
  setSVCMCA_COMMUNICATION_DIRECTION(value: string): void;
  setSVCMCA_SR_NUM(value: string): void;
  setChannel(channel: string): void;
  setInDataValueByAttribute(attribute: string, value: any): void;
}

export interface IMcaStartCommInDataRequest extends IMcaInDataRequest {
  setSVCMCA_EMAIL(value: string): void;
  setSVCMCA_CONTACT_NAME(value: string): void;
  setChannel(channel: string): void;
  setSVCMCA_DISPLAY_NAME(value: string): void;
  setSVCMCA_CONTACT_FIRST_NAME(value: string): void;
  setSVCMCA_SR_ID(value: string): void;
  setChannelId(channelId: string): void;
  setSVCMCA_CONTACT_PRIMARY_PHONE(value: string): void;
  setSVCMCA_INTERACTION_REF_OBJ_TYPE(value: string): void;
  setSVCMCA_CONTACT_LAST_NAME(value: string): void;
  setSVCMCA_CONTACT_NUMBER(value: string): void;
  setSVCMCA_CONTACT_ID(value: string): void;
  setSVCMCA_CONTACT_PRIM_ORG_NAME(value: string): void;
  setSVCMCA_INTERACTION_REF_OBJ_ID(value: string): void;
  setSVCMCA_CONTACT_ORG_ID(value: string): void;
  setSVCMCA_INTERACTION_ID(value: string): void;
}

export interface IMcaCloseCommInDataRequest extends IMcaInDataRequest {
  setSVCMCA_EMAIL(value: string): void;
  setSVCMCA_CONTACT_NAME(value: string): void;
  setChannel(channel: string): void;
  setSVCMCA_DISPLAY_NAME(value: string): void;
  setSVCMCA_CONTACT_FIRST_NAME(value: string): void;
  setSVCMCA_SR_ID(value: string): void;
  setChannelId(channelId: string): void;
  setSVCMCA_CONTACT_PRIMARY_PHONE(value: string): void;
  setSVCMCA_INTERACTION_REF_OBJ_TYPE(value: string): void;
  setSVCMCA_CONTACT_LAST_NAME(value: string): void;
  setSVCMCA_CONTACT_NUMBER(value: string): void;
  setSVCMCA_CONTACT_ID(value: string): void;
  setSVCMCA_CONTACT_PRIM_ORG_NAME(value: string): void;
  setSVCMCA_INTERACTION_REF_OBJ_ID(value: string): void;
  setSVCMCA_CONTACT_ORG_ID(value: string): void;
  setSVCMCA_INTERACTION_ID(value: string): void;
  setSVCMCA_UI_TYPE_CD(value: string): void;
  setSVCMCA_CHANNEL_ID(value: string): void;
  setSVCMCA_SR_TITLE(value: string): void;
  setSVCMCA_WRAPUP_ID(value: string): void;
}
