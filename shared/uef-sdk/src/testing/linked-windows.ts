/**
 * Two windows that post to each other as a page and its frame do: asynchronously, as text, with origin and source, and
 * dropping what was meant for another origin.
 */
import type { MessageTarget } from '../windows.js';

/** A window as code inside it sees it. */
export interface LinkedWindow {
  /** The other window, as seen from this one. */
  readonly parent: MessageTarget;
  readonly location: { readonly href: string };
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export interface LinkedWindows {
  /** Inside the frame. */
  toolbar: LinkedWindow;
  /** The page around it; what a host listens on. */
  readonly desktop: LinkedWindow;
  /** The frame's window as the page sees it; what a host posts to. */
  readonly frame: MessageTarget;
  /** Loads the frame anew: the old page's listeners are gone. Returns the new page's window, also in `toolbar`. */
  reload(href?: string): LinkedWindow;
  /** Puts a message into a window as if somebody else had posted it. */
  inject(into: 'toolbar' | 'desktop', message: { data: unknown; origin: string; source?: unknown }): void;
  /** Resolves when no message is under way and none followed from the last. */
  idle(): Promise<void>;
}

/** Microtask turns without a message after which nothing more is to come: longer than any chain of awaits in here. */
const QUIET_TURNS = 60;

/** `toolbarUrl` is the frame's address with its parameters, `desktopOrigin` the origin of the page around it. */
export function linkWindows(toolbarUrl: string, desktopOrigin: string): LinkedWindows {
  let underWay = 0;
  let href = toolbarUrl;
  let frameTarget = new EventTarget();
  const desktopTarget = new EventTarget();

  const post = (into: () => EventTarget, data: unknown, origin: string, source: unknown): void => {
    underWay += 1;
    queueMicrotask(() => {
      underWay -= 1;
      const event = new MessageEvent('message', { data, origin });
      // Some implementations take nothing but a message port as source.
      Object.defineProperty(event, 'source', { value: source });
      into().dispatchEvent(event);
    });
  };

  const frameOrigin = (): string => new URL(href).origin;
  const frame: MessageTarget = {
    postMessage: (message, targetOrigin) => {
      if (targetOrigin !== '*' && targetOrigin !== frameOrigin()) return;
      post(() => frameTarget, message, desktopOrigin, parent);
    },
  };
  const parent: MessageTarget = {
    postMessage: (message, targetOrigin) => {
      if (targetOrigin !== '*' && targetOrigin !== desktopOrigin) return;
      post(() => desktopTarget, message, frameOrigin(), frame);
    },
  };

  const windows: LinkedWindows = {
    toolbar: insideOf(frameTarget, parent, href),
    desktop: insideOf(desktopTarget, frame, desktopOrigin),
    frame,
    reload(nextHref = href) {
      href = nextHref;
      frameTarget = new EventTarget();
      windows.toolbar = insideOf(frameTarget, parent, href);
      return windows.toolbar;
    },
    inject(into, { data, origin, source = into === 'toolbar' ? parent : frame }) {
      post(() => (into === 'toolbar' ? frameTarget : desktopTarget), data, origin, source);
    },
    async idle() {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
        await Promise.resolve();
        if (underWay > 0) quiet = 0;
      }
    },
  };
  return windows;
}

function insideOf(target: EventTarget, parent: MessageTarget, href: string): LinkedWindow {
  const listeners = new Map<(event: MessageEvent) => void, EventListener>();
  return {
    parent,
    location: { href },
    addEventListener(type, listener) {
      const wrapped: EventListener = (event) => listener(event as MessageEvent);
      if (listeners.has(listener)) return;
      listeners.set(listener, wrapped);
      target.addEventListener(type, wrapped);
    },
    removeEventListener(type, listener) {
      const wrapped = listeners.get(listener);
      if (wrapped !== undefined) target.removeEventListener(type, wrapped);
      listeners.delete(listener);
    },
  };
}
