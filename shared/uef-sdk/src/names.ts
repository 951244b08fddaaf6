/**
 * Every literal of the framework that a toolbar or a mock Fusion needs, one table per kind.
 *
 * Evidence tags: D documented by the vendor, T in the vendor's type file, O observed in public integrations,
 * L from the older toolbar library that the framework wraps, A our assumption.
 */

/**
 * Request strings by the method name that travels on the wire (D, T, O). Four of them end in `Operation`, the rest
 * do not: a request string without its suffix is accepted by the library and then does nothing.
 */
export const OPERATIONS = {
  /** D: once, during initialisation. */
  getConfiguration: 'getConfigurationOperation',
  /** D: after getConfiguration; what it does not name stays enabled. */
  disableFeature: 'disableFeatureOperation',
  /** D, L: after the listeners are registered; the toolbar stays disabled until then. */
  readyForOperation: 'readyForOperationOperation',
  /** D: right after initialisation and on every change. */
  agentStateEvent: 'agentStateEventOperation',
  /** D: first action of every contact. */
  newCommEvent: 'newCommEvent',
  /** D: the contact was answered. */
  startCommEvent: 'startCommEvent',
  /** D: the contact ended, was declined or missed. */
  closeCommEvent: 'closeCommEvent',
  /** D: click-to-dial could not be placed. */
  outboundCommError: 'outboundCommError',
  /** D: on the engagement context. */
  FeedLiveTranscript: 'FeedLiveTranscript',
  /** D: on the engagement context. */
  FeedSystemMessage: 'FeedSystemMessage',
  /** D: on the toolbar context. */
  SetToolbarProperties: 'SetToolbarProperties',
} as const;

/** Operations outside the multichannel adaptor (D, O). */
export const DESKTOP_OPERATIONS = {
  /** O, T: on a record context. */
  getFieldValue: 'cxEventBusGetFieldValueOperation',
  /** O, T: on a record context. */
  setFieldValue: 'cxEventBusSetFieldValueOperation',
  /** D: on a record context. */
  saveRecord: 'cxEventBusSaveRecordOperation',
  /** O: on a tab context. */
  closeTab: 'cxEventBusCloseTabOperation',
  /** O, T: on the current browser tab's context. */
  pop: 'PopOperation',
  /** O, T: on the global context. */
  invokeServiceConnection: 'InvokeServiceConnection',
  /** O, T: on a notification context. */
  showNotification: 'ShowNotification',
  /** O, T: on a notification context. */
  closeNotification: 'CloseNotification',
} as const;

/** Events of the multichannel adaptor (D, T). */
export const EVENTS = {
  /** D: click-to-dial. */
  onOutgoingEvent: 'onOutgoingEvent',
  /** D: controllable, the callback returns a promise. */
  onToolbarInteractionCommand: 'onToolbarInteractionCommand',
  /** D: controllable, the callback returns a promise. */
  onToolbarAgentCommand: 'onToolbarAgentCommand',
  /** D: Fusion tells about its own changes. */
  onDataUpdated: 'onDataUpdated',
} as const;

/** Events outside the multichannel adaptor (D, O). */
export const DESKTOP_EVENTS = {
  /** D: on the global or a tab context. */
  tabClose: 'cxEventBusTabCloseEvent',
  /** D: on the global or a tab context. */
  contextClose: 'cxEventBusContextCloseEvent',
  /** D: on a record context, for the fields that the subscription names. */
  fieldValueChange: 'cxEventBusFieldValueChangeEvent',
  /** O: on a record context. */
  onAfterSave: 'cxEventBusOnAfterSaveEvent',
  /** O, T: on a notification context. */
  onNotificationAction: 'cxEventBusOnNotificationActionEvent',
} as const;

/** Channels (D; `NRT`, routed work items, O). */
export const CHANNELS = { PHONE: 'PHONE', CHAT: 'CHAT', NRT: 'NRT' } as const;

/** Channel types (D). */
export const CHANNEL_TYPES = {
  PHONE: 'ORA_SVC_PHONE',
  CHAT: 'ORA_SVC_CHAT',
  EMAIL: 'ORA_SVC_EMAIL',
  SOCIAL: 'ORA_SVC_SOCIAL',
  WEB: 'ORA_SVC_WEB',
  NONE: 'ORA_SVC_NONE',
} as const;

/** Which channel type a channel context reports (L for phone and chat; A for routed work items). */
export const CHANNEL_TYPE_OF: Readonly<Record<string, string>> = {
  [CHANNELS.PHONE]: CHANNEL_TYPES.PHONE,
  [CHANNELS.CHAT]: CHANNEL_TYPES.CHAT,
  [CHANNELS.NRT]: CHANNEL_TYPES.NONE,
};

/** Why a contact closed (D, except where noted). Send upper case; compare without regard to case (A). */
export const CLOSE_REASONS = {
  WRAPUP: 'WRAPUP',
  REJECT: 'REJECT',
  MISSED: 'MISSED',
  ABANDONED: 'ABANDONED',
  TIMEOUT: 'TIMEOUT',
  CANCELED: 'CANCELED',
  ENDCOMMUNICATION: 'ENDCOMMUNICATION',
  /** D, L: after a transfer was notified. */
  TRANSFERRED: 'TRANSFERRED',
} as const;

/** Commands of onToolbarInteractionCommand. */
export const INTERACTION_COMMANDS = {
  /** D */ accept: 'accept',
  /** D */ reject: 'reject',
  /** D */ disconnect: 'disconnect',
  /** D: another word for disconnect, in prose only. */ wrapup: 'wrapup',
  /** D */ setActive: 'setActive',
  /** O */ hold: 'hold',
  /** O */ unhold: 'unhold',
  /** O */ mute: 'mute',
  /** O */ unmute: 'unmute',
  /** O */ record: 'record',
  /** O */ stopRecord: 'stopRecord',
  /** O */ transfer: 'transfer',
  /** L */ custom: 'custom',
  /** L: the offer's timer ran out. */ NOTIFICATION_TIMER_EXP: 'NOTIFICATION_TIMER_EXP',
} as const;

/** Commands of onToolbarAgentCommand. */
export const AGENT_COMMANDS = {
  /** D: once per session; the only way a toolbar announces optional abilities. */
  getActiveInteractionCommands: 'getActiveInteractionCommands',
  /** L */ getCurrentAgentState: 'getCurrentAgentState',
  /** L */ getActiveEngagements: 'getActiveEngagements',
  /** L */ makeAvailable: 'makeAvailable',
  /** L */ makeUnavailable: 'makeUnavailable',
  /** L */ custom: 'custom',
} as const;

/** Result of a command reply: `success` D; `failure` O; `error` L. Neither failure word is confirmed. */
export const COMMAND_RESULTS = { SUCCESS: 'success', FAILURE: 'failure', ERROR: 'error' } as const;

/** Result of an answer to an action (T, L). */
export const ANSWER_RESULTS = { SUCCESS: 'success', ERROR: 'error' } as const;

/** What getConfiguration may be asked for (D). */
export const CONFIG_TYPES = {
  TOOLBAR: 'TOOLBAR',
  TOKENS: 'TOKENS',
  PAGES: 'PAGES',
  LOOKUP_OBJECTS: 'LOOKUP_OBJECTS',
  ALL: 'ALL',
  /** D: a bearer credential, in memory only. */
  FA_TOKEN: 'FA_TOKEN',
} as const;

/** Feature codes of getConfiguration and disableFeature (D; the last two O). */
export const FEATURES = {
  INBOUND_CALL: 'INBOUND_CALL',
  OUTBOUND_CALL: 'OUTBOUND_CALL',
  TRANSFER_CALL: 'TRANSFER_CALL',
  CONFERENCE_CALL: 'CONFERENCE_CALL',
  OUTBOUND_CALL_EXTENSIONS: 'OUTBOUND_CALL_EXTENSIONS',
  INBOUND_CHAT: 'INBOUND_CHAT',
  NRT_WORK_ASSIGN: 'NRT_WORK_ASSIGN',
} as const;

/** The other spelling of two feature codes, in one documented example; a host accepts both (D, A). */
export const FEATURE_ALIASES: Readonly<Record<string, string>> = {
  INCOMING: FEATURES.INBOUND_CALL,
  OUTGOING: FEATURES.OUTBOUND_CALL,
};

/** Features a toolbar announces in its answer to getActiveInteractionCommands (D). */
export const TOOLBAR_FEATURES = { transcriptEnabled: 'transcriptEnabled' } as const;

/** updateType of onDataUpdated (L; that the framework delivers exactly these is A). */
export const UPDATE_TYPES = {
  CUSTOMER_DATA: 'CUSTOMER_DATA',
  WRAPUP_CLOSED: 'WRAPUP_CLOSED',
  OFFER_TIMEOUT: 'OFFER_TIMEOUT',
} as const;

/** Application classifications (`ORA_SERVICE` D; `ORA_SALES` O). It must match the tenant. */
export const APP_CLASSIFICATIONS = { SERVICE: 'ORA_SERVICE', SALES: 'ORA_SALES' } as const;

/** Value of SVCMCA_COMMUNICATION_DIRECTION (D). */
export const DIRECTIONS = { INBOUND: 'ORA_SVC_INBOUND', OUTBOUND: 'ORA_SVC_OUTBOUND' } as const;

/** Agent states (D; the last L). */
export const AGENT_STATES = {
  AVAILABLE: 'AVAILABLE',
  UNAVAILABLE: 'UNAVAILABLE',
  DISCONNECTED: 'DISCONNECTED',
} as const;

/** Roles of a transcript line (D). One page's prose says CUSTOMER where the interface page says END_USER. */
export const TRANSCRIPT_ROLES = { AGENT: 'AGENT', END_USER: 'END_USER' } as const;

/** States of a transcript line (D). */
export const TRANSCRIPT_STATES = { STARTED: 'STARTED', INPROGRESS: 'INPROGRESS', COMPLETE: 'COMPLETE' } as const;

/** Predefined types of a system message (D). */
export const SYSTEM_MESSAGE_TYPES = {
  WorkJoin: 'WorkJoin',
  WorkLeave: 'WorkLeave',
  WorkJoin_Monitor: 'WorkJoin_Monitor',
  WorkLeave_Monitor: 'WorkLeave_Monitor',
  WorkJoin_Conferee: 'WorkJoin_Conferee',
  WorkLeave_Conferee: 'WorkLeave_Conferee',
} as const;

/** Query parameters of the toolbar's URL (O, L). On a first load they were once seen missing. */
export const URL_PARAMETERS = {
  parentFrame: 'oraParentFrame',
  toolbarName: 'oraTbName',
  apiSource: 'oraApiSource',
} as const;

/** Largest toolbar window per layout, in CSS pixels (L). A host caps larger values and reports an error. */
export const TOOLBAR_SIZE_LIMITS = {
  vertical: { width: 470, height: 470 },
  horizontal: { width: Number.POSITIVE_INFINITY, height: 70 },
  notification: { width: 350, height: 180 },
} as const;

/** Fields of the wrap-up record that a toolbar keeps in step (O: names seen on a live tenant). */
export const WRAP_UP_FIELDS = { RESOLUTION: 'WrapUp.ResolutionCd', NOTES: 'WrapUp.CallNotes' } as const;

/** Keys of inData and outData whose spelling callers rely on (D, T, O). Values are strings, numbers and booleans too. */
export const TOKENS = {
  ANI: 'SVCMCA_ANI',
  DIRECTION: 'SVCMCA_COMMUNICATION_DIRECTION',
  CALL_ID: 'SVCMCA_CALL_ID',
  DISPLAY_NAME: 'SVCMCA_DISPLAY_NAME',
  CONTACT_ID: 'SVCMCA_CONTACT_ID',
  CONTACT_NAME: 'SVCMCA_CONTACT_NAME',
  CONTACT_FIRST_NAME: 'SVCMCA_CONTACT_FIRST_NAME',
  CONTACT_LAST_NAME: 'SVCMCA_CONTACT_LAST_NAME',
  CONTACT_NUMBER: 'SVCMCA_CONTACT_NUMBER',
  CONTACT_PRIMARY_PHONE: 'SVCMCA_CONTACT_PRIMARY_PHONE',
  CONTACT_ORG_ID: 'SVCMCA_CONTACT_ORG_ID',
  CONTACT_PRIM_ORG_NAME: 'SVCMCA_CONTACT_PRIM_ORG_NAME',
  CONTACT_JOB_TITLE: 'SVCMCA_CONTACT_JOB_TITLE',
  EMAIL: 'SVCMCA_EMAIL',
  ORG_ID: 'SVCMCA_ORG_ID',
  ORG_NAME: 'SVCMCA_ORG_NAME',
  SR_ID: 'SVCMCA_SR_ID',
  SR_NUM: 'SVCMCA_SR_NUM',
  SR_TITLE: 'SVCMCA_SR_TITLE',
  INTERACTION_ID: 'SVCMCA_INTERACTION_ID',
  PARENT_INTERACTION_ID: 'SVCMCA_PARENT_INTERACTION_ID',
  INTERACTION_REF_OBJ_TYPE: 'SVCMCA_INTERACTION_REF_OBJ_TYPE',
  INTERACTION_REF_OBJ_ID: 'SVCMCA_INTERACTION_REF_OBJ_ID',
  OFFER_TIMEOUT_SEC: 'SVCMCA_OFFER_TIMEOUT_SEC',
  WRAPUP_TIMEOUT: 'SVCMCA_WRAPUP_TIMEOUT',
  WRAPUP_ID: 'SVCMCA_WRAPUP_ID',
  WRAPUP_REASON: 'SVCMCA_WRAPUP_COMM_REASON',
  WRAPUP_NOTES: 'SVCMCA_WRAPUP_INTERACTION_NOTES',
  CHANNEL_ID: 'SVCMCA_CHANNEL_ID',
  UI_TYPE_CD: 'SVCMCA_UI_TYPE_CD',
  ENGAGEMENT_ID: 'SVCMCA_ENGAGEMENT_ID',
} as const;
