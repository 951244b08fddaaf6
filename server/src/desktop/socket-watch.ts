import type { WebSocket } from 'ws';
import { CLOSE_CODES, ERROR_CATALOGUE, type ErrorFrame, type PingFrame } from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { keepAlive } from '../runtime/heartbeat.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import type { Desk } from './desk.js';

/**
 * Looks after an open socket: pings both ways, because a page cannot see WebSocket pings and a server cannot see a page
 * that is gone without them; and answers frames that should have been commands.
 */
export function watchSocket(webSocket: WebSocket, desk: Desk, clock: Clock, config: Config): void {
  const isFull = desk.outlet.level === 'full';
  const { clientFramesPerMinute } = config.limits;
  const limiter = new RateLimiter(() => clock.now(), clientFramesPerMinute / 60, clientFramesPerMinute);
  keepAlive(webSocket, {
    clock,
    name: `desktop ping ${desk.agent.agentId}`,
    pingMs: config.desktop.pingMs,
    onPing: () => {
      if (isFull) webSocket.send(JSON.stringify({ eventName: 'ping', time: clock.now() } satisfies PingFrame));
    },
  });
  webSocket.on('message', () => {
    if (!limiter.take()) webSocket.close(CLOSE_CODES.flooding.code, CLOSE_CODES.flooding.sentence);
    // The published level has no word for it.
    else if (isFull) webSocket.send(COMMANDS_BY_POST);
  });
}

const COMMANDS_BY_POST = JSON.stringify({
  eventName: 'error',
  code: 'commands-by-post',
  message: ERROR_CATALOGUE['commands-by-post'].sentence,
} satisfies ErrorFrame);
