/** The little that both halves need of a browser window, so that tests can link two of them without a browser. */

/** A window that can be posted to. A DOM `Window` is one. */
export interface MessageTarget {
  postMessage(message: string, targetOrigin: string): void;
}

/** A window that can be listened on. A DOM `Window` is one. */
export interface MessageSource {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Handle of an injected timer: whatever `setTimer` returned. */
export type TimerHandle = unknown;

/** Starts a timer that runs once, after so many milliseconds. */
export type SetTimer = (run: () => void, milliseconds: number) => TimerHandle;

/** Stops a timer that has not run yet. */
export type ClearTimer = (timer: TimerHandle) => void;
