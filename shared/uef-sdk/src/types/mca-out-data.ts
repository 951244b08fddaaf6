/**
 * What Fusion answers about a contact: plain outData records and the objects with one getter per key.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */

/** `callDrection` is the vendor's spelling. */
export interface IMcaOutData {
  SVCMCA_EMAIL: string;
  SVCMCA_COMMUNICATION_DIRECTION: string;
  SVCMCA_CONTACT_NAME: string;
  channel: string;
  channelType: string;
  SVCMCA_DISPLAY_NAME: string;
  notificationType: string;
  lookupObject: string;
  SVCMCA_OFFER_TIMEOUT_SEC: string;
  SVCMCA_CONTACT_FIRST_NAME: string;
  SVCMCA_SR_ID: string;
  appClassification: string;
  callStatus: string;
  channelId: string;
  eventId: string;
  SVCMCA_CONTACT_PRIMARY_PHONE: string;
  SVCMCA_INTERACTION_REF_OBJ_TYPE: string;
  SVCMCA_SR_NUM: string;
  SVCMCA_WRAPUP_TIMEOUT: string;
  SVCMCA_CONTACT_LAST_NAME: string;
  phoneLineId: string;
  SVCMCA_CONTACT_NUMBER: string;
  callDrection: string;
  SVCMCA_CONTACT_ID: string;
  SVCMCA_ANI: string;
  SVCMCA_CONTACT_PRIM_ORG_NAME: string;
  SVCMCA_INTERACTION_REF_OBJ_ID: string;
  SVCMCA_CONTACT_ORG_ID: string;
  SVCMCA_INTERACTION_ID: string;
}

export interface IMcaStartCommEventOutData extends IMcaOutData {
  SVCMCA_CHANNEL_ID: string;
  SVCMCA_UI_TYPE_CD: string;
  SVCMCA_SR_TITLE: string;
  SVCMCA_WRAPUP_ID: string;
}

export interface IMcaCloseCommEventOutData extends IMcaOutData {
  SVCMCA_CHANNEL_ID: string;
  SVCMCA_UI_TYPE_CD: string;
  SVCMCA_SR_TITLE: string;
  SVCMCA_WRAPUP_ID: string;
  WrapupStartTime: string;
}

export interface IMcaOutDataResponse {
  getSVCMCA_COMMUNICATION_DIRECTION(): string;
  getSVCMCA_CONTACT_NAME(): string;
  getSVCMCA_EMAIL(): string;
  getChannel(): string;
  getChannelType(): string;
  getSVCMCA_DISPLAY_NAME(): string;
  getNotificationType(): string;
  getLookupObject(): string;
  getSVCMCA_OFFER_TIMEOUT_SEC(): string;
  getSVCMCA_CONTACT_FIRST_NAME(): string;
  getSVCMCA_SR_ID(): string;
  getAppClassification(): string;
  getCallStatus(): string;
  getChannelId(): string;
  getEventId(): string;
  getSVCMCA_CONTACT_PRIMARY_PHONE(): string;
  getSVCMCA_INTERACTION_REF_OBJ_TYPE(): string;
  getSVCMCA_SR_NUM(): string;
  getSVCMCA_WRAPUP_TIMEOUT(): string;
  getSVCMCA_CONTACT_LAST_NAME(): string;
  getPhoneLineId(): string;
  getSVCMCA_CONTACT_NUMBER(): string;
  getCallDirection(): string;
  getSVCMCA_CONTACT_ID(): string;
  getSVCMCA_ANI(): string;
  getSVCMCA_CONTACT_PRIM_ORG_NAME(): string;
  getSVCMCA_INTERACTION_REF_OBJ_ID(): string;
  getSVCMCA_CONTACT_ORG_ID(): string;
  getSVCMCA_INTERACTION_ID(): string;
  getValueByAttribute(attribute: string): string;
}

export interface IMcaStartCommEventOutDataResponse extends IMcaOutDataResponse {
  getSVCMCA_CHANNEL_ID(): string;
  getSVCMCA_UI_TYPE_CD(): string;
  getSVCMCA_SR_TITLE(): string;
  getSVCMCA_WRAPUP_ID(): string;
}

export interface IMcaCloseCommEventOutDataResponse extends IMcaOutDataResponse {
  getSVCMCA_CHANNEL_ID(): string;
  getSVCMCA_UI_TYPE_CD(): string;
  getSVCMCA_SR_TITLE(): string;
  getSVCMCA_WRAPUP_ID(): string;
  getWrapupStartTime(): string;
}
