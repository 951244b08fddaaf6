import { createHmac, randomUUID } from 'node:crypto';
import { inParallel } from './agent-fleet.js';
import { openScreen } from './agent-screens.js';
import { HttpPool } from './http-pool.js';
import { openLoop } from './open-loop.js';
import { OtherSides } from './other-sides.js';

export type ByocOrder =
  /** Both sides of the middleware that take everything begin to listen. */
  | { readonly kind: 'byocSides' }
  /** So many threads of customers at those sides; and at the emulated CXone so many that agents serve. */
  | {
      readonly kind: 'byocBegin';
      readonly middleware: number;
      readonly cloud: number;
      readonly bare: number;
      readonly threads: number;
      readonly agents: number;
      readonly served: number;
    }
  /** CXone calls: so many replies a second, whatever happens. `bare`: with the middleware left out. */
  | { readonly kind: 'byocCallbacks'; readonly seconds: number; readonly perSecond: number; readonly bare: boolean }
  /** Customers write as fast as they are answered, until all of it is at CXone. */
  | { readonly kind: 'byocInbound'; readonly seconds: number; readonly width: number }
  /** Customers whom agents serve write, so many a second. */
  | { readonly kind: 'byocToScreen'; readonly seconds: number; readonly perSecond: number };

export interface ByocFigures {
  readonly port?: number;
  /** Milliseconds until an answer, or until it was seen. */
  readonly times?: readonly number[];
  /** Messages that arrived, and the seconds until the last. */
  readonly messages?: number;
  readonly seconds?: number;
}

/** What both processes are told alike. */
export const BYOC_BENCH = {
  /** At the sides that take everything, and at the emulated CXone. */
  channels: { quick: 'quick', served: 'served' },
  client: 'bench',
  boxSecret: 'a-secret-of-the-box',
  webhookSecret: 'a-secret-of-the-platform',
} as const;

const HOST = '127.0.0.1';
const POOL_SIZE = 64;
const AT_ONCE = 32;
const BOX = '/byoc/integration/box';

interface Parts {
  readonly middleware: HttpPool;
  readonly bare: HttpPool;
  readonly token: string;
}

let sides: OtherSides | undefined;
let parts: Parts | undefined;
const quick: string[] = [];
const served: string[] = [];
const onScreen = new Map<string, () => void>();
let joined = 0;
let onJoined: () => void = () => undefined;

export async function byocLoad(order: ByocOrder): Promise<ByocFigures> {
  switch (order.kind) {
    case 'byocSides':
      sides = await OtherSides.start();
      return { port: sides.port };
    case 'byocBegin':
      await begin(order);
      return {};
    case 'byocCallbacks':
      return callbacks(begun(), order.seconds, order.perSecond, order.bare);
    case 'byocInbound':
      return inbound(begun(), order.seconds, order.width);
    case 'byocToScreen':
      return toScreen(begun(), order.seconds, order.perSecond);
  }
}

function begun(): Parts {
  if (parts === undefined) throw new Error('Nobody is there');
  return parts;
}

async function begin(order: Extract<ByocOrder, { kind: 'byocBegin' }>): Promise<void> {
  const middleware = await HttpPool.open(HOST, order.middleware, POOL_SIZE);
  const grant = { grant_type: 'client_credentials', client_id: BYOC_BENCH.client, client_secret: BYOC_BENCH.boxSecret };
  const { access_token: token } = JSON.parse(await middleware.post(`${BOX}/1.0/token`, JSON.stringify(grant))) as {
    access_token: string;
  };
  parts = { middleware, bare: await HttpPool.open(HOST, order.bare, POOL_SIZE), token };
  const cloud = await HttpPool.open(HOST, order.cloud, POOL_SIZE);
  for (let n = 0; n < order.agents; n += 1)
    await openScreen(cloud, `${HOST}:${order.cloud}`, `a${n}`, ({ eventName, event }) => {
      if (eventName === 'ChatEvent') onScreen.get(event?.text ?? '')?.();
      if (eventName !== 'ChatJoined') return;
      joined += 1;
      onJoined();
    });
  const come = async (channel: string, count: number, into: string[]) =>
    inParallel(Array.from({ length: count }), AT_ONCE, async () => {
      into.push(await say(middleware, channel, randomUUID(), 'hello'));
    });
  await come(BYOC_BENCH.channels.quick, order.threads, quick);
  await come(BYOC_BENCH.channels.served, order.served, served);
  while (joined < order.served) await new Promise<void>((resolve) => (onJoined = resolve));
}

/** @returns the thread */
async function say(http: HttpPool, channel: string, id: string, text: string, threadId?: string): Promise<string> {
  const event = {
    ...{ id, type: 'message', customer: { id: threadId ?? id, nickname: 'Zed' }, message: { id, text } },
    ...(threadId !== undefined && { threadId }),
  };
  const body = JSON.stringify(event);
  const timestamp = `${Date.now()}`;
  const signed = ['v1', 'from-channel', channel, timestamp, body].join('\n');
  const signature = createHmac('sha256', BYOC_BENCH.webhookSecret).update(signed).digest('hex');
  const headers = `x-cti-timestamp: ${timestamp}\r\nx-cti-signature: v1=${signature}\r\n`;
  const answer = await http.post(`/byoc/channels/${channel}/events`, body, headers);
  return (JSON.parse(answer) as { threadId: string }).threadId;
}

async function callbacks(
  { middleware, bare: reference, token }: Parts,
  seconds: number,
  perSecond: number,
  bare: boolean,
): Promise<ByocFigures> {
  const times: number[] = [];
  const headers = `authorization: Bearer ${token}\r\n`;
  const path = `${BOX}/2.0/channel/${BYOC_BENCH.channels.quick}/outbound`;
  await openLoop(seconds, perSecond, async (n, due) => {
    await (bare ? reference : middleware).post(path, replyTo(quick[n % quick.length] ?? '', `reply ${n}`), headers);
    times.push(performance.now() - due);
  });
  return { times };
}

/** As CXone is seen to send it. */
function replyTo(thread: string, text: string): string {
  return JSON.stringify({
    brand: { id: 1, tenantId: 'bench', businessUnitId: 4567, friendlyName: 'Bench' },
    thread: { idOnExternalPlatform: thread },
    messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, postback: null },
    endUserRecipients: [{ idOnExternalPlatform: thread, name: 'Zed', isPrimary: true, isPrivate: true }],
    attachments: [],
    isReplyToSpecificMessage: false,
    replyToMessage: null,
    forward: null,
    authorUser: { id: 77, firstName: 'Ann', surname: 'Agent', nickname: 'Ann' },
    createdAtWithMilliseconds: new Date().toISOString(),
  });
}

/** Closed loop: each customer writes again when answered. It ends when the last message is at CXone. */
async function inbound({ middleware }: Parts, seconds: number, width: number): Promise<ByocFigures> {
  if (sides === undefined) throw new Error('There are no sides');
  const waiting = new Set<string>();
  let onNone: () => void = () => undefined;
  sides.onCustomerMessage = (id) => {
    if (waiting.delete(id) && waiting.size === 0) onNone();
  };
  const times: number[] = [];
  const start = performance.now();
  const lane = async (_: unknown, first: number) => {
    for (let n = first; performance.now() < start + seconds * 1000; n += width) {
      const id = randomUUID();
      waiting.add(id);
      const due = performance.now();
      await say(middleware, BYOC_BENCH.channels.quick, id, `word ${n}`, quick[n % quick.length]);
      times.push(performance.now() - due);
    }
  };
  await Promise.all(Array.from({ length: width }).map(lane));
  if (waiting.size > 0) await new Promise<void>((resolve) => (onNone = resolve));
  return { times, messages: times.length, seconds: (performance.now() - start) / 1000 };
}

async function toScreen({ middleware }: Parts, seconds: number, perSecond: number): Promise<ByocFigures> {
  const times: number[] = [];
  const run = randomUUID();
  await openLoop(seconds, perSecond, async (n, due) => {
    const text = `said ${run} ${n}`;
    const seen = new Promise<void>((resolve) => onScreen.set(text, resolve));
    await say(middleware, BYOC_BENCH.channels.served, randomUUID(), text, served[n % served.length]);
    await seen;
    onScreen.delete(text);
    times.push(performance.now() - due);
  });
  return { times };
}
