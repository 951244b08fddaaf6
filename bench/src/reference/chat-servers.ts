import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocketServer } from 'ws';

/**
 * What others make of the same: a client says something, and hears of it. All of them are sent the same, and write a
 * notification with the same fields as the real server, and as many. They check nothing and keep nothing. `ws` is the
 * ceiling: no sessions, no channels.
 */
const CHANNEL = '/service/chatV2/customer-support';

const require = createRequire(import.meta.url);
/** As long as the real server: between two rounds its customers' connections are idle. */
const server = createServer({ keepAliveTimeout: 65_000 });

/** As far as they are used here: neither has types. */
interface Faye {
  readonly NodeAdapter: new (options: object) => {
    addExtension(extension: { incoming(message: FayeMessage, done: (message: FayeMessage) => void): void }): void;
    attach(server: unknown): void;
  };
}
interface FayeMessage {
  readonly channel: string;
  data: unknown;
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
          const [{ id, channel, data: said }] = JSON.parse((data as Buffer).toString()) as [Publication];
          // Reply and notification in one frame.
          const notification = { channel, data: envelopeOf(said, index) };
          webSocket.send(JSON.stringify([{ channel, id, successful: true }, notification]));
        });
      });
    });
  },
  faye: () => {
    const { NodeAdapter } = require('faye') as Faye;
    const adapter = new NodeAdapter({ mount: '/genesys/cometd', timeout: 30 });
    let index = 1;
    // Its own way to answer otherwise than with what was said.
    adapter.addExtension({
      incoming: (message, done) => {
        if (message.channel.startsWith('/room/')) message.data = envelopeOf(message.data as Said, (index += 1));
        done(message);
      },
    });
    adapter.attach(server);
  },
  cometd: () => {
    const { createCometDServer } = require('cometd-nodejs-server') as Cometd;
    // Without that all clients of one browser, as ours are, would wait for each other.
    const cometd = createCometDServer({ maxSessionsPerBrowser: -1 });
    let index = 1;
    cometd.createServerChannel(CHANNEL).addListener('message', (session, { name }, { data }, done) => {
      index += 1;
      session.deliver(null, name, envelopeOf(data as Said, index));
      done();
    });
    server.on('request', (request, response) => cometd.handle(request, response));
  },
};

interface Said {
  readonly message: string;
}
interface Publication {
  readonly id: string;
  readonly channel: string;
  readonly data: Said;
}

/** What GMS tells of a message, in the sizes that the real server's fields have. */
function envelopeOf({ message }: Said, index: number): object {
  return {
    messages: [
      {
        from: { nickname: 'Rita Moss', participantId: 1, type: 'Client' },
        index,
        text: message,
        messageType: 'text',
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
  };
}

KINDS[process.argv[2] ?? '']?.();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Fusion CTI listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
