/** What `getResponseData()` gives, by request string. */
import { ANSWER_RESULTS, DESKTOP_OPERATIONS, OPERATIONS } from '../names.js';
import type {
  IFieldValueCollection,
  IMCAGetConfiguration,
  IMcaCloseComActionData,
  IMcaGetConfigurationActionResponseData,
  IMcaNewComActionData,
  IMcaStartComActionData,
  INotificationOperationResponseData,
  IOnAfterExtensionContext,
  IOperationSuccessData,
  IServiceConnectionResponseData,
  ITabContext,
  ITabInfo,
} from '../types/index.js';
import { recordOrEmpty, type HostMessage } from '../wire.js';
import { gettersOf, readText } from './accessors.js';
import { asDeclared, savedRecordFrom, tabInfoFrom } from './declared.js';
import { OUT_DATA_GETTERS, readOutData } from './out-data.js';
import type { ContextSource } from './session.js';

interface Answered {
  readonly answer: HostMessage;
  readonly contexts: ContextSource;
}

function outDataOf(answer: HostMessage): Record<string, unknown> {
  return recordOrEmpty(answer.outData);
}

/** The accessors of actions that are only done or not; also what an unknown action answers. */
export function statusOf({ answer }: Answered) {
  return {
    getData: () => answer,
    getOutData: () => outDataOf(answer),
    isSuccess: () => answer.result === ANSWER_RESULTS.SUCCESS,
    getError: () => answer.error,
  };
}

/** Accessors for the configuration; `features` is one comma-separated text in the answer and a list here. */
function configurationOf(answered: Answered): IMcaGetConfigurationActionResponseData {
  const configuration = recordOrEmpty(answered.answer.configuration);
  const getters = gettersOf(
    {
      getAgentId: 'agentId',
      getAgentPartyId: 'agentPartyId',
      getCompanionPanelUrl: 'companionPanelUrl',
      getCompanionPanelTitle: 'companionPanelTitle',
      getFaTrustToken: 'faTrustToken',
    },
    configuration,
  );
  const access: IMCAGetConfiguration = { ...getters, getFeatures: () => featureList(configuration.features) };
  return {
    ...statusOf(answered),
    getData: () => asDeclared(answered.answer),
    getConfiguration: () => access,
  };
}

function featureList(features: unknown): string[] {
  const listed: unknown[] = typeof features === 'string' ? features.split(',') : [features].flat();
  return listed
    .filter((feature) => typeof feature === 'string')
    .map((feature) => feature.trim())
    .filter((feature) => feature !== '');
}

function newComm({ answer }: Answered): IMcaNewComActionData {
  return {
    getData: () => asDeclared(answer),
    getOutData: () => asDeclared(outDataOf(answer)),
    getOutputData: () => readOutData(OUT_DATA_GETTERS.newCommEvent, outDataOf(answer)),
  };
}

function startComm({ answer, contexts }: Answered): IMcaStartComActionData {
  return {
    getData: () => asDeclared(answer),
    getOutData: () => asDeclared(outDataOf(answer)),
    getOutputData: () => readOutData(OUT_DATA_GETTERS.startCommEvent, outDataOf(answer)),
    getEngagementContext: () => contexts.engagement(answer),
  };
}

function closeComm({ answer, contexts }: Answered): Required<IMcaCloseComActionData> {
  return {
    getData: () => asDeclared(answer),
    getOutData: () => asDeclared(outDataOf(answer)),
    getOutputData: () => readOutData(OUT_DATA_GETTERS.closeCommEvent, outDataOf(answer)),
    getEngagementContext: () => contexts.engagement(answer),
  };
}

/** A field that the answer does not have reads as an empty text (assumption). */
function fieldValues({ answer }: Answered): IFieldValueCollection {
  const fields = outDataOf(answer);
  return {
    getField: (fieldName) => ({ getFieldName: () => fieldName, getValue: () => readText(fields, fieldName) }),
  };
}

function message({ answer }: Answered): IOperationSuccessData {
  return gettersOf({ getMessage: 'message' }, outDataOf(answer));
}

function savedRecord({ answer }: Answered): IOnAfterExtensionContext {
  return savedRecordFrom(outDataOf(answer));
}

function serviceConnection({ answer }: Answered): IServiceConnectionResponseData {
  const { body, status } = outDataOf(answer);
  const statusGetters = gettersOf({ getStatusCode: 'statusCode', getStatusText: 'statusText' }, recordOrEmpty(status));
  return { getBody: () => body, getStatus: () => statusGetters };
}

function notification({ answer }: Answered): INotificationOperationResponseData {
  return gettersOf({ getNotificationId: 'notificationId' }, outDataOf(answer));
}

function closedTab({ answer }: Answered): ITabInfo {
  return tabInfoFrom(outDataOf(answer));
}

function openedTab({ answer, contexts }: Answered): ITabContext {
  const { getTabId, getType } = gettersOf({ getTabId: 'tabId', getType: 'type' }, outDataOf(answer));
  return contexts.tab(getTabId(), getType());
}

export const RESPONSE_DATA: Readonly<Record<string, (answered: Answered) => unknown>> = {
  [OPERATIONS.getConfiguration]: configurationOf,
  [OPERATIONS.newCommEvent]: newComm,
  [OPERATIONS.startCommEvent]: startComm,
  [OPERATIONS.closeCommEvent]: closeComm,
  [DESKTOP_OPERATIONS.getFieldValue]: fieldValues,
  [DESKTOP_OPERATIONS.setFieldValue]: message,
  [DESKTOP_OPERATIONS.saveRecord]: savedRecord,
  [DESKTOP_OPERATIONS.invokeServiceConnection]: serviceConnection,
  [DESKTOP_OPERATIONS.showNotification]: notification,
  [DESKTOP_OPERATIONS.closeNotification]: notification,
  [DESKTOP_OPERATIONS.closeTab]: closedTab,
  [DESKTOP_OPERATIONS.pop]: openedTab,
};
