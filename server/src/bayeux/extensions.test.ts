import { AckExtension, type Extension, TimeSyncExtension } from 'cometd';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT, connectOf, Endpoint, HANDSHAKE, PATH, until, type WireMessage } from './testing/endpoint.js';
import { CometdClient, type Transport } from './testing/real-clients.js';
import { Wire } from './testing/wire.js';

const TRANSPORTS: readonly Transport[] = ['websocket', 'long-polling'];
const ACK: WireMessage = { ext: { ack: true } };
const shake = (endpoint: Endpoint, ext: WireMessage) => endpoint.ask({ ...HANDSHAKE, ...ext });
const acknowledging = (batch: unknown): WireMessage => ({ ext: { ack: batch } });
const data = (messages: readonly WireMessage[]) =>
  messages.flatMap((message) => ('data' in message ? message.data : []));

describe('extensions', () => {
  let endpoint: Endpoint;
  beforeEach(async () => {
    endpoint = await Endpoint.start();
  });
  afterEach(async () => {
    expect(endpoint.failures).toEqual([]);
    await endpoint.stop();
  });

  /** A client that acknowledges, and its session. */
  const enter = async () => {
    const clientId = (await shake(endpoint, ACK)).clientId as string;
    return { clientId, session: endpoint.session(clientId) };
  };
  const connect = (clientId: string, ext: WireMessage = {}) =>
    endpoint.post([{ ...connectOf(clientId), advice: { timeout: 0 }, ...ext }]);

  it('B-35 A client that does not ask for extensions in its handshake hears nothing of them', async () => {
    const handshake = await shake(endpoint, { ext: { other: 1, ack: 'yes', timesync: 7 } });
    expect(handshake).toMatchObject({ successful: true });
    expect(handshake).not.toHaveProperty('ext');
    const clientId = handshake.clientId as string;
    const published = await endpoint.post([{ channel: CHAT, clientId, data: 1 }]);
    expect(data(published.messages)).toEqual([{ echo: 1 }]);
    const asked = { ext: { ack: 3, timesync: { tc: 1, l: 2, o: 3 } } };
    const { messages } = await connect(clientId, asked);
    expect(messages).toMatchObject([{ successful: true }]);
    expect(messages[0]).not.toHaveProperty('ext');
  });

  describe('ack', () => {
    it('B-36 Who acknowledges gets messages behind the answers to connects, each with the number of its batch', async () => {
      const handshake = await shake(endpoint, ACK);
      expect(handshake.ext).toEqual({ ack: true });
      const clientId = handshake.clientId as string;
      const published = await endpoint.post([{ channel: CHAT, clientId, data: 1 }]);
      expect(published.messages).toMatchObject([{ channel: CHAT, successful: true }]);
      expect(published.messages).toHaveLength(1);
      const first = await connect(clientId, acknowledging(0));
      expect(first.messages[0]).toMatchObject({ channel: '/meta/connect', successful: true, ext: { ack: 1 } });
      expect(data(first.messages)).toEqual([{ echo: 1 }]);
      const { answer } = await endpoint.hold(clientId, acknowledging(1));
      endpoint.session(clientId).deliver(CHAT, 'b');
      endpoint.session(clientId).deliver(CHAT, 'c');
      const { messages } = await answer;
      expect(messages[0]).toMatchObject({ channel: '/meta/connect', ext: { ack: 2 } });
      expect(data(messages)).toEqual(['b', 'c']);
    });

    it('B-36 On a socket too they wait for a connect', async () => {
      const socket = await endpoint.open();
      const [handshake] = await socket.ask({ ...HANDSHAKE, ...ACK });
      const clientId = handshake?.clientId as string;
      const reply = await socket.ask({ channel: CHAT, clientId, data: 1 });
      expect(reply).toMatchObject([{ channel: CHAT, successful: true }]);
      expect(reply).toHaveLength(1);
      const first = await socket.ask({ ...connectOf(clientId, 'websocket'), ...acknowledging(0) });
      expect(first[0]).toMatchObject({ channel: '/meta/connect', ext: { ack: 1 } });
      expect(data(first)).toEqual([{ echo: 1 }]);
      socket.send({ ...connectOf(clientId, 'websocket'), ...acknowledging(1) });
      await until(() => endpoint.pending('bayeux connect').length === 1);
      endpoint.session(clientId).deliver(CHAT, 2);
      const second = await socket.frame();
      expect(second[0]).toMatchObject({ channel: '/meta/connect', ext: { ack: 2 } });
      expect(data(second)).toEqual([2]);
    });

    it('B-37 What was not acknowledged goes again, by whatever transport, and what was does not', async () => {
      const { clientId, session } = await enter();
      session.deliver(CHAT, 'a');
      expect(data((await connect(clientId, acknowledging(0))).messages)).toEqual(['a']);
      session.deliver(CHAT, 'b');
      // The first answer was lost.
      const again = await connect(clientId, acknowledging(0));
      expect(again.messages[0]).toMatchObject({ ext: { ack: 2 } });
      expect(data(again.messages)).toEqual(['a', 'b']);
      const socket = await endpoint.open();
      const [reply, ...lost] = await socket.ask({ ...connectOf(clientId, 'websocket'), ...acknowledging(1) });
      expect(reply).toMatchObject({ channel: '/meta/connect', ext: { ack: 3 } });
      expect(data(lost)).toEqual(['b']);
      socket.send({ ...connectOf(clientId, 'websocket'), ...acknowledging(3) });
      await until(() => endpoint.pending('bayeux connect').length === 1);
      expect(session.queue).toEqual([]);
    });

    it('B-37 A connect that another one releases acknowledges nothing that was not sent', async () => {
      const { clientId, session } = await enter();
      const { answer } = await endpoint.hold(clientId, acknowledging(0));
      const second = endpoint.post([{ ...connectOf(clientId), ...acknowledging(0) }]);
      expect((await answer).messages).toMatchObject([{ channel: '/meta/connect', ext: { ack: 0 } }]);
      session.deliver(CHAT, 'a');
      const { messages } = await second;
      expect(messages[0]).toMatchObject({ ext: { ack: 1 } });
      expect(data(messages)).toEqual(['a']);
    });

    it.each([
      ['more than was sent', 7],
      ['nothing', undefined],
      ['less than nothing', -1],
      ['a text', '1'],
      ['half', 0.5],
    ])('B-38 Who acknowledges %s loses nothing', async (_name, batch) => {
      const { clientId, session } = await enter();
      session.deliver(CHAT, 'never sent');
      const { messages } = await connect(clientId, acknowledging(batch));
      expect(data(messages)).toEqual(['never sent']);
    });

    it('B-39 What is not acknowledged is limited, as everything is that waits', async () => {
      await endpoint.stop();
      endpoint = await Endpoint.start({ queuedMessages: 2 });
      const { clientId, session } = await enter();
      session.deliver(CHAT, 1);
      await connect(clientId, acknowledging(0));
      session.deliver(CHAT, 2);
      expect(session.ended).toBe(false);
      session.deliver(CHAT, 3);
      expect(endpoint.ends).toMatchObject([{ session, end: { reason: 'overflowed' } }]);
      const [reply] = (await connect(clientId, acknowledging(1))).messages;
      expect(reply).toMatchObject({ error: '402::Unknown client', advice: { reconnect: 'handshake' } });
    });

    it('B-40 A goodbye brings what was never sent, and nothing twice', async () => {
      const { clientId, session } = await enter();
      session.deliver(CHAT, 'sent');
      await connect(clientId, acknowledging(0));
      session.deliver(CHAT, 'not sent');
      const { messages } = await endpoint.post([{ channel: '/meta/disconnect', clientId }]);
      expect(messages[0]).toMatchObject({ channel: '/meta/disconnect', successful: true });
      expect(data(messages)).toEqual(['not sent']);
    });

    it.each(TRANSPORTS)(
      'B-41 The client of CometD with its own extension hears once what a line has swallowed, by %s',
      async (transport) => {
        const wire = await Wire.to(endpoint.port);
        const client = new CometdClient(transport, { ack: new AckExtension() });
        await client.start(`http://127.0.0.1:${wire.port}${PATH}`, CHAT);
        const held = () => until(() => endpoint.pending('bayeux connect').length === 1);
        await client.publish(CHAT, 1);
        await until(() => client.heard.length === 1);
        const [session] = endpoint.sessions;
        // Acknowledged, because the connect that is held now has said so.
        await until(() => session?.queue.length === 0);
        await held();
        wire.swallow();
        session?.deliver(CHAT, 'swallowed');
        await until(() => endpoint.pending('bayeux connect').length === 0);
        wire.cut();
        session?.deliver(CHAT, 'later');
        wire.mend();
        await until(() => client.heard.length >= 3);
        await until(() => session?.queue.length === 0);
        expect(client.heard).toEqual([{ echo: 1 }, 'swallowed', 'later']);
        expect(client.handshakes).toBe(1);
        await client.stop();
        await wire.stop();
      },
    );
  });

  describe('timesync', () => {
    const ASKED = { tc: 1_000, l: 20, o: 300 };
    const ext = { timesync: ASKED };

    it('B-42 Meta messages that ask for the time are answered with it, a connect with how long it was held', async () => {
      const start = endpoint.clock.now();
      const exact = { tc: 1_000, ts: start, p: 0, a: 1_320 - start };
      const handshake = await shake(endpoint, { ext });
      expect(handshake.ext).toEqual({ timesync: exact });
      const clientId = handshake.clientId as string;
      const subscribed = await endpoint.ask({ channel: '/meta/subscribe', clientId, subscription: CHAT, ext });
      expect(subscribed).toMatchObject({ successful: true, ext: { timesync: exact } });
      const { answer } = await endpoint.hold(clientId, { ext });
      endpoint.clock.advance(1_234);
      endpoint.session(clientId).deliver(CHAT, 'x');
      expect((await answer).messages[0]).toMatchObject({ ext: { timesync: { ...exact, p: 1_234 } } });
      const published = await endpoint.ask({ channel: CHAT, clientId, data: 1, ext });
      expect(published).not.toHaveProperty('ext');
      for (const timesync of [{ tc: 'x', l: 1, o: 1 }, { tc: 1 }, null]) {
        const [reply] = (await connect(clientId, { ext: { timesync } })).messages;
        expect(reply).toMatchObject({ successful: true });
        expect(reply).not.toHaveProperty('ext');
      }
    });

    it.each(TRANSPORTS)('B-43 The client of CometD finds out what time it is here, by %s', async (transport) => {
      const before = Date.now();
      const sync = new TimeSyncExtension() as Extension & { getServerTime(): number };
      const client = new CometdClient(transport, { ack: new AckExtension(), timesync: sync });
      await client.start(endpoint.url, CHAT);
      await until(() => endpoint.pending('bayeux connect').length === 1);
      // Our clock stands still here, and the client's does not.
      expect(Math.abs(sync.getServerTime() - endpoint.clock.now())).toBeLessThanOrEqual(2 * (Date.now() - before) + 2);
      await client.stop();
    });
  });
});
