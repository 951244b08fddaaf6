import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

/**
 * What others make of the same: a client says something, and hears of it. `ws` is the ceiling: it reads the message,
 * writes a notification as large as that of the real server, and keeps nothing. The two Bayeux servers only echo.
 */
const CHANNEL = '/service/chatV2/customer-support';

const require = createRequire(import.meta.url);
const server = createServer();

/** As far as they are used here: neither has types. */
interface Faye {
  readonly NodeAdapter: new (options: object) => { attach(server: unknown): void };
}
interface CometdChannel {
  readonly name: string;
  addListener(
    event: 'message',
    hear: (session: CometdSession, channel: CometdChannel, message: { data: unknown }, done: () => void) => void,
  ): void;
}
interface CometdSession {
  deliver(sender: unknown, channel: string, data: unknown): void;
}
interface Cometd {
  createCometDServer(options: object): {
    handle(request: IncomingMessage, response: ServerResponse): void;
    createServerChannel(name: string): CometdChannel;
  };
}

const KINDS: Readonly<Record<string, () => void>> = {
  ws: () => {
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        let index = 1;
        webSocket.on('message', (data: RawData) => {
          index += 1;
          answer(webSocket, (data as Buffer).toString(), index);
        });
      });
    });
  },
  faye: () => {
    const { NodeAdapter } = require('faye') as Faye;
    new NodeAdapter({ mount: '/genesys/cometd', timeout: 30 }).attach(server);
  },
  cometd: () => {
    const { createCometDServer } = require('cometd-nodejs-server') as Cometd;
    // Without that all clients of one browser, as ours are, would wait for each other.
    const cometd = createCometDServer({ maxSessionsPerBrowser: -1 });
    cometd.createServerChannel(CHANNEL).addListener('message', (session, { name }, { data }, done) => {
      session.deliver(null, name, data);
      done();
    });
    server.on('request', (request, response) => cometd.handle(request, response));
  },
};

/** Reply and notification in one frame, of the sizes that the real server's have. */
function answer(webSocket: WebSocket, text: string, index: number): void {
  const [{ id, channel, data }] = JSON.parse(text) as [{ id: string; channel: string; data: { message: string } }];
  const notification = {
    channel,
    data: {
      messages: [
        {
          from: { nickname: 'Rita Moss', participantId: 1, type: 'Client' },
          index,
          text: data.message,
          type: 'Message',
          utcTime: Math.floor(Date.now() / 1000) * 1000,
        },
      ],
      chatEnded: false,
      statusCode: 0,
      alias: '214',
      secureKey: '7be21f0c95d3a8467be2',
      userId: '009C5E0D41B2000F',
      chatId: '0003KaQ7TB2E00RX',
      nextPosition: index + 1,
    },
  };
  webSocket.send(JSON.stringify([{ channel, id, successful: true }, notification]));
}

KINDS[process.argv[2] ?? '']?.();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Fusion CTI listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
