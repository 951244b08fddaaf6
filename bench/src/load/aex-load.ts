import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { inParallel } from './agent-fleet.js';
import { openScreen } from './agent-screens.js';
import { HttpPool } from './http-pool.js';
import { openLoop } from './open-loop.js';

export type AexOrder =
  /** Agents sign in at the contact centre, and so many users of a bot come to them through the bridge. */
  | {
      readonly kind: 'aexBegin';
      readonly bridge: number;
      readonly cloud: number;
      readonly agents: number;
      readonly conversations: number;
    }
  /** More users, who wait. */
  | { readonly kind: 'aexMore'; readonly conversations: number }
  /** So many guests who need no bridge: what the other side takes by itself. */
  | { readonly kind: 'aexGuests'; readonly conversations: number }
  /** Both sides talk: so many messages a second each way, over all conversations, whatever happens. */
  | { readonly kind: 'aexTalk'; readonly seconds: number; readonly perSecond: number; readonly direct: boolean };

/** Milliseconds. */
export interface AexFigures {
  /** Until what a user said was answered. */
  readonly answers: readonly number[];
  /** Until it was on the agent's screen. */
  readonly toScreen: readonly number[];
  /** Until what an agent said was with the caller, or the guest. */
  readonly toUser: readonly number[];
}

const HOST = '127.0.0.1';
const POOL_SIZE = 64;
const AT_ONCE = 32;
const NOBODY: AexFigures = { answers: [], toScreen: [], toUser: [] };

interface Parts {
  readonly bridge: HttpPool;
  readonly cloud: HttpPool;
  readonly cloudPort: number;
  readonly returnTo: string;
  readonly server: Server;
}

interface Served {
  readonly chatId: string;
  readonly session: string;
}

interface User {
  readonly say: (text: string) => Promise<void>;
  readonly ticket: string;
}

let parts: Parts | undefined;
const users: User[] = [];
const guests: User[] = [];
const served = new Map<string, Served>();
/** Texts that are on their way, and whoever waits for them. */
const onScreen = new Map<string, () => void>();
const atUser = new Map<string, () => void>();
let onServed: () => void = () => undefined;

export async function aexLoad(order: AexOrder): Promise<AexFigures> {
  switch (order.kind) {
    case 'aexBegin':
      parts = await begin(order.bridge, order.cloud);
      for (let n = 0; n < order.agents; n += 1) await signIn(parts, `a${n}`);
      await comeByBridge(parts, order.conversations);
      await allServed(users);
      return NOBODY;
    case 'aexMore':
      await comeByBridge(begun(), order.conversations);
      return NOBODY;
    case 'aexGuests':
      await comeDirectly(begun(), order.conversations);
      await allServed(guests);
      return NOBODY;
    case 'aexTalk':
      return talk(begun(), order.direct ? guests : users, order.seconds, order.perSecond);
  }
}

function begun(): Parts {
  if (parts === undefined) throw new Error('Nobody is there');
  return parts;
}

async function begin(bridgePort: number, cloudPort: number): Promise<Parts> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      response.end('{}');
      const { message } = JSON.parse(body) as { message: string };
      atUser.get(message)?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    bridge: await HttpPool.open(HOST, bridgePort, POOL_SIZE),
    cloud: await HttpPool.open(HOST, cloudPort, POOL_SIZE),
    cloudPort,
    returnTo: `http://${HOST}:${port}/publish`,
    server,
  };
}

function signIn({ cloud, cloudPort }: Parts, agent: string): Promise<void> {
  return openScreen(cloud, `${HOST}:${cloudPort}`, agent, ({ eventName, chatId = '', chat, event }, session) => {
    if (eventName === 'ChatEvent') onScreen.get(event?.text ?? '')?.();
    if (eventName !== 'ChatJoined') return;
    served.set(chat?.userData.ticket ?? '', { chatId, session });
    onServed();
  });
}

async function comeByBridge({ bridge, returnTo }: Parts, count: number): Promise<void> {
  const tickets = Array.from({ length: count }, (_, n) => `user ${users.length + n}`);
  await inParallel(tickets, AT_ONCE, async (ticket) => {
    const request = {
      hostname: 'emulator.local',
      initiationParams: orderOf(ticket),
      ReturnContext: {
        CustomerCode: 'bench',
        CustomerName: 'bench',
        ConversationReference: null,
        ConversationId: ticket,
        Source: 'web',
        User: ticket,
        lang: 'en',
      },
      ReturnEndpoints: { url: returnTo, token: 'Bearer BENCH' },
    };
    const { id } = JSON.parse(await bridge.post('/genesys_wrapper/initiate_connection', JSON.stringify(request))) as {
      id: string;
    };
    const say = async (text: string) => {
      const answer = await bridge.post('/genesys_wrapper/message', JSON.stringify({ id, msg: text }));
      if (answer !== 'true') throw new Error(`A message was answered with ${answer}`);
    };
    users.push({ ticket, say });
  });
}

const GUEST_PATH = '/genesys-cloud/api/v2/webchat/guest/conversations';

async function comeDirectly({ cloud }: Parts, count: number): Promise<void> {
  const tickets = Array.from({ length: count }, (_, n) => `guest ${n}`);
  await inParallel(tickets, AT_ONCE, async (ticket) => {
    const { id, jwt, eventStreamUri, member } = JSON.parse(
      await cloud.post(GUEST_PATH, JSON.stringify(orderOf(ticket))),
    ) as { id: string; jwt: string; eventStreamUri: string; member: { id: string } };
    const webSocket = new WebSocket(eventStreamUri, { perMessageDeflate: false });
    webSocket.on('message', (data: Buffer) => {
      const { eventBody } = JSON.parse(data.toString()) as { eventBody: { body?: string } };
      atUser.get(eventBody.body ?? '')?.();
    });
    await new Promise((resolve, reject) => webSocket.once('open', resolve).once('error', reject));
    const path = `${GUEST_PATH}/${id}/members/${member.id}/messages`;
    const say = async (text: string) => {
      await cloud.post(path, JSON.stringify({ body: text, bodyType: 'standard' }), `authorization: Bearer ${jwt}\r\n`);
    };
    guests.push({ ticket, say });
  });
}

function orderOf(ticket: string): object {
  return {
    organizationId: '00000000-0000-4000-8000-000000000000',
    deploymentId: '00000000-0000-4000-8000-000000000000',
    routingTarget: { targetType: 'queue', targetAddress: 'Bench' },
    memberInfo: { displayName: ticket, customFields: { ticket } },
  };
}

async function allServed(waiting: readonly User[]): Promise<void> {
  while (!waiting.every(({ ticket }) => served.has(ticket))) await new Promise<void>((resolve) => (onServed = resolve));
}

async function talk({ cloud }: Parts, who: readonly User[], seconds: number, perSecond: number): Promise<AexFigures> {
  const figures = { answers: [] as number[], toScreen: [] as number[], toUser: [] as number[] };
  const run = `${Math.round(performance.now())}`;
  const arrival = (waiting: Map<string, () => void>, text: string, into: number[], due: number) =>
    new Promise<void>((resolve) =>
      waiting.set(text, () => {
        waiting.delete(text);
        into.push(performance.now() - due);
        resolve();
      }),
    );
  await openLoop(seconds, perSecond, async (n, due) => {
    const user = who[n % who.length];
    const agent = served.get(user?.ticket ?? '');
    if (user === undefined || agent === undefined) throw new Error('Nobody serves a user');
    const said = `said ${run} ${n}`;
    const told = `told ${run} ${n}`;
    await Promise.all([
      arrival(onScreen, said, figures.toScreen, due),
      user.say(said).then(() => figures.answers.push(performance.now() - due)),
      arrival(atUser, told, figures.toUser, due),
      cloud.post('/genesys/events', JSON.stringify({ type: 'chatSay', text: told, ...agent })),
    ]);
  });
  return figures;
}
