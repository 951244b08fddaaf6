/** What the toolbar is told of the desktop when the mock says nothing else. */
import { CHANNELS } from '../names.js';
import type { HostWorkspace } from './types.js';

const MAIN_TAB = 'main';

/** One tab, no records, no engagements; phone and chat are active (the latter is our assumption). */
export const DEFAULT_WORKSPACE: HostWorkspace = {
  activeChannels: [CHANNELS.PHONE, CHANNELS.CHAT],
  currentTabId: MAIN_TAB,
  activeTabId: MAIN_TAB,
  tabs: [{ tabId: MAIN_TAB, type: 'browser' }],
  records: [],
  engagements: [],
};
