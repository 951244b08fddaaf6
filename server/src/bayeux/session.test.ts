import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { Extensions } from './extensions.js';
import { DEFAULT_LIMITS } from './options.js';
import { BayeuxSession, type SessionEnd, type Sink } from './session.js';

/** Keeps what it is sent. */
class FakeSink implements Sink {
  readonly streaming: boolean;
  readonly sent: unknown[][] = [];
  open = true;

  constructor(streaming: boolean) {
    this.streaming = streaming;
  }

  send(texts: readonly string[]): boolean {
    if (this.open) this.sent.push(texts.map((text): unknown => JSON.parse(text)));
    return this.open;
  }

  cut(): void {
    throw new Error('Nobody here breaks lines');
  }
}

const CONNECT = { channel: '/meta/connect', id: '7' };
const RETRY = { reconnect: 'retry', interval: 0, timeout: 30_000, maxInterval: 10_000 };
const CONNECTED = { channel: '/meta/connect', id: '7', successful: true, clientId: 'c', advice: RETRY };

describe('a session', () => {
  let clock: ManualClock;
  let ends: SessionEnd[];
  let wakes: number;
  let session: BayeuxSession;
  beforeEach(() => {
    clock = new ManualClock();
    ends = [];
    wakes = 0;
    session = new BayeuxSession({
      id: 'c',
      number: 1,
      context: undefined,
      clock,
      limits: { ...DEFAULT_LIMITS, queuedMessages: 3, subscriptionsPerSession: 2 },
      limiter: new RateLimiter(() => clock.now(), 1, 2),
      extensions: new Extensions({ channel: '/meta/handshake' }),
      wake: () => (wakes += 1),
      end: (end) => {
        ends.push(end);
        session.end(end);
      },
    });
  });

  const timers = () => clock.pending().map(({ name }) => name);
  const poll = () => {
    const sink = new FakeSink(false);
    session.bind(undefined);
    session.holdConnect(CONNECT, sink, 30_000);
    return sink;
  };

  it('B-04 holds a connect until there is something to say', () => {
    const sink = poll();
    expect(sink.sent).toEqual([]);
    session.deliver('/a', { n: 1 });
    session.deliver('/a', { n: 2 });
    expect(wakes).toBe(1);
    session.flush();
    expect(sink.sent).toEqual([[CONNECTED, { channel: '/a', data: { n: 1 } }, { channel: '/a', data: { n: 2 } }]]);
  });

  it('B-04 answers a connect at once when something waits', () => {
    session.deliver('/a', 1);
    expect(poll().sent).toEqual([[CONNECTED, { channel: '/a', data: 1 }]]);
    expect(session.queue).toHaveLength(0);
  });

  it('B-04 answers a connect when its time is over, and not before', () => {
    const sink = poll();
    clock.advance(29_999);
    expect(sink.sent).toEqual([]);
    clock.advance(1);
    expect(sink.sent).toEqual([[CONNECTED]]);
  });

  it('B-06 releases the first connect when a second comes, and sends what there is to the second', () => {
    const first = poll();
    const second = poll();
    expect(first.sent).toEqual([[{ ...CONNECTED, advice: { ...RETRY, interval: 1000 } }]]);
    session.deliver('/a', 1);
    session.flush();
    expect(second.sent).toHaveLength(1);
    expect(first.sent).toHaveLength(1);
    expect(timers()).toEqual(['bayeux expiry 1']);
  });

  it('B-06 releases a held connect when another is answered at once', () => {
    const first = poll();
    expect(session.answerConnect(CONNECT).map((text): unknown => JSON.parse(text))).toEqual([CONNECTED]);
    expect(first.sent).toHaveLength(1);
    expect(timers()).toEqual(['bayeux expiry 1']);
  });

  it('B-07 sends to a socket beside the connect that it holds', () => {
    const socket = new FakeSink(true);
    session.bind(socket);
    session.holdConnect(CONNECT, socket, 30_000);
    session.deliver('/a', 1);
    session.flush();
    expect(socket.sent).toEqual([[{ channel: '/a', data: 1 }]]);
    expect(timers()).toEqual(['bayeux connect 1']);
    clock.advance(30_000);
    expect(socket.sent).toEqual([[{ channel: '/a', data: 1 }], [CONNECTED]]);
  });

  it('B-18 is over when no connect has come for the timeout and the longest interval', () => {
    clock.advance(39_999);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual([{ reason: 'expired' }]);
    expect(clock.pending()).toEqual([]);
  });

  it('B-18 lives as long as a connect is held, and counts anew from its end', () => {
    clock.advance(39_000);
    poll();
    expect(timers()).toEqual(['bayeux connect 1']);
    clock.advance(30_000);
    clock.advance(39_999);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual([{ reason: 'expired' }]);
  });

  it('B-19 keeps what could not be sent for the next connect, whatever it comes by', () => {
    const socket = new FakeSink(true);
    session.bind(socket);
    session.holdConnect(CONNECT, socket, 30_000);
    socket.open = false;
    session.deliver('/a', 1);
    session.flush();
    session.detach(socket);
    session.deliver('/a', 2);
    session.flush();
    expect(session.queue).toHaveLength(2);
    expect(poll().sent).toEqual([[CONNECTED, { channel: '/a', data: 1 }, { channel: '/a', data: 2 }]]);
  });

  it('B-19 is not ended by a sink that is gone, but by nobody coming back', () => {
    const sink = poll();
    session.detach(sink);
    expect(timers()).toEqual(['bayeux expiry 1']);
    session.deliver('/a', 1);
    session.flush();
    expect(sink.sent).toEqual([]);
  });

  it('B-19 does not mind when an old sink goes after a new one has come', () => {
    const old = new FakeSink(true);
    session.bind(old);
    const socket = new FakeSink(true);
    session.bind(socket);
    session.detach(old);
    session.deliver('/a', 1);
    session.flush();
    expect(socket.sent).toEqual([[{ channel: '/a', data: 1 }]]);
  });

  it('B-22 is over when more messages wait than it may keep', () => {
    for (let n = 0; n < 3; n += 1) session.deliver('/a', n);
    expect(ends).toEqual([]);
    session.deliver('/a', 3);
    expect(ends).toEqual([{ reason: 'overflowed' }]);
    session.deliver('/a', 4);
    expect(session.queue).toHaveLength(3);
    expect(ends).toHaveLength(1);
  });

  it('B-22 has a limit for subscriptions: all of a message, or none', () => {
    expect(session.subscribe(['/a', '/b', '/c'])).toBe(false);
    expect([...session.subscriptions]).toEqual([]);
    expect(session.subscribe(['/a', '/b'])).toBe(true);
    expect(session.subscribe(['/b', '/service/x'])).toBe(true);
    expect(session.subscribe(['/c'])).toBe(false);
    expect([...session.subscriptions]).toEqual(['/a', '/b']);
  });

  const unknown = { channel: '/meta/connect', id: '7', successful: false, error: '402::Unknown client' };
  it.each<[SessionEnd, unknown]>([
    [
      { reason: 'disconnected', ext: undefined },
      { ...CONNECTED, advice: { reconnect: 'none', interval: 0 } },
    ],
    [
      { reason: 'closing', interval: 3000 },
      { ...CONNECTED, advice: { reconnect: 'retry', interval: 3000 } },
    ],
    [{ reason: 'overflowed' }, { ...unknown, advice: { reconnect: 'handshake', interval: 0 } }],
    [{ reason: 'removed' }, { ...unknown, advice: { reconnect: 'handshake', interval: 0 } }],
  ])('B-16 tells a held connect why it ends: %o', (end, answer) => {
    const sink = poll();
    session.end(end);
    expect(sink.sent).toEqual([[answer]]);
    expect(clock.pending()).toEqual([]);
    expect(poll().sent).toEqual([[{ ...unknown, advice: { reconnect: 'handshake', interval: 0 } }]]);
  });
});
