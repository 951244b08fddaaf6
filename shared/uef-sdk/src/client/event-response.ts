/** Event responses: declared accessors in front of the payload, and the payload itself at `responseDetails`. */
import { DESKTOP_EVENTS, EVENTS } from '../names.js';
import type {
  IEventResponse,
  IFieldValueChangeData,
  IMcaOnDataUpdatedData,
  IMcaOnOutgoingEventData,
  IMcaOnToolbarAgentCommandDataResponse,
  IMcaOnToolbarInteractionCommandDataResponse,
  INotificationActionData,
  IObjectContext,
  IOnAfterExtensionContext,
  ITabInfo,
} from '../types/index.js';
import { recordOrEmpty, type HostMessage } from '../wire.js';
import { gettersOf, readText } from './accessors.js';
import { asDeclared, objectFrom, savedRecordFrom, tabInfoFrom } from './declared.js';
import { OUT_DATA_GETTERS, readOutData } from './out-data.js';

type Payload = Record<string, unknown>;

/** A response as callbacks get it: with the accessors of its event, and with the raw payload. */
export interface FullEventResponse extends IEventResponse {
  getResponseData(): unknown;
  getType(): string;
  readonly responseDetails: Payload;
}

interface EventParts {
  readonly eventName: string;
  readonly payload: HostMessage;
  readonly context: IObjectContext;
}

export function buildEventResponse({ eventName, payload, context }: EventParts): FullEventResponse {
  const details: Payload = payload;
  const data = (RESPONSE_DATA[eventName] ?? plainData)(details);
  return {
    getEventName: () => eventName,
    getContext: () => context,
    getResponseData: () => data,
    getType: () => readText(recordOrEmpty(details.outData), 'type'),
    responseDetails: details,
  };
}

const RESPONSE_DATA: Readonly<Record<string, (payload: Payload) => unknown>> = {
  [EVENTS.onOutgoingEvent]: (payload): IMcaOnOutgoingEventData => ({
    getData: () => asDeclared(payload),
    getOutData: () => asDeclared(recordOrEmpty(payload.outData)),
    getOutputData: () => readOutData(OUT_DATA_GETTERS.onOutgoingEvent, recordOrEmpty(payload.outData)),
  }),
  [EVENTS.onDataUpdated]: (payload): IMcaOnDataUpdatedData => ({
    getData: () => asDeclared(payload),
    getOutData: () => asDeclared(recordOrEmpty(payload.outData)),
    getEventId: () => readText(payload, 'eventId'),
    getOutputData: () => readOutData(OUT_DATA_GETTERS.onDataUpdated, recordOrEmpty(payload.outData)),
  }),
  [EVENTS.onToolbarInteractionCommand]: interactionCommandData,
  [EVENTS.onToolbarAgentCommand]: agentCommandData,
  [DESKTOP_EVENTS.tabClose]: (payload): ITabInfo => tabInfoFrom(recordOrEmpty(payload.outData)),
  [DESKTOP_EVENTS.contextClose]: (payload): IObjectContext => objectFrom(recordOrEmpty(payload.outData)),
  [DESKTOP_EVENTS.onAfterSave]: (payload): IOnAfterExtensionContext => savedRecordFrom(recordOrEmpty(payload.outData)),
  [DESKTOP_EVENTS.fieldValueChange]: (payload): IFieldValueChangeData =>
    gettersOf(
      { getFieldName: 'fieldName', getOldValue: 'oldValue', getNewValue: 'newValue' },
      recordOrEmpty(payload.outData),
    ),
  [DESKTOP_EVENTS.onNotificationAction]: (payload): INotificationActionData =>
    gettersOf(
      { getActionId: 'actionId', getActionName: 'actionName', getNotificationId: 'notificationId' },
      recordOrEmpty(payload.outData),
    ),
};

function plainData(payload: Payload): unknown {
  return { getData: () => payload, getOutData: () => recordOrEmpty(payload.outData) };
}

function interactionCommandData(payload: Payload): Required<IMcaOnToolbarInteractionCommandDataResponse> {
  return {
    ...commandAccess(payload),
    getData: () => asDeclared(payload),
    getSlot: () => readText(payload, 'slot'),
  };
}

function agentCommandData(payload: Payload): IMcaOnToolbarAgentCommandDataResponse {
  return { ...commandAccess(payload), getData: () => asDeclared(payload) };
}

function commandAccess(payload: Payload) {
  return {
    getEventId: () => readText(payload, 'eventId'),
    getCommand: () => readText(payload, 'command'),
    getInData: () => payload.inData,
    getResult: () => readText(payload, 'result'),
    getResultDisplayString: () => readText(payload, 'resultDisplayString'),
    getOutdata: () => payload.outData,
    setResult: (result: string) => {
      payload.result = result;
    },
    setOutdata: (outData: unknown) => {
      payload.outData = outData;
    },
  };
}
