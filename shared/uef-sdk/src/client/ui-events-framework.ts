import type { IUiEventsFramework } from '../types/index.js';
import { browserEnvironment, type ClientEnvironment } from './environment.js';
import { HostLink } from './host-link.js';
import { UefProvider } from './provider.js';

/**
 * A framework object like the vendor's, in a world of the caller's choice.
 *
 * `initialize(applicationName, version = 'v1')` asks the parent window for build information and resolves with the
 * provider once it is answered. It rejects with an `IErrorData` whose status is `HANDSHAKE_TIMEOUT` when nobody answers
 * (also: when the page is not framed at all), or with the host's status when the host refuses. The version chooses
 * nothing (documented); `'v1'`, `'V1'` and no version are all in use.
 */
export function createUiEventsFramework(replaced: Partial<ClientEnvironment> = {}): IUiEventsFramework {
  let pageId: string | undefined;
  return {
    async initialize(applicationName: string, version = 'v1') {
      const environment = browserEnvironment(replaced);
      pageId ??= environment.newId();
      const link = new HostLink(environment);
      await link.open({ applicationName: applicationName ?? '', version, pageId });
      return new UefProvider(link, environment, applicationName ?? '', version);
    },
  };
}

/** The member of the global `CX_SVC_UI_EVENTS_FRAMEWORK`, for toolbars that import instead of loading a script. */
export const uiEventsFramework: IUiEventsFramework = createUiEventsFramework();
