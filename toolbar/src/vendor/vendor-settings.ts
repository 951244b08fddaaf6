import type { Clock } from '../state/clock.js';
import type { Trace } from '../diagnostics/recorder.js';
import type { Log } from '../log.js';
import type { IdSource } from './id-source.js';

/** How long the contact centre may take. Milliseconds. */
export interface VendorTimes {
  /** For the answer to a request. */
  readonly requestMs: number;
  /** For the socket to open and the server to greet. */
  readonly openMs: number;
  /** From an accepted request to the event that tells the agent's new state. */
  readonly agentStateMs: number;
}

export const DEFAULT_TIMES: VendorTimes = { requestMs: 10_000, openMs: 10_000, agentStateMs: 15_000 };

export interface VendorSettings {
  /** Absolute, without a slash at its end. */
  readonly serviceUrl: string;
  /** Who signs in; `undefined`: the service's default agent. Asked at sign-in, because Fusion may tell it late. */
  readonly agent: () => string | undefined;
  /** Whether chats can be shown, and told to Fusion. Asked at sign-in, likewise. */
  readonly chats?: () => boolean;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** From 0 to below 1. */
  readonly chance: () => number;
  /** What `VendorHandler.line` says has changed. */
  readonly lineChanged?: () => void;
  readonly times?: VendorTimes;
  /** For diagnostics. */
  readonly trace?: Trace;
}

/** The addresses of Oracle's published protocol, and of the session that we put before it. */
export function endpoints(serviceUrl: string): {
  session: string;
  commands: string;
  colleagues: string;
  socket: string;
} {
  return {
    session: `${serviceUrl}/genesys/session`,
    commands: `${serviceUrl}/genesys/events`,
    colleagues: `${serviceUrl}/genesys/colleagues`,
    socket: `${serviceUrl.replace(/^http/, 'ws')}/genesysWs`,
  };
}
