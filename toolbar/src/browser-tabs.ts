import type { Log } from './log.js';
import type { Tab } from './tab.js';
import type { TabWire } from './tab-messages.js';
import { TabLeadership, type LeadershipWatcher, type TabLocks } from './vendor/tab-leadership.js';

/** What browsers leave out on pages that are not safe, such as those of another machine over plain http. */
interface MaybeTabs {
  readonly locks?: TabLocks;
  readonly BroadcastChannel?: new (name: string) => BroadcastChannel;
}

/** Nobody hears it, and nobody is heard. */
const ALONE: TabWire = { say: () => undefined, listen: () => undefined };

/** Without a channel a tab that follows would be cut off: then each tab leads itself, and the server decides. */
export function meetTabs(
  name: string,
  watcher: LeadershipWatcher,
  log: Log,
): { leadership: TabLeadership; wire: TabWire } {
  const { locks } = navigator as MaybeTabs;
  const { BroadcastChannel: Channel } = globalThis as MaybeTabs;
  const together = locks !== undefined && Channel !== undefined;
  return {
    leadership: new TabLeadership({ name, locks: together ? locks : undefined, log }, watcher),
    wire: together ? wireOf(new Channel(name)) : ALONE,
  };
}

function wireOf(channel: BroadcastChannel): TabWire {
  return {
    say: (message) => channel.postMessage(message),
    listen: (heard) => (channel.onmessage = ({ data }) => heard(data)),
  };
}

/** A page is not asked before it is frozen or kept for the way back, and never told that it is thrown away. */
export function watchPage(tab: Pick<Tab, 'sleep' | 'wake' | 'visibilityChanged'>): void {
  addEventListener('pagehide', () => tab.sleep());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) tab.wake();
  });
  document.addEventListener('freeze', () => tab.sleep());
  document.addEventListener('resume', () => tab.wake());
  document.addEventListener('visibilitychange', () => tab.visibilityChanged());
}
