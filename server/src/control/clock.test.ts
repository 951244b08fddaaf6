import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, ManualClock, SystemClock } from '../runtime/clock.js';
import { TestServer, type TestSocket } from '../testing/test-server.js';

interface Timers {
  now: number;
  clock: string;
  count: number;
  timers: { name: string; inMs: number }[];
}

const HALF_AN_HOUR = 30 * 60_000;
const WEEK = 7 * 86_400_000;
/** Of the world that ships with the server. */
const BUSY_NUMBER = '+14155550199';

describe('time of the control API', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  /** As `CTI_CLOCK=virtual` does: the world on virtual time, the network on real time. */
  const startVirtual = async (wallClock: Clock = new SystemClock()) => {
    server = await TestServer.start({}, {}, { wallClock });
  };
  const timers = () => server.get<Timers>('/control/timers');
  const advance = (advanceMs: number) => server.post('/control/clock', { advanceMs });
  const agentState = async () => (await server.get<{ agents: { state: string }[] }>('/control/state')).agents[0]?.state;

  const signInReady = async (): Promise<{ socket: TestSocket; session: string }> => {
    const { socket, hello } = await server.signIn();
    await server.command('initialize', { session: hello.session });
    await socket.until('EventAgentReady');
    return { socket, session: hello.session };
  };

  /** An agent who hears the busy tone, and the timer that will end it. */
  const hearBusyTone = async () => {
    const { socket, session } = await signInReady();
    await server.command('makeCall', { session, toNumber: BUSY_NUMBER });
    const busy = (await socket.until('EventDestinationBusy')).at(-1);
    const { timers: waiting } = await timers();
    return { socket, connId: String(busy?.connectionId), waiting };
  };

  it('W-14 ends a busy tone when its time has passed, and not a moment before', async () => {
    await startVirtual();
    const { socket, connId, waiting } = await hearBusyTone();
    expect(waiting).toEqual([
      { name: expect.stringMatching(`busy.*${connId}`) as string, inMs: expect.any(Number) as number },
    ]);
    const [{ name, inMs }] = waiting as [{ name: string; inMs: number }];
    const { now } = await timers();

    expect(await advance(inMs - 1)).toEqual({
      status: 200,
      body: { now: now + inMs - 1, fired: [], done: true, remainingMs: 0 },
    });
    expect(await timers()).toMatchObject({ now: now + inMs - 1, timers: [{ name, inMs: 1 }] });
    const told = socket.texts.length;

    expect(await advance(1)).toEqual({
      status: 200,
      body: { now: now + inMs, fired: [name], done: true, remainingMs: 0 },
    });
    const [released] = await socket.until('EventReleased');
    expect(released).toMatchObject({ eventName: 'EventReleased', connectionId: connId });
    expect(JSON.parse(socket.texts[told]!)).toEqual(released);
    expect(await timers()).toEqual({ now: now + inMs, clock: 'virtual', count: 0, timers: [] });
    expect(await server.get('/control/state')).toMatchObject({ calls: [] });
  });

  it('W-14 lets half an hour pass at once, with everything in it at its own moment', async () => {
    await startVirtual();
    const { socket, waiting } = await hearBusyTone();
    const { now } = await timers();
    expect((await advance(HALF_AN_HOUR)).body).toMatchObject({ now: now + HALF_AN_HOUR, done: true });
    await socket.until('EventReleased');
    const { entries } = await server.get<{ entries: { name: string; time: number }[] }>('/control/journal');
    expect(entries.find(({ name }) => name === 'EventReleased')?.time).toBe(now + waiting[0]!.inMs);
  });

  it('W-14 logs out an agent whose client stayed away, and keeps the place while nobody moves time', async () => {
    await startVirtual();
    const { socket } = await signInReady();
    socket.webSocket.terminate();
    await expect.poll(async () => (await timers()).timers.map(({ name }) => name)).toEqual(['desktop grace 5001']);
    expect(await agentState()).toBe('Ready');
    expect((await advance(HALF_AN_HOUR)).body.fired).toEqual(['desktop grace 5001']);
    expect(await agentState()).toBe('Null');
  });

  it('W-14 fires timers that a timer sets on the way, a portion at a time, and says what is left', async () => {
    await startVirtual();
    const { now } = await timers();
    const moments: number[] = [];
    const storm = () => {
      moments.push(server.clock.now() - now);
      server.clock.setTimer('storm', 1, storm);
    };
    server.clock.setTimer('storm', 1, storm);

    const first = (await advance(1500)).body;
    expect(first).toMatchObject({ now: now + 1000, done: false, remainingMs: 500 });
    expect(first.fired).toHaveLength(1000);
    const second = (await advance(500)).body;
    expect(second).toMatchObject({ now: now + 1500, done: true, remainingMs: 0 });
    expect(second.fired).toHaveLength(500);
    expect(moments).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
  });

  it('W-14 fires the rest of one moment by an advance of nothing', async () => {
    await startVirtual();
    for (let n = 0; n < 1001; n += 1) server.clock.setTimer(`timer ${n}`, 10, () => undefined);
    expect((await advance(10)).body).toMatchObject({ done: false, remainingMs: 0 });
    expect((await advance(0)).body).toMatchObject({ fired: ['timer 1000'], done: true });
  });

  it('W-13 tells in the journal that time was moved', async () => {
    await startVirtual();
    await advance(10);
    expect(await server.get('/control/journal')).toMatchObject({
      entries: [{ seam: 'control', direction: 'in', name: 'advance', payload: { advanceMs: 10 } }],
    });
  });

  it.each([
    {},
    { advanceMs: -1 },
    { advanceMs: 0.5 },
    { advanceMs: '10' },
    { advanceMs: WEEK + 1 },
    { advanceMs: 10, by: 'me' },
  ])('S-05 refuses %o, and time stands', async (body) => {
    await startVirtual();
    const { now } = await timers();
    expect(await server.post('/control/clock', body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect((await timers()).now).toBe(now);
  });

  it('W-15 names what the world waits for, soonest first', async () => {
    await startVirtual();
    const { socket } = await server.signIn({ agent: '5002' });
    const { waiting } = await hearBusyTone();
    await advance(1000);
    socket.webSocket.terminate();
    await expect.poll(async () => (await timers()).count).toBe(2);
    const { timers: both } = await timers();
    expect(both).toEqual([
      { name: waiting[0]!.name, inMs: waiting[0]!.inMs - 1000 },
      { name: 'desktop grace 5002', inMs: 60_000 },
    ]);
  });

  it('W-15 lists a thousand timers at most, and counts them all', async () => {
    await startVirtual();
    for (let n = 0; n < 1001; n += 1) server.clock.setTimer(`timer ${n}`, 2000 - n, () => undefined);
    const { count, timers: listed } = await timers();
    expect(count).toBe(1001);
    expect(listed).toHaveLength(1000);
    expect(listed[0]).toEqual({ name: 'timer 1000', inMs: 1000 });
  });

  it('W-15 names the timers of real time too, which nobody can move', async () => {
    const clock = new SystemClock();
    server = await TestServer.start({ byoc: { local: false } }, {}, { clock, wallClock: clock });
    await server.signIn();
    const { clock: kind, timers: waiting } = await timers();
    expect({ kind, names: waiting.map(({ name }) => name) }).toEqual({ kind: 'system', names: ['desktop ping 5001'] });
    expect(await advance(HALF_AN_HOUR)).toMatchObject({
      status: 409,
      body: { code: 'clock-not-virtual', retryable: false },
    });
  });

  it('W-16 keeps clients, tickets and limits as they are when the world leaps', async () => {
    const wallClock = new ManualClock();
    await startVirtual(wallClock);
    const { socket, session } = await signInReady();
    const { body } = await server.post('/genesys/session', { agent: '5002' });
    for (let n = 0; n < 100; n += 1) await server.command('notReady', { session });
    for (let n = 0; n < 20; n += 1) await server.post('/genesys/session', { agent: '5003' });
    expect((await advance(WEEK)).body).toMatchObject({ fired: [], done: true });

    expect(await server.post('/genesys/session', { agent: '5003' })).toMatchObject({ status: 429 });
    expect(await server.command('ready', { session })).toMatchObject({ status: 429 });
    const late = server.open({}, ['fusion-cti.v1', `ticket.${String(body.ticket)}`]);
    expect((await late.next()).kind).toBe('hello');
    expect(socket.texts.filter((text) => text.includes('"ping"'))).toEqual([]);
    expect(await server.get('/control/state')).toMatchObject({ sessions: [{ connected: true }, { connected: true }] });
  });

  it('W-16 pings, and refills limits, while the world stands still', async () => {
    const wallClock = new ManualClock();
    await startVirtual(wallClock);
    const { socket, session } = await signInReady();
    const { now } = await timers();
    for (let n = 0; n < 100; n += 1) await server.command('notReady', { session });
    expect(await server.command('ready', { session })).toMatchObject({ status: 429 });
    wallClock.advance(15_000);
    expect((await socket.until('ping')).at(-1)).toEqual({ eventName: 'ping', time: wallClock.now() });
    expect(await server.command('ready', { session })).toMatchObject({ status: 200 });
    expect((await timers()).now).toBe(now);
  });

  it('W-16 stops in time although a client never answers the goodbye', async () => {
    const wallClock = new ManualClock();
    await startVirtual(wallClock);
    const mute = await upgraded(server.port);
    const stopping = server.stop();
    const waiting = () => wallClock.pending().map(({ name }) => name);
    await expect.poll(waiting).toContain('desktop goodbye');
    expect(mute.readyState).toBe('open');
    wallClock.advance(2000);
    await once(mute, 'close');
    await stopping;
  });
});

/** A socket that was upgraded to WebSocket and then says nothing at all. */
async function upgraded(port: number): Promise<Socket> {
  const upgrade = request({
    port,
    path: '/genesysWs',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    },
  });
  upgrade.end();
  const [, socket] = (await once(upgrade, 'upgrade')) as [unknown, Socket];
  socket.resume();
  return socket;
}
