import './ui/cti-toolbar.js';
import { listenToAgent, type Perform } from './agent-requests.js';
import { browserClock } from './browser-clock.js';
import { loadConfig, type Config } from './config.js';
import { deferred } from './deferred.js';
import { frameMemory } from './fusion/contact-memory.js';
import { FusionHandler } from './fusion/fusionHandler.js';
import { IntegrationActionHandler } from './fusion/integrationActionHandler.js';
import { IntegrationEventsHandler } from './fusion/integrationEventsHandler.js';
import { libraryFrom } from './fusion/uef-library.js';
import { browserLog } from './log.js';
import { sentenceOf } from './state/failure.js';
import { NoticeBoard } from './state/notice-board.js';
import { Store } from './state/store.js';
import { ticks } from './state/ticker.js';
import { randomIds } from './vendor/id-source.js';
import { VendorHandler } from './vendor/vendorHandler.js';

const store = new Store();
const board = new NoticeBoard(store);
const clock = browserClock;

function compose(config: Config): Perform {
  const fusion = new FusionHandler({
    applicationName: 'fusion-cti-toolbar',
    appClassification: config.appClassification,
    uefTimeoutMs: config.uefTimeoutMs,
    library: libraryFrom(new URL(config.uefLibraryUrl, location.href).href, clock, config.uefTimeoutMs),
    clock,
  });
  const standDown = (): void => {
    vendor.makeAgentUnavailable().catch((error: unknown) => {
      board.post('stand-down', 'The switch may still send you calls', sentenceOf(error), standDown);
    });
  };
  const events = new IntegrationEventsHandler({
    fusion,
    store,
    board,
    clock,
    comm: config,
    memory: frameMemory(window, randomIds, browserLog),
    standDown,
    log: browserLog,
  });
  const vendor = new VendorHandler(events, {
    serviceUrl: serviceUrl(config),
    agent: () => config.agent ?? fusion.agentId,
    clock,
    ids: randomIds,
    fetch: (input, init) => fetch(input, init),
    log: browserLog,
  });
  const actions = new IntegrationActionHandler({ vendor, fusion, events, store, board, clock, ids: randomIds });
  fusion.listen(actions);
  store.dispatch({ type: 'directory', directory: config.directory ?? [] });
  void actions.start();
  return performing(actions);
}

function performing(actions: IntegrationActionHandler): Perform {
  return {
    toggleAvailability: () => void actions.toggleAgentAvailability(),
    answer: ({ eventId }) => void actions.acceptIncomingCall(eventId),
    decline: ({ eventId }) => void actions.rejectCall(eventId),
    hangUp: ({ eventId }) => void actions.disconnectCall(eventId),
    control: ({ eventId, control }) => void actions.controlCall(eventId, control),
    openPanel: ({ eventId, panel }) => actions.openPanel(eventId, panel),
    closeWrapUp: ({ eventId }) => actions.closeWrapUp(eventId),
    dial: ({ number }) => void actions.makeCall(number),
    retry: ({ noticeId }) => board.retry(noticeId),
    dismiss: ({ noticeId }) => board.dismiss(noticeId),
  };
}

function serviceUrl({ serviceUrl: configured }: Config): string {
  return new URL(configured === '' ? '/' : configured, location.href).href.replace(/\/$/, '');
}

function show(): void {
  const toolbar = document.querySelector('cti-toolbar');
  if (toolbar === null) return;
  store.state$.subscribe((state) => (toolbar.state = state));
  ticks(clock).subscribe((now) => (toolbar.now = now));
}

async function start(): Promise<void> {
  show();
  const composed = deferred<Perform>();
  listenToAgent(document, composed.promise);
  try {
    composed.resolve(compose(await loadConfig('config.json', (input, init) => fetch(input, init))));
  } catch (error) {
    const notice = { id: 'config', what: 'The toolbar cannot start', why: sentenceOf(error), retryable: false };
    store.dispatch({ type: 'stopped', notice });
  }
}

void start();
