/** Requests whose shape is declared: which setter writes which field of the message's data. */
import type {
  IGetFieldValueOperationRequest,
  IMcaAgentStateEventActionRequest,
  IMcaCloseCommEventActionRequest,
  IMcaDisableFeatureActionRequest,
  IMcaFeedLiveTranscriptActionRequest,
  IMcaFeedSystemMessageActionRequest,
  IMcaGetConfigurationActionRequest,
  IMcaNewCommEventActionRequest,
  IMcaOutboundCommErrorActionRequest,
  IMcaReadyForOperationActionRequest,
  IMcaStartCommEventActionRequest,
  IOperationRequest,
  IPopFlowAppUIRequest,
  IPopFlowInAppRequest,
  IServiceConnectionRequest,
  ISetToolbarPropertiesActionRequest,
  IShowNotificationRequest,
} from '../types/index.js';

/** The requests by their request string. */
export interface DeclaredRequests {
  getConfigurationOperation: IMcaGetConfigurationActionRequest;
  disableFeatureOperation: IMcaDisableFeatureActionRequest;
  readyForOperationOperation: IMcaReadyForOperationActionRequest;
  agentStateEventOperation: IMcaAgentStateEventActionRequest;
  newCommEvent: IMcaNewCommEventActionRequest;
  startCommEvent: IMcaStartCommEventActionRequest;
  closeCommEvent: IMcaCloseCommEventActionRequest;
  outboundCommError: IMcaOutboundCommErrorActionRequest;
  FeedLiveTranscript: IMcaFeedLiveTranscriptActionRequest;
  FeedSystemMessage: IMcaFeedSystemMessageActionRequest;
  SetToolbarProperties: ISetToolbarPropertiesActionRequest;
  cxEventBusGetFieldValueOperation: IGetFieldValueOperationRequest;
  PopOperation: IPopFlowInAppRequest & IPopFlowAppUIRequest;
  InvokeServiceConnection: IServiceConnectionRequest;
  ShowNotification: IShowNotificationRequest;
}

/** `setInputData` fills a whole record and is made by hand. */
type SetterNames<Request> = Extract<Exclude<keyof Request, keyof IOperationRequest | 'setInputData'>, `set${string}`>;

const CONTACT = { setAppClassification: 'appClassification', setEventId: 'eventId' } as const;

/** Field names are the older library's where it has the field, else the setter's own word (assumption). */
export const REQUEST_SETTERS: {
  readonly [Name in keyof DeclaredRequests]: Readonly<Record<SetterNames<DeclaredRequests[Name]>, string>>;
} = {
  getConfigurationOperation: { setConfigType: 'configType' },
  disableFeatureOperation: { setFeatures: 'features' },
  readyForOperationOperation: { setReadiness: 'readiness' },
  agentStateEventOperation: {
    setEventId: 'eventId',
    setIsAvailable: 'isAvailable',
    setIsLoggedIn: 'isLoggedIn',
    setState: 'state',
    setStateDisplayString: 'stateDisplayString',
    setReason: 'reason',
    setReasonDisplayString: 'reasonDisplayString',
    setInData: 'inData',
  },
  newCommEvent: { ...CONTACT, setLookupObject: 'lookupObject' },
  startCommEvent: CONTACT,
  closeCommEvent: { ...CONTACT, setReason: 'reason' },
  outboundCommError: { setCommUuid: 'commUuid', setErrorCode: 'errorCode', setErrorMsg: 'errorMsg' },
  FeedLiveTranscript: {
    setMessage: 'message',
    setMessageId: 'messageId',
    setRole: 'role',
    setState: 'state',
    setTime: 'time',
  },
  FeedSystemMessage: {
    ...CONTACT,
    setMessageId: 'messageId',
    setType: 'type',
    setTime: 'time',
    setUserId: 'userId',
    setUsername: 'username',
  },
  SetToolbarProperties: { setHeight: 'height', setWidth: 'width' },
  cxEventBusGetFieldValueOperation: { setFields: 'fields' },
  PopOperation: {
    setRecordType: 'recordType',
    setRecordId: 'recordId',
    setApplicationUIName: 'applicationUIName',
    setFlow: 'flow',
    setPage: 'page',
    setInputParameters: 'inputParameters',
    setOpenPageInNewBrowserTab: 'openPageInNewBrowserTab',
  },
  InvokeServiceConnection: {
    setServiceConnectionId: 'serviceConnectionId',
    setParameters: 'parameters',
    setBody: 'body',
  },
  ShowNotification: {
    setIcon: 'icon',
    setTitle: 'title',
    setClosable: 'closable',
    setAutoTimeout: 'autoTimeout',
    setType: 'type',
    setSummary: 'summary',
    setActions: 'actions',
  },
};
