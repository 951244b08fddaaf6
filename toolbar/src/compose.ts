import { meetTabs, watchPage } from './browser-tabs.js';
import type { CallLogStorage } from './call-log-storage.js';
import type { Config } from './config.js';
import { RecordStorage } from './desk-record.js';
import type { Recorder } from './diagnostics/recorder.js';
import { fileSaver } from './file-saver.js';
import { frameMemory } from './fusion/contact-memory.js';
import { FusionHandler } from './fusion/fusionHandler.js';
import { libraryFrom } from './fusion/uef-library.js';
import { LeadingDesk } from './leading-desk.js';
import type { Log } from './log.js';
import type { Clock } from './state/clock.js';
import { INITIAL_STATE } from './state/toolbar-state.js';
import type { ToolSources } from './state/tools.js';
import { Tab } from './tab.js';
import { VERSION } from './version.js';
import { chance, randomIds } from './vendor/id-source.js';

export interface PageParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly log: Log;
}

/** Everything behind what is on the screen: Fusion, the other tabs, the line. */
export function compose({ config, clock, recorder, log }: PageParts): {
  readonly tab: Tab;
  readonly tools: ToolSources;
} {
  const fusion = new FusionHandler({
    applicationName: 'fusion-cti-toolbar',
    appClassification: config.appClassification,
    uefTimeoutMs: config.uefTimeoutMs,
    ...(config.toolbarSize !== undefined && { toolbarSize: config.toolbarSize }),
    trace: recorder.note,
    library: libraryFrom(new URL(config.uefLibraryUrl, location.href).href, clock, config.uefTimeoutMs),
    clock,
  });
  const memory = frameMemory(window, randomIds, log);
  const agent = (): string | undefined => config.agent ?? fusion.agentId;
  const vendor = {
    serviceUrl: serviceUrl(config),
    agent,
    clock,
    ids: randomIds,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
    chance,
    trace: recorder.note,
    log,
  };
  const calls = async (): Promise<CallLogStorage> => {
    const { CallLogStorage: Kept } = await import('./call-log-storage.js');
    return new Kept(window, vendor.serviceUrl, agent() ?? '');
  };
  const save = fileSaver(document, clock);
  const tab = new Tab({
    fusion,
    memory,
    storage: new RecordStorage(window),
    clock,
    ids: randomIds,
    log,
    agent,
    meet: (of, watcher) => meetTabs(`fusion-cti ${vendor.serviceUrl} ${of}`, watcher, log),
    lead: (left, changed) =>
      new LeadingDesk(
        {
          fusion,
          memory,
          comm: config,
          directory: config.directory ?? [],
          dispositions: config.dispositions ?? [],
          logCall: (call) => void calls().then((kept) => kept.put(call)),
          transcriptUrl: socketUrl(config.transcriptUrl),
          vendor,
        },
        left,
        changed,
      ),
    isHidden: () => document.hidden,
    give: (outcome) => {
      const { file, name } = (outcome.ok ? outcome.outData : undefined) ?? {};
      // Without its own type: a browser that shows what it knows would show it as a page of ours.
      if (file instanceof Blob && typeof name === 'string')
        save(name, new Blob([file], { type: 'application/octet-stream' }));
    },
  });
  fusion.listen(tab);
  watchPage(tab);
  return { tab, tools: toolsOf({ fusion, clock, recorder }, { callLog: calls, save }) };
}

function toolsOf(
  { fusion, clock, recorder }: Pick<PageParts, 'clock' | 'recorder'> & { readonly fusion: FusionHandler },
  given: Pick<ToolSources, 'callLog' | 'save'>,
): ToolSources {
  const versions = (): Record<string, string> => ({ toolbar: VERSION, library: fusion.libraryVersion });
  return {
    ...given,
    versions,
    diagnostics: async () => {
      const { diagnosticsFile } = await import('./diagnostics/diagnostics.js');
      const { browserFacts } = await import('./diagnostics/browser-facts.js');
      const state = document.querySelector('cti-toolbar')?.state ?? INITIAL_STATE;
      const browser = browserFacts(window);
      return diagnosticsFile({ state, entries: recorder.entries, versions: versions(), browser, now: clock.now() });
    },
  };
}

function serviceUrl({ serviceUrl: configured }: Config): string {
  return new URL(configured === '' ? '/' : configured, location.href).href.replace(/\/$/, '');
}

function socketUrl(configured = ''): string | undefined {
  return configured === '' ? undefined : new URL(configured, location.href).href.replace(/^http/, 'ws');
}
