import './ui/cti-toolbar.js';
import { BehaviorSubject, type Observable } from 'rxjs';
import { listenToAgent } from './agent-requests.js';
import { browserClock } from './browser-clock.js';
import { loadConfig } from './config.js';
import { deferred } from './deferred.js';
import { Recorder } from './diagnostics/recorder.js';
import { browserLog, type Log } from './log.js';
import { NotArrived } from './not-arrived.js';
import { sentenceOf } from './state/failure.js';
import { sentence } from './state/sentence.js';
import { INITIAL_STATE, type ToolbarState } from './state/toolbar-state.js';
import { ticks } from './state/ticker.js';
import type { ToolSources } from './state/tools.js';
import type { Tab } from './tab.js';
import type { CtiToolbar } from './ui/cti-toolbar.js';
import { fittingLocale, sourceLocale, speak } from './ui/localisation.js';
import { setHomeCountry } from './ui/phone-numbers.js';
import { whileSeen } from './while-seen.js';

/** Until the page is loaded again, between half of it and one and a half times it. Milliseconds. */
const AGAIN_MS = 3_000;

const clock = browserClock;
const recorder = new Recorder(() => clock.now());
const log: Log = (line) => {
  recorder.note('log', line);
  browserLog(line);
};

/** The ring, notifications, keys: nothing waits for them, and nothing fails when they cannot be loaded. */
async function comfort(tab: Tab, toolbar: CtiToolbar): Promise<void> {
  try {
    const { startComforts } = await import('./comforts/start-comforts.js');
    startComforts(tab, toolbar, clock, browserLog);
  } catch {
    browserLog('The ring and the shortcuts could not be loaded.');
  }
}

function show(toolbar: CtiToolbar, tab: Observable<ToolbarState>, tools?: ToolSources): void {
  toolbar.tools = tools;
  tab.subscribe((state) => {
    if (state.availability.phase !== toolbar.state.availability.phase) recorder.note('state', state.availability.phase);
    toolbar.state = state;
  });
  whileSeen(document, ticks(clock)).subscribe((now) => (toolbar.now = now));
}

async function start(): Promise<void> {
  const toolbar = document.querySelector('cti-toolbar');
  if (toolbar === null) return;
  // English is there at once; for another language, nobody shall read English first.
  const wanted = fittingLocale(navigator.languages);
  const spoken = speak([wanted], browserLog);
  toolbar.hidden = (wanted ?? sourceLocale) !== sourceLocale;
  void spoken.then(() => (toolbar.hidden = false));
  const composed = deferred<Tab>();
  listenToAgent(document, composed.promise);
  try {
    // What is behind the screen comes after it: a button can be pressed before, and what it asks for waits.
    const [config, { compose }] = await Promise.all([
      loadConfig('config.json', (input, init) => fetch(input, init)),
      import('./compose.js').catch(() => {
        throw new NotArrived(sentence('A part of the toolbar could not be loaded. It is tried again by itself.'));
      }),
    ]);
    await spoken;
    if (wanted === undefined) await speak([config.locale], browserLog);
    setHomeCountry(config.country);
    const { tab, tools } = compose({ config, clock, recorder, log });
    show(toolbar, tab.state$, tools);
    composed.resolve(tab);
    void comfort(tab, toolbar);
    await tab.start();
  } catch (error) {
    await spoken;
    const notice = {
      id: 'config',
      what: sentence('The toolbar cannot start'),
      why: sentenceOf(error),
      retryable: false,
    };
    show(toolbar, new BehaviorSubject({ ...INITIAL_STATE, stopped: notice }));
    if (error instanceof NotArrived)
      clock.after('page.again', AGAIN_MS * (0.5 + Math.random()), () => location.reload());
  }
}

void start();
