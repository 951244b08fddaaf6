import type { WebSocket } from 'ws';
import { CLOSE_CODES } from '@fusion-cti/protocol';
import type { Clock } from './clock.js';

export interface HeartbeatOptions {
  /** The network's time. */
  readonly clock: Clock;
  /** Of the timer. */
  readonly name: string;
  /** Milliseconds between two pings. */
  readonly pingMs: number;
  /** What else is sent with each ping. */
  readonly onPing?: () => void;
}

/** Pings a socket, and cuts it when a ping has had no answer by the next: a connection can be dead without being closed. */
export function keepAlive(webSocket: WebSocket, { clock, name, pingMs, onPing }: HeartbeatOptions): void {
  let answered = true;

  const beat = () => {
    if (!answered) {
      webSocket.close(CLOSE_CODES.unresponsive.code, CLOSE_CODES.unresponsive.sentence);
      // Who answers no ping will not answer the close either.
      webSocket.terminate();
      return;
    }
    answered = false;
    webSocket.ping();
    onPing?.();
    timer = schedule();
  };
  const schedule = () => clock.setTimer(name, pingMs, beat);
  let timer = schedule();

  webSocket.on('pong', () => (answered = true));
  webSocket.on('close', () => timer.cancel());
}
