/** Puts the local Fusion together: who is signed in, the host half, its faults and its log. */
import { APP_CLASSIFICATIONS, URL_PARAMETERS } from '@oracle/uef-sdk';
import { strictSubscriptions, UefHost } from '@oracle/uef-sdk/host';
import { BehaviorSubject } from 'rxjs';
import { browserClock } from '../clock.js';
import type { ControlApi } from '../contact-centre/control-api.js';
import type { World } from '../contact-centre/world.js';
import { EventLog } from '../developer/event-log.js';
import { withFaults, type Faults } from '../developer/faults.js';
import type { FusionAgent } from '../fusion/configuration.js';
import { browserTabs } from '../fusion/fusion-tabs.js';
import { MockFusion } from '../fusion/mock-fusion.js';
import { workspaceOf } from '../fusion/workspace.js';
import { wrapUpReasons } from '../fusion/wrap-up-reasons.js';
import type { PageOptions } from './page-options.js';

const TOOLBAR_NAME = 'TOOLBAR_437316';
const TENANT = { appClassification: APP_CLASSIFICATIONS.SERVICE };

export interface LocalDesktop {
  readonly world: World;
  readonly agent: FusionAgent;
  readonly options: PageOptions;
  readonly api: ControlApi;
  readonly fusion: MockFusion;
  readonly faults: BehaviorSubject<Faults>;
  readonly log: EventLog;
  readonly toolbarAddress: string;
  /** Tells the host where the toolbar is. */
  useFrame(frame: HTMLIFrameElement): void;
}

export function createLocalDesktop(
  world: World,
  agent: FusionAgent,
  options: PageOptions,
  api: ControlApi,
): LocalDesktop {
  const newId = (): string => crypto.randomUUID();
  const log = new EventLog(browserClock);
  const faults = new BehaviorSubject(options.faults);
  const fusion = new MockFusion({
    clock: browserClock,
    newId,
    agent: () => agent,
    contacts: () => world.contacts,
    offerSeconds: options.offerSeconds,
    resolutions: () => wrapUpReasons(world.dispositions).map(({ code }) => code),
    tabs: browserTabs(agent.agentId),
  });
  let frame: HTMLIFrameElement | undefined;
  const acceptStrictly = strictSubscriptions(TENANT);
  const host = new UefHost({
    target: () => frame?.contentWindow ?? null,
    listenOn: window,
    origin: location.origin,
    toolbarName: TOOLBAR_NAME,
    onAction: withFaults(() => faults.value, TENANT, browserClock, fusion.handle),
    onHandshake: () => fusion.toolbarLoaded(),
    acceptSubscription: (subscription) => !faults.value.strict || acceptStrictly(subscription),
    onTraffic: log.add,
    get handshake() {
      return faults.value.handshake;
    },
    get responseShape() {
      return faults.value.responses;
    },
    workspace: () => ({ ...workspaceOf(fusion.state), activeChannels: [...options.channels] }),
    newId,
    now: () => browserClock.now(),
  });
  fusion.attach(host);
  host.start();
  return {
    world,
    agent,
    options,
    api,
    fusion,
    faults,
    log,
    toolbarAddress: toolbarAddress(location.origin),
    useFrame: (used) => {
      frame = used;
    },
  };
}

function toolbarAddress(origin: string): string {
  const query = new URLSearchParams({
    [URL_PARAMETERS.parentFrame]: origin,
    [URL_PARAMETERS.toolbarName]: TOOLBAR_NAME,
    [URL_PARAMETERS.apiSource]: `${origin}/uef/ui-events-framework-client.js`,
  });
  return `/toolbar/index.html?${query.toString()}`;
}
