import type { IUiEventsFramework } from '@oracle/uef-sdk';
import type { Clock } from '../state/clock.js';
import { HopError } from '../state/failure.js';
import { within } from './within.js';

/** Gets Oracle's library, wherever it is kept. */
export type LibraryLoader = () => Promise<IUiEventsFramework>;

/** What the library's script leaves behind, Oracle's own and the stub alike. */
interface LibraryGlobal {
  CX_SVC_UI_EVENTS_FRAMEWORK?: { readonly uiEventsFramework: IUiEventsFramework };
}

/** The library belongs to Fusion and follows its versions, so it is loaded at run time and never bundled. */
export function libraryFrom(url: string, clock: Clock, timeoutMs: number): LibraryLoader {
  return async () => {
    const present = framework();
    if (present !== undefined) return present;
    const overdue = (): Error => unavailable(url, `did not load within ${timeoutMs / 1000} seconds`);
    await within(clock, 'fusion.library', timeoutMs, addScript(url), overdue);
    const loaded = framework();
    if (loaded === undefined) throw unavailable(url, 'is not the UI Events Framework');
    return loaded;
  };
}

function framework(): IUiEventsFramework | undefined {
  return (globalThis as LibraryGlobal).CX_SVC_UI_EVENTS_FRAMEWORK?.uiEventsFramework;
}

function addScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove(); // A retry adds another.
      reject(unavailable(url, 'could not be loaded'));
    };
    document.head.append(script);
  });
}

function unavailable(url: string, what: string): HopError {
  return new HopError('fusion', `Fusion's library at ${url} ${what}.`, true);
}
