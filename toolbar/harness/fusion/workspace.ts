/** What the toolbar may ask about Fusion's tabs, records and engagements. */
import type { HostWorkspace } from '@oracle/uef-sdk/host';
import { shownEngagement, type FusionState } from './fusion-state.js';

const MAIN_TAB = 'main';

export function workspaceOf(state: FusionState): Omit<HostWorkspace, 'activeChannels'> {
  const started = state.engagements.filter(({ phase }) => phase === 'Engaged' || phase === 'WrapUp');
  const shown = shownEngagement(state);
  return {
    currentTabId: MAIN_TAB,
    activeTabId: MAIN_TAB,
    tabs: [
      { tabId: MAIN_TAB, type: 'browser' },
      ...started.map(({ engagementId, eventId }) => ({ tabId: `tab-${eventId}`, type: 'msi', engagementId })),
    ],
    records:
      state.record?.kind === 'contact'
        ? [{ recordType: 'Contact', recordId: state.record.contactId, tabId: MAIN_TAB }]
        : [],
    engagements: started.map((engagement) => ({
      engagementId: engagement.engagementId,
      eventId: engagement.eventId,
      channel: engagement.channel,
      interactionId: engagement.interactionId,
      ...(engagement.wrapupId === undefined ? {} : { wrapupId: engagement.wrapupId }),
      outData: { ...engagement.outData },
      active: engagement === shown,
    })),
  };
}
