import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { CLOSE_CODES, type ErrorCode } from '@fusion-cti/protocol';
import { keepAlive } from '../../runtime/heartbeat.js';
import type { OriginPolicy } from '../../runtime/origins.js';
import { RateLimiter } from '../../runtime/rate-limiter.js';
import { SocketDoor } from '../../runtime/socket-door.js';
import { TextSocket } from '../../runtime/text-socket.js';
import { upgradesOf } from '../../runtime/upgrades.js';
import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import { guestOf } from '../identify.js';
import { CLOUD_PATH, STREAM_PATH } from '../paths.js';
import type { Conversation, Stream } from './conversation.js';
import { HEARTBEAT } from './projection.js';

const PATH = CLOUD_PATH + STREAM_PATH;
const NORMAL = 1000;

/** Puts the event streams where answers say that they are: a socket by which guests hear, and say nothing. */
export function serveStreams(app: FastifyInstance, cloud: Cloud, origins: OriginPolicy): void {
  const { config, wallClock } = cloud;
  const door = new SocketDoor({
    name: 'genesys-cloud stream',
    origins,
    clock: wallClock,
    messageBytes: config.limits.frameBytes,
    sockets: config.limits.sockets,
  });
  app.addHook('preClose', async () => door.close());
  upgradesOf(app.server).claim((request, stream, head) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!path.startsWith(PATH)) return false;
    admit(request, stream, head, path.slice(PATH.length)).catch((error: unknown) => {
      app.log.error({ err: error }, 'a stream could not be opened');
      stream.destroy();
    });
    return true;
  });

  async function admit(request: IncomingMessage, stream: Duplex, head: Buffer, token: string): Promise<void> {
    const found = await conversationOf(cloud, token);
    const refusal = typeof found === 'string' ? found : undefined;
    const open = (webSocket: WebSocket, socket: Socket) => {
      if (typeof found !== 'string') attach(cloud, found, webSocket, socket);
    };
    door.upgrade(request, stream, head, open, refusal);
  }
}

/** [A] Of the refused handshake clients see the status: 401 for the token, 404 for a conversation that is gone. */
async function conversationOf(cloud: Cloud, token: string): Promise<Conversation | ErrorCode> {
  try {
    const conversation = await guestOf(cloud, token);
    return conversation.ended ? 'not-found' : conversation;
  } catch (error) {
    if (error instanceof CloudError) return error.status === 404 ? 'not-found' : 'session-unknown';
    throw error;
  }
}

function attach(cloud: Cloud, conversation: Conversation, webSocket: WebSocket, socket: Socket): void {
  const { wallClock: clock, config, options, conversations } = cloud;
  const { socketBacklogBytes: backlogBytes, clientFramesPerMinute } = config.limits;
  const texts = new TextSocket({ webSocket, stream: socket, backlogBytes, slow: 'cut' });
  const stream: Stream = {
    send: (frames) => texts.send(frames),
    close: () => webSocket.close(NORMAL),
    cut: () => webSocket.terminate(),
  };
  keepAlive(webSocket, {
    clock,
    name: `genesys-cloud heartbeat ${conversation.id}`,
    pingMs: options.heartbeatMs,
    onPing: () => {
      if (conversation.heartbeats) texts.send([HEARTBEAT]);
    },
  });
  const limiter = new RateLimiter(() => clock.now(), clientFramesPerMinute / 60, clientFramesPerMinute);
  webSocket.on('message', () => {
    if (!limiter.take()) webSocket.close(CLOSE_CODES.flooding.code, CLOSE_CODES.flooding.sentence);
  });
  webSocket.on('close', () => conversations.detach(conversation, stream));
  conversations.attach(conversation, stream);
}
