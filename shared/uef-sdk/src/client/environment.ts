/** What the client needs of the world, so that a test can be the world. */
import type { ClearTimer, MessageSource, MessageTarget, SetTimer } from '../windows.js';

/** The toolbar's own window. A DOM `Window` is one. */
export interface ClientWindow extends MessageSource {
  /** The frame's parent; the window itself when it is not framed. */
  readonly parent: MessageTarget;
  readonly location: { readonly href: string };
}

export interface ClientEnvironment {
  readonly window: ClientWindow;
  /** Milliseconds until an unanswered handshake rejects. The vendor's client waits for ever; ours gives up (assumption). */
  readonly handshakeTimeoutMs: number;
  readonly newId: () => string;
  readonly setTimer: SetTimer;
  readonly clearTimer: ClearTimer;
  /** Takes what a listener of a notification threw: nobody waits for its result. */
  readonly reportError: (error: unknown) => void;
}

export const DEFAULT_HANDSHAKE_TIMEOUT_MS = 10_000;

/** The browser, with the given parts replaced. */
export function browserEnvironment(replaced: Partial<ClientEnvironment>): ClientEnvironment {
  return {
    window: replaced.window ?? window,
    handshakeTimeoutMs: replaced.handshakeTimeoutMs ?? DEFAULT_HANDSHAKE_TIMEOUT_MS,
    newId: replaced.newId ?? (() => crypto.randomUUID()),
    setTimer: replaced.setTimer ?? ((run, milliseconds) => setTimeout(run, milliseconds)),
    clearTimer: replaced.clearTimer ?? ((timer) => clearTimeout(timer as ReturnType<typeof setTimeout>)),
    reportError: replaced.reportError ?? ((error) => reportError(error)),
  };
}
