import './ui/cti-toolbar.js';
import { of, type Observable } from 'rxjs';
import { listenToAgent } from './agent-requests.js';
import { browserClock } from './browser-clock.js';
import { meetTabs, watchPage } from './browser-tabs.js';
import { loadConfig, type Config } from './config.js';
import { deferred } from './deferred.js';
import { RecordStorage } from './desk-record.js';
import { frameMemory } from './fusion/contact-memory.js';
import { FusionHandler } from './fusion/fusionHandler.js';
import { libraryFrom } from './fusion/uef-library.js';
import { LeadingDesk } from './leading-desk.js';
import { browserLog } from './log.js';
import { sentenceOf } from './state/failure.js';
import { INITIAL_STATE, type ToolbarState } from './state/toolbar-state.js';
import { ticks } from './state/ticker.js';
import { Tab } from './tab.js';
import { chance, randomIds } from './vendor/id-source.js';

const clock = browserClock;

function compose(config: Config): Tab {
  const fusion = new FusionHandler({
    applicationName: 'fusion-cti-toolbar',
    appClassification: config.appClassification,
    uefTimeoutMs: config.uefTimeoutMs,
    library: libraryFrom(new URL(config.uefLibraryUrl, location.href).href, clock, config.uefTimeoutMs),
    clock,
  });
  const memory = frameMemory(window, randomIds, browserLog);
  const agent = (): string | undefined => config.agent ?? fusion.agentId;
  const vendor = {
    serviceUrl: serviceUrl(config),
    agent,
    clock,
    ids: randomIds,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
    chance,
    log: browserLog,
  };
  const tab = new Tab({
    fusion,
    memory,
    storage: new RecordStorage(window),
    clock,
    ids: randomIds,
    log: browserLog,
    agent,
    meet: (of, watcher) => meetTabs(`fusion-cti ${vendor.serviceUrl} ${of}`, watcher, browserLog),
    lead: (left, changed) =>
      new LeadingDesk({ fusion, memory, comm: config, directory: config.directory ?? [], vendor }, left, changed),
    isHidden: () => document.hidden,
  });
  fusion.listen(tab);
  watchPage(tab);
  return tab;
}

function serviceUrl({ serviceUrl: configured }: Config): string {
  return new URL(configured === '' ? '/' : configured, location.href).href.replace(/\/$/, '');
}

function show(tab: Observable<ToolbarState>): void {
  const toolbar = document.querySelector('cti-toolbar');
  if (toolbar === null) return;
  tab.subscribe((state) => (toolbar.state = state));
  ticks(clock).subscribe((now) => (toolbar.now = now));
}

async function start(): Promise<void> {
  const composed = deferred<Tab>();
  listenToAgent(document, composed.promise);
  try {
    const tab = compose(await loadConfig('config.json', (input, init) => fetch(input, init)));
    show(tab.state$);
    composed.resolve(tab);
    await tab.start();
  } catch (error) {
    const notice = { id: 'config', what: 'The toolbar cannot start', why: sentenceOf(error), retryable: false };
    show(of({ ...INITIAL_STATE, stopped: notice }));
  }
}

void start();
