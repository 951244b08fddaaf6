import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import { CLOSE_CODES } from '@fusion-cti/protocol';
import { keepAlive } from '../../runtime/heartbeat.js';
import { parsedJson } from '../../runtime/json.js';
import type { OriginPolicy } from '../../runtime/origins.js';
import { RateLimiter } from '../../runtime/rate-limiter.js';
import { SocketDoor } from '../../runtime/socket-door.js';
import { TextSocket } from '../../runtime/text-socket.js';
import { upgradesOf } from '../../runtime/upgrades.js';
import type { Cloud } from '../cloud.js';
import { takesOrigin } from '../organization.js';
import { CLOUD_PATH, MESSAGING_PATH } from '../paths.js';
import { act } from './actions.js';
import { MessagingError } from './frames.js';
import type { Connection } from './session.js';

const PATH = CLOUD_PATH + MESSAGING_PATH;
const NORMAL = 1000;

/** Puts Web Messaging where its clients look for it: a socket by which guests say and hear everything. */
export function serveMessaging(app: FastifyInstance, cloud: Cloud, origins: OriginPolicy): void {
  const { config, wallClock, organization } = cloud;
  const door = new SocketDoor({
    name: 'genesys-cloud messaging',
    origins,
    clock: wallClock,
    messageBytes: config.limits.frameBytes,
    sockets: config.limits.sockets,
  });
  app.addHook('preClose', async () => door.close());
  upgradesOf(app.server).claim((request, stream, head) => {
    const [path, query = ''] = (request.url ?? '').split('?', 2);
    if (path !== PATH) return false;
    const deployment = organization.deployment(new URLSearchParams(query).get('deploymentId') ?? '');
    // One that is not there is told by the socket, as Genesys Cloud does.
    const strange = deployment !== undefined && !takesOrigin(deployment, request.headers.origin);
    const open = (webSocket: WebSocket, socket: Socket) => connect(app, cloud, request, webSocket, socket);
    door.upgrade(request, stream, head, open, strange ? 'origin-forbidden' : undefined);
    return true;
  });
}

function connect(
  app: FastifyInstance,
  cloud: Cloud,
  { headers }: IncomingMessage,
  webSocket: WebSocket,
  socket: Socket,
): void {
  const { wallClock: clock, config, options } = cloud;
  const { socketBacklogBytes: backlogBytes, commandsPerSecond, commandBurst } = config.limits;
  const texts = new TextSocket({ webSocket, stream: socket, backlogBytes, slow: 'cut' });
  const connection: Connection = {
    origin: headers.origin,
    sessions: new Set(),
    send: (frames) => texts.send(frames),
    close: () => webSocket.close(NORMAL),
    cut: () => webSocket.terminate(),
  };
  keepAlive(webSocket, { clock, name: 'genesys-cloud messaging ping', pingMs: options.heartbeatMs });
  const limiter = new RateLimiter(() => clock.now(), commandsPerSecond, commandBurst);
  // One at a time: what is answered later must not overtake.
  let before: Promise<void> = Promise.resolve();
  webSocket.on('message', (data, isBinary) => {
    if (!limiter.take()) webSocket.close(CLOSE_CODES.flooding.code, CLOSE_CODES.flooding.sentence);
    else before = before.then(() => answer(app, cloud, connection, isBinary ? undefined : data));
  });
  webSocket.on('close', () => {
    for (const { connections } of connection.sessions) connections.delete(connection);
  });
}

async function answer(
  app: FastifyInstance,
  cloud: Cloud,
  connection: Connection,
  data: RawData | undefined,
): Promise<void> {
  const given = parsed(data);
  const { tracingId } = (given ?? {}) as { readonly tracingId?: unknown };
  const trace = typeof tracingId === 'string' ? { tracingId } : {};
  try {
    const response = await act({ cloud, connection }, given);
    if (response !== undefined) connection.send([JSON.stringify({ type: 'response', ...response, ...trace })]);
  } catch (error) {
    if (!(error instanceof MessagingError)) app.log.error({ err: error }, 'a messaging action failed');
    const { frame } = error instanceof MessagingError ? error : new MessagingError('failed');
    connection.send([JSON.stringify({ ...frame, ...trace })]);
  }
}

/** @returns `undefined` for what is no JSON object: it is answered as no action that can be read */
function parsed(data: RawData | undefined): object | undefined {
  if (!Buffer.isBuffer(data)) return undefined;
  const value = parsedJson(data);
  return typeof value === 'object' && value !== null ? value : undefined;
}
