import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import Fastify from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * What the parts can do when nothing is decided: the same requests and the same bytes, moved by bare `ws` and either
 * Fastify or `node:http`. It checks nothing, so it is the ceiling that the real server is measured against.
 */
const CALL_FRAME = (name: string, dn: string) =>
  `{"seq":12345,"eventName":"${name}","eventType":"${name}","messageId":64,"connectionId":"006c02462a161006",` +
  `"eventId":"006c02462a161006","direction":"inbound","ANI":"+14155550100","eventData":{"thisDN":"${dn}",` +
  '"thisDNRole":"Destination","otherDN":"+14155550100","otherDNRole":"Origination","connID":"006c02462a161006",' +
  '"callID":1234,"callUuid":"AM5D3AE9D90757BKTSVJTCIAR4000014","callType":"Inbound","callTypeId":2,"callState":"Ok",' +
  '"callStateId":0,"ani":"+14155550100","dnis":"100000","eventSequenceNumber":123456,"timeInSecs":1795253011,' +
  '"timeInuSecs":336000}}';

const DEVICE_FRAME = (name: string, dn: string) =>
  `{"seq":12345,"eventName":"${name}","eventType":"${name}","messageId":86,"eventData":{"thisDN":"${dn}",` +
  '"agentID":"a100","eventSequenceNumber":123456,"timeInSecs":1795253011,"timeInuSecs":336000}}';

const frameOf = (name: string, dn: string) =>
  name.endsWith('Hook') || name.startsWith('EventAgent') ? DEVICE_FRAME(name, dn) : CALL_FRAME(name, dn);

/** Which frames the real server sends for each request. */
const FRAMES: Readonly<Record<string, readonly string[]>> = {
  call: ['EventRinging'],
  initialize: ['EventRegistered', 'EventAgentLogin', 'EventAgentNotReady', 'EventAgentReady'],
  accept: ['EventOffHook', 'EventEstablished'],
  hangup: ['EventReleased', 'EventOnHook'],
};

interface Body {
  type?: string;
  session?: string;
  to?: string;
  agent?: string;
}

const byDn = new Map<string, WebSocket>();
const byToken = new Map<string, WebSocket>();
const dnOfTicket = new Map<string, string>();

function answer(path: string, body: Body): { status: number; body: object } {
  if (path === '/genesys/session') {
    const ticket = randomBytes(8).toString('hex');
    dnOfTicket.set(ticket, String(100_000 + Number(body.agent?.slice(1))));
    return { status: 200, body: { ticket, expiresInMs: 1 } };
  }
  const inbound = path === '/control/calls';
  const webSocket = inbound ? byDn.get(body.to ?? '') : byToken.get(body.session ?? '');
  for (const name of FRAMES[inbound ? 'call' : (body.type ?? '')] ?? [])
    webSocket?.send(frameOf(name, body.to ?? '100000'));
  return inbound ? { status: 201, body: { connId: '006c02462a161006' } } : { status: 200, body: { status: 'Success' } };
}

const webSockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: ([first]) => first ?? false,
});

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  webSockets.handleUpgrade(request, socket, head, (webSocket) => {
    const ticket = request.headers['sec-websocket-protocol']?.split('ticket.')[1] ?? '';
    const dn = dnOfTicket.get(ticket) ?? '';
    byDn.set(dn, webSocket);
    byToken.set(ticket, webSocket);
    webSocket.send(`{"eventName":"hello","session":"${ticket}"}`);
  });
}

async function listenWithFastify(): Promise<number> {
  const app = Fastify();
  for (const path of ['/genesys/session', '/genesys/events', '/control/calls']) {
    app.post<{ Body: Body }>(path, async (request, reply) => {
      const { status, body } = answer(path, request.body);
      return reply.status(status).send(body);
    });
  }
  app.server.on('upgrade', upgrade);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

async function listenWithNode(): Promise<number> {
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => reply(response, answer(request.url ?? '', JSON.parse(text) as Body)));
  });
  server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function reply(response: ServerResponse, { status, body }: { status: number; body: object }): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
}

const port = await (process.argv[2] === 'fastify' ? listenWithFastify() : listenWithNode());
process.stdout.write(`Fusion CTI listens on http://127.0.0.1:${port}/\n`);
