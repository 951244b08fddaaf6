/** Builders over the inData of a request: which setter writes which key. */
import type { IMcaCloseCommInDataRequest, IMcaInDataRequest, IMcaStartCommInDataRequest } from '../types/index.js';
import { settersOf } from './accessors.js';

/** Every setter of a builder but the one that takes any key. A row that is missing does not compile. */
type KeysOf<Builder> = Readonly<Record<Exclude<keyof Builder, 'setInDataValueByAttribute'>, string>>;

const NEW_COMM: KeysOf<IMcaInDataRequest> = {
  setSVCMCA_ANI: 'SVCMCA_ANI',
  setSVCMCA_COMMUNICATION_DIRECTION: 'SVCMCA_COMMUNICATION_DIRECTION',
  setSVCMCA_SR_NUM: 'SVCMCA_SR_NUM',
  setSVCMCA_OFFER_TIMEOUT_SEC: 'SVCMCA_OFFER_TIMEOUT_SEC',
  setSVCMCA_WRAPUP_TIMEOUT: 'SVCMCA_WRAPUP_TIMEOUT',
  setChannel: 'channel',
  setChannelType: 'channelType',
  setPhoneLineId: 'phoneLineId',
  setNumberOfCalls: 'numberOfCalls',
  setComPanelMsg1: 'comPanelMsg1',
  setComPanelMsg2: 'comPanelMsg2',
  setComPanelQName1: 'comPanelQName1',
  setComPanelQName2: 'comPanelQName2',
  setComPanelQName3: 'comPanelQName3',
  setAgentMsg2ComPanel: 'agentMsg2ComPanel',
  setCallStatus: 'callStatus',
  setCallDirection: 'callDirection',
  setCallSource: 'callSource',
  setCallDestination: 'callDestination',
  setNotificationType: 'notificationType',
  setLookupObject: 'lookupObject',
  setAppClassification: 'appClassification',
  setAverageWaitTime: 'averageWaitTime',
  setChatTestMode: 'chatTestMode',
};

const START_COMM: KeysOf<IMcaStartCommInDataRequest> = {
  ...NEW_COMM,
  setSVCMCA_EMAIL: 'SVCMCA_EMAIL',
  setSVCMCA_CONTACT_NAME: 'SVCMCA_CONTACT_NAME',
  setSVCMCA_DISPLAY_NAME: 'SVCMCA_DISPLAY_NAME',
  setSVCMCA_CONTACT_FIRST_NAME: 'SVCMCA_CONTACT_FIRST_NAME',
  setSVCMCA_CONTACT_LAST_NAME: 'SVCMCA_CONTACT_LAST_NAME',
  setSVCMCA_CONTACT_ID: 'SVCMCA_CONTACT_ID',
  setSVCMCA_CONTACT_NUMBER: 'SVCMCA_CONTACT_NUMBER',
  setSVCMCA_CONTACT_PRIMARY_PHONE: 'SVCMCA_CONTACT_PRIMARY_PHONE',
  setSVCMCA_CONTACT_ORG_ID: 'SVCMCA_CONTACT_ORG_ID',
  setSVCMCA_CONTACT_PRIM_ORG_NAME: 'SVCMCA_CONTACT_PRIM_ORG_NAME',
  setSVCMCA_SR_ID: 'SVCMCA_SR_ID',
  setSVCMCA_INTERACTION_ID: 'SVCMCA_INTERACTION_ID',
  setSVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVCMCA_INTERACTION_REF_OBJ_TYPE',
  setSVCMCA_INTERACTION_REF_OBJ_ID: 'SVCMCA_INTERACTION_REF_OBJ_ID',
  setChannelId: 'channelId',
};

const CLOSE_COMM: KeysOf<IMcaCloseCommInDataRequest> = {
  ...START_COMM,
  setSVCMCA_UI_TYPE_CD: 'SVCMCA_UI_TYPE_CD',
  setSVCMCA_CHANNEL_ID: 'SVCMCA_CHANNEL_ID',
  setSVCMCA_SR_TITLE: 'SVCMCA_SR_TITLE',
  setSVCMCA_WRAPUP_ID: 'SVCMCA_WRAPUP_ID',
};

/** Setter tables by the operation whose request has the builder. */
export const IN_DATA_SETTERS = {
  newCommEvent: NEW_COMM,
  startCommEvent: START_COMM,
  closeCommEvent: CLOSE_COMM,
} as const;

/** An empty inData. It has no prototype, so that any key a caller invents is only a key. */
export function emptyInData(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** A builder over `inData`; every builder of one request writes to the same record (observed). */
export function createInDataBuilder(
  operation: keyof typeof IN_DATA_SETTERS,
  inData: Record<string, unknown>,
): IMcaInDataRequest {
  const write = (key: string, value: unknown): void => {
    inData[key] = value;
  };
  return { ...settersOf(IN_DATA_SETTERS[operation], write), setInDataValueByAttribute: write };
}
