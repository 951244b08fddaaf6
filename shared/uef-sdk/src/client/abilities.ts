/** Which events and actions each kind of context has; what `getSupportedEvents` and `getSupportedActions` list. */
import { DESKTOP_EVENTS, DESKTOP_OPERATIONS, EVENTS, OPERATIONS } from '../names.js';

export type ContextKind =
  | 'global'
  | 'tab'
  | 'record'
  | 'sidePane'
  | 'notification'
  | 'modalWindow'
  | 'multiChannelAdaptor'
  | 'channel'
  | 'engagement'
  | 'toolbar';

interface Abilities {
  readonly events: readonly string[];
  readonly actions: readonly string[];
}

const { tabClose, contextClose, fieldValueChange, onAfterSave, onNotificationAction } = DESKTOP_EVENTS;
const { FeedLiveTranscript, FeedSystemMessage, SetToolbarProperties, ...CHANNEL_OPERATIONS } = OPERATIONS;

/** Contact actions belong to a channel, transcripts to an engagement, dimensions to the toolbar (documented). */
export const ABILITIES: Readonly<Record<ContextKind, Abilities>> = {
  global: { events: [tabClose, contextClose], actions: [DESKTOP_OPERATIONS.invokeServiceConnection] },
  tab: { events: [tabClose, contextClose], actions: [DESKTOP_OPERATIONS.closeTab, DESKTOP_OPERATIONS.pop] },
  record: {
    events: [fieldValueChange, onAfterSave],
    actions: [DESKTOP_OPERATIONS.getFieldValue, DESKTOP_OPERATIONS.setFieldValue, DESKTOP_OPERATIONS.saveRecord],
  },
  sidePane: { events: [], actions: [] },
  notification: {
    events: [onNotificationAction],
    actions: [DESKTOP_OPERATIONS.showNotification, DESKTOP_OPERATIONS.closeNotification],
  },
  modalWindow: { events: [], actions: [] },
  multiChannelAdaptor: { events: [], actions: [] },
  channel: { events: Object.values(EVENTS), actions: Object.values(CHANNEL_OPERATIONS) },
  engagement: { events: [], actions: [FeedLiveTranscript, FeedSystemMessage] },
  toolbar: { events: [], actions: [SetToolbarProperties] },
};
