/** Objects with one getter per outData key: which getter reads which key. */
import type {
  IMcaCloseCommEventOutDataResponse,
  IMcaOnDataUpdatedOutDataResponse,
  IMcaOnOutgoingEventOutDataResponse,
  IMcaOutDataResponse,
  IMcaStartCommEventOutDataResponse,
} from '../types/index.js';
import { gettersOf, readText, type AccessorTable, type Getters } from './accessors.js';

type KeysOf<Data> = Readonly<Record<Exclude<keyof Data, 'getValueByAttribute'>, string | readonly string[]>>;

const NEW_COMM: KeysOf<IMcaOutDataResponse> = {
  getSVCMCA_COMMUNICATION_DIRECTION: 'SVCMCA_COMMUNICATION_DIRECTION',
  getSVCMCA_CONTACT_NAME: 'SVCMCA_CONTACT_NAME',
  getSVCMCA_EMAIL: 'SVCMCA_EMAIL',
  getSVCMCA_DISPLAY_NAME: 'SVCMCA_DISPLAY_NAME',
  getSVCMCA_OFFER_TIMEOUT_SEC: 'SVCMCA_OFFER_TIMEOUT_SEC',
  getSVCMCA_CONTACT_FIRST_NAME: 'SVCMCA_CONTACT_FIRST_NAME',
  getSVCMCA_CONTACT_LAST_NAME: 'SVCMCA_CONTACT_LAST_NAME',
  getSVCMCA_CONTACT_ID: 'SVCMCA_CONTACT_ID',
  getSVCMCA_CONTACT_NUMBER: 'SVCMCA_CONTACT_NUMBER',
  getSVCMCA_CONTACT_PRIMARY_PHONE: 'SVCMCA_CONTACT_PRIMARY_PHONE',
  getSVCMCA_CONTACT_PRIM_ORG_NAME: 'SVCMCA_CONTACT_PRIM_ORG_NAME',
  getSVCMCA_CONTACT_ORG_ID: 'SVCMCA_CONTACT_ORG_ID',
  getSVCMCA_SR_ID: 'SVCMCA_SR_ID',
  getSVCMCA_SR_NUM: 'SVCMCA_SR_NUM',
  getSVCMCA_WRAPUP_TIMEOUT: 'SVCMCA_WRAPUP_TIMEOUT',
  getSVCMCA_ANI: 'SVCMCA_ANI',
  getSVCMCA_INTERACTION_ID: 'SVCMCA_INTERACTION_ID',
  getSVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVCMCA_INTERACTION_REF_OBJ_TYPE',
  getSVCMCA_INTERACTION_REF_OBJ_ID: 'SVCMCA_INTERACTION_REF_OBJ_ID',
  getChannel: 'channel',
  getChannelType: 'channelType',
  getChannelId: 'channelId',
  getNotificationType: 'notificationType',
  getLookupObject: 'lookupObject',
  getAppClassification: 'appClassification',
  getCallStatus: 'callStatus',
  getEventId: 'eventId',
  getPhoneLineId: 'phoneLineId',
  // The declared record spells the key without its first i; what a toolbar sent is echoed with it.
  getCallDirection: ['callDrection', 'callDirection'],
};

const START_COMM: KeysOf<IMcaStartCommEventOutDataResponse> = {
  ...NEW_COMM,
  getSVCMCA_CHANNEL_ID: 'SVCMCA_CHANNEL_ID',
  getSVCMCA_UI_TYPE_CD: 'SVCMCA_UI_TYPE_CD',
  getSVCMCA_SR_TITLE: 'SVCMCA_SR_TITLE',
  getSVCMCA_WRAPUP_ID: 'SVCMCA_WRAPUP_ID',
};

const CLOSE_COMM: KeysOf<IMcaCloseCommEventOutDataResponse> = {
  ...START_COMM,
  getWrapupStartTime: 'WrapupStartTime',
};

const OUTGOING: KeysOf<IMcaOnOutgoingEventOutDataResponse> = {
  getSVCMCA_ANI: 'SVCMCA_ANI',
  getSVCMCA_DISPLAY_NAME: 'SVCMCA_DISPLAY_NAME',
  getSVCMCA_COMMUNICATION_DIRECTION: 'SVCMCA_COMMUNICATION_DIRECTION',
  getSVCMCA_CALL_ID: 'SVCMCA_CALL_ID',
  getSVCMCA_CONTACT_ID: 'SVCMCA_CONTACT_ID',
  getSVCMCA_CONTACT_JOB_TITLE: 'SVCMCA_CONTACT_JOB_TITLE',
  getSVCMCA_INTERACTION_REF_OBJ_ID: 'SVCMCA_INTERACTION_REF_OBJ_ID',
  getSVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVCMCA_INTERACTION_REF_OBJ_TYPE',
  getSVCMCA_ORG_ID: 'SVCMCA_ORG_ID',
};

const DATA_UPDATED: KeysOf<IMcaOnDataUpdatedOutDataResponse> = { getUpdateType: 'updateType' };

/** Getter tables by the action or event whose outData they read. */
export const OUT_DATA_GETTERS = {
  newCommEvent: NEW_COMM,
  startCommEvent: START_COMM,
  closeCommEvent: CLOSE_COMM,
  onOutgoingEvent: OUTGOING,
  onDataUpdated: DATA_UPDATED,
} as const;

/** A getter per row, and `getValueByAttribute` for every other key. */
export function readOutData<Table extends AccessorTable>(
  table: Table,
  outData: Readonly<Record<string, unknown>>,
): Getters<Table> & { getValueByAttribute(attribute: string): string } {
  return { ...gettersOf(table, outData), getValueByAttribute: (attribute: string) => readText(outData, attribute) };
}
