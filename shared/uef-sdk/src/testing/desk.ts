/** Both halves joined by linked windows: the shortest way to a toolbar's code under test that talks to a host. */
import { createUiEventsFramework } from '../client/index.js';
import type { ClientEnvironment } from '../client/index.js';
import { UefHost } from '../host/index.js';
import type { HostAction, HostAnswer, HostTraffic, UefHostOptions } from '../host/index.js';
import type { IUiEventsFramework } from '../types/index.js';
import { linkWindows, type LinkedWindows } from './linked-windows.js';
import { manualTimers, type ManualTimers } from './manual-timers.js';

export const TOOLBAR_ORIGIN = 'https://toolbar.example';
export const DESKTOP_ORIGIN = 'https://fusion.example';
export const TOOLBAR_NAME = 'TOOLBAR_437316';

/** Address of the toolbar with the parameters Fusion gives it. */
export const TOOLBAR_URL = `${TOOLBAR_ORIGIN}/?oraParentFrame=${encodeURIComponent(DESKTOP_ORIGIN)}&oraTbName=${TOOLBAR_NAME}`;

/** How the desk answers an action; methods without an entry are answered with success and the action's own inData. */
export type Answers = Record<string, (action: HostAction) => HostAnswer | undefined | Promise<HostAnswer | undefined>>;

export interface DeskOptions {
  readonly toolbarUrl?: string;
  readonly answers?: Answers;
  readonly host?: Partial<UefHostOptions>;
  readonly client?: Partial<ClientEnvironment>;
}

export interface Desk {
  readonly windows: LinkedWindows;
  readonly timers: ManualTimers;
  readonly host: UefHost;
  /** A framework object inside the toolbar's present page. */
  readonly framework: IUiEventsFramework;
  /** Everything that reached the host's handler. */
  readonly actions: HostAction[];
  readonly traffic: HostTraffic[];
  /** What listeners of notifications threw. */
  readonly reported: unknown[];
  /** Loads the toolbar anew and returns the new page's framework object. */
  reload(): IUiEventsFramework;
}

export function openDesk(options: DeskOptions = {}): Desk {
  const toolbarUrl = options.toolbarUrl ?? TOOLBAR_URL;
  const windows = linkWindows(toolbarUrl, DESKTOP_ORIGIN);
  const timers = manualTimers();
  const actions: HostAction[] = [];
  const traffic: HostTraffic[] = [];
  const reported: unknown[] = [];
  const ids = { host: 0, client: 0 };

  const answer = async (action: HostAction): Promise<HostAnswer | undefined> => {
    actions.push(action);
    const given = options.answers?.[action.method];
    return given === undefined ? { result: 'success', outData: action.inData } : given(action);
  };
  const host = new UefHost(
    withOverrides<UefHostOptions>(
      {
        target: () => windows.frame,
        listenOn: windows.desktop,
        origin: TOOLBAR_ORIGIN,
        toolbarName: TOOLBAR_NAME,
        onAction: answer,
        onTraffic: (entry) => traffic.push(entry),
        newId: () => `host-${(ids.host += 1)}`,
        now: timers.now,
        setTimer: timers.setTimer,
        clearTimer: timers.clearTimer,
      },
      options.host,
    ),
  );
  host.start();

  const newFramework = (): IUiEventsFramework =>
    createUiEventsFramework({
      window: windows.toolbar,
      newId: () => `toolbar-${(ids.client += 1)}`,
      setTimer: timers.setTimer,
      clearTimer: timers.clearTimer,
      reportError: (error) => reported.push(error),
      ...options.client,
    });

  return {
    windows,
    timers,
    host,
    framework: newFramework(),
    actions,
    traffic,
    reported,
    reload() {
      windows.reload();
      return newFramework();
    },
  };
}

/** Keeps getters of the overrides alive: a host reads its options anew each time, and tests use that. */
function withOverrides<Options extends object>(defaults: Options, overrides: Partial<Options> | undefined): Options {
  if (overrides === undefined) return defaults;
  return Object.defineProperties(defaults, Object.getOwnPropertyDescriptors(overrides));
}
