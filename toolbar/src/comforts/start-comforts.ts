import type { Log } from '../log.js';
import { PreferenceStorage } from '../preference-storage.js';
import type { Clock } from '../state/clock.js';
import type { Tab } from '../tab.js';
import type { CtiToolbar } from '../ui/cti-toolbar.js';
import { Comforts } from './comforts.js';

/** Puts the comforts between a tab and the toolbar that shows it. */
export function startComforts(tab: Tab, toolbar: CtiToolbar, clock: Clock, log: Log): void {
  const preferences = new PreferenceStorage(window);
  preferences.preferences$.subscribe((preferred) => (toolbar.preferences = preferred));
  // Who it is, Fusion says at any time between the start and a retry of it.
  tab.state$.subscribe(() => preferences.belongTo(tab.agent));
  const comforts = new Comforts({
    state$: tab.state$,
    preferences,
    leads: () => tab.leads,
    perform: (action) => tab.perform(action),
    go: (to) => void toolbar.go(to),
    clock,
    log,
  });
  comforts.means$.subscribe((means) => (toolbar.means = means));
  document.addEventListener('cti-wish', ({ detail }) => void comforts.wish(detail));
}
