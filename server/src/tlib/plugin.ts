import type { FastifyPluginAsync } from 'fastify';
import type { CloseReason } from '@fusion-cti/protocol';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { SocketDoor } from '../runtime/socket-door.js';
import { upgradesOf } from '../runtime/upgrades.js';
import type { Site } from '../site/site.js';
import { EventWriter } from './event-writer.js';
import { LibraryClient } from './library-client.js';

const SOCKET_PATH = '/tserver';

export interface TlibOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** The network's time; the world's is the site's. */
  readonly wallClock: Clock;
}

/**
 * The face of a T-Server: the whole T-Library as JSON, for tests, tools and load. Whoever comes may do whatever a client
 * of a T-Server may, so it is there in open mode only.
 */
export const tlibPlugin: FastifyPluginAsync<TlibOptions> = async (app, { site, config, origins, wallClock }) => {
  const clients = new Set<LibraryClient>();
  const writer = new EventWriter();
  // A request here is what the body of a request is elsewhere.
  const { bodyBytes: messageBytes, sockets } = config.limits;
  const door = new SocketDoor({ name: 'tlib', origins, clock: wallClock, messageBytes, sockets });
  let lastClient = 0;

  upgradesOf(app.server).claim((request, stream, head) => {
    if (request.url?.split('?', 1)[0] !== SOCKET_PATH) return false;
    door.upgrade(request, stream, head, (webSocket, socket) => {
      lastClient += 1;
      const id = `tlib:${lastClient}`;
      const client = new LibraryClient({
        id,
        webSocket,
        stream: socket,
        site,
        config,
        wallClock,
        writer,
        log: app.log,
      });
      clients.add(client);
      webSocket.on('close', () => clients.delete(client));
    });
    return true;
  });

  const dismissAll = (reason: CloseReason) => {
    for (const client of clients) client.dismiss(reason);
  };
  site.onReset(() => dismissAll('worldReset'));
  app.addHook('preClose', async () => {
    dismissAll('goingAway');
    door.close();
  });

  app.get(
    SOCKET_PATH,
    {
      schema: {
        tags: ['tserver'],
        summary: 'The whole T-Library as JSON (WebSocket)',
        description:
          'One JSON object a message, with T-Library’s names. To the server: a request and its attributes, such as ' +
          '`{"request":"RequestRegisterAddress","ReferenceID":1,"ThisDN":"7001"}`. From the server: an event and its ' +
          'attributes, such as `{"ReferenceID":1,"event":"EventRegistered","ThisDN":"7001",…}`. The first answer to a ' +
          'request brings its ReferenceID back, to who asked. Whatever is no request is answered with EventError, and ' +
          '`GET /control/journal` names the attribute that it lacked or had wrong. Lists of pairs are ' +
          '`[{"key","type","value"}]`.',
      },
    },
    async () => {
      throw new CodedError('upgrade-required');
    },
  );
};
