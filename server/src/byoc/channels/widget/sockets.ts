import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import { CLOSE_CODES } from '@fusion-cti/protocol';
import type { Clock, Timer } from '../../../runtime/clock.js';
import type { ByocConfig } from '../../../runtime/config-byoc.js';
import { keepAlive } from '../../../runtime/heartbeat.js';
import { RateLimiter } from '../../../runtime/rate-limiter.js';
import { SocketDoor } from '../../../runtime/socket-door.js';
import { TextSocket } from '../../../runtime/text-socket.js';
import { upgradesOf } from '../../../runtime/upgrades.js';
import type { ChannelPlace } from '../../directory.js';
import { Connection } from './connection.js';
import type { Caller, CustomerDesk } from './customer-desk.js';
import type { Hub } from './hub.js';
import type { People } from './people.js';
import type { WidgetOrigins } from './widget-origins.js';

export interface WidgetSocketsOptions {
  readonly config: ByocConfig;
  readonly origins: WidgetOrigins;
  readonly people: People;
  readonly desk: CustomerDesk;
  readonly hub: Hub;
  readonly clock: Clock;
  /** A page that reads slower than this much behind gets nothing more, and comes again. */
  readonly backlogBytes: number;
}

/** Who opens a socket says soon who it is. */
const HELLO_MS = 10_000;

/** Sockets of pages with the widget: a door for each channel, at `/widget/{channel}/socket`. */
export class WidgetSockets {
  readonly #options: WidgetSocketsOptions;
  readonly #doors = new Map<string, SocketDoor>();
  readonly #absences = new Map<string, Timer>();
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance, options: WidgetSocketsOptions) {
    this.#app = app;
    this.#options = options;
    const path = new RegExp(`^${options.config.path}/widget/([\\w.:-]{1,128})/socket$`);
    upgradesOf(app.server).claim((request, stream, head) => {
      const [, channel = ''] = path.exec(request.url ?? '') ?? [];
      const place = options.origins.place(channel);
      if (place === undefined) return false;
      this.#doorOf(place).upgrade(request, stream, head, (webSocket, socket) => this.#meet(place, webSocket, socket));
      return true;
    });
  }

  close(): void {
    for (const absence of this.#absences.values()) absence.cancel();
    for (const door of this.#doors.values()) door.close();
  }

  #doorOf({ channel }: ChannelPlace): SocketDoor {
    const known = this.#doors.get(channel.id);
    if (known !== undefined) return known;
    const { clock, config, origins } = this.#options;
    const door = new SocketDoor({
      name: `byoc widget ${channel.id}`,
      origins: origins.policy(channel.id),
      clock,
      messageBytes: config.widgetFrameBytes,
      sockets: config.widgetSockets,
    });
    this.#doors.set(channel.id, door);
    return door;
  }

  #meet(place: ChannelPlace, webSocket: WebSocket, stream: Socket): void {
    const { backlogBytes, clock, config, desk, hub, people } = this.#options;
    const refuse = () => webSocket.close(CLOSE_CODES.ticketInvalid.code, CLOSE_CODES.ticketInvalid.sentence);
    const connection = new Connection({
      place,
      people,
      desk,
      hub,
      clock,
      log: this.#app.log,
      socket: new TextSocket({ webSocket, stream, backlogBytes, slow: 'cut' }),
      refuse,
      onGone: (caller) => this.#gone(caller),
    });
    keepAlive(webSocket, { clock, name: 'byoc widget ping', pingMs: config.widgetPingMs });
    const hello = clock.setTimer('byoc widget hello', HELLO_MS, () => {
      if (!connection.isOpen) refuse();
    });
    const limiter = new RateLimiter(() => clock.now(), config.widgetFramesPerSecond, config.widgetFrameBurst);
    webSocket.on('message', (data, isBinary) => {
      if (limiter.take()) connection.take(isBinary ? undefined : textOf(data));
      else webSocket.close(CLOSE_CODES.flooding.code, CLOSE_CODES.flooding.sentence);
    });
    webSocket.on('close', () => {
      hello.cancel();
      connection.closed();
    });
  }

  /** A page that is loaded anew comes back at once; who does not has left. */
  #gone(caller: Caller): void {
    const { clock, config, desk, hub, people } = this.#options;
    const { key } = caller;
    const goneAt = clock.now();
    const left = async () => {
      const person = await people.find(key);
      // It may have come back elsewhere.
      if (person !== undefined && person.openedAt <= goneAt) await desk.left(caller);
    };
    this.#absences.get(key)?.cancel();
    const absence = clock.setTimer('byoc widget away', config.widgetAwayMs, () => {
      this.#absences.delete(key);
      if (hub.has(key)) return;
      left().catch((error: unknown) => this.#app.log.error({ err: error }, 'an absence was not noted'));
    });
    this.#absences.set(key, absence);
  }
}

function textOf(data: RawData): string | undefined {
  return Buffer.isBuffer(data) ? data.toString() : undefined;
}
