import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT, Endpoint, PATH, until } from './testing/endpoint.js';
import { CometdClient, FayeLibraryClient, type RealClient } from './testing/real-clients.js';
import { Wire } from './testing/wire.js';

const CLIENTS: readonly [string, () => RealClient][] = [
  ['cometd over what it likes best', () => new CometdClient()],
  ['cometd over a WebSocket', () => new CometdClient('websocket')],
  ['cometd by long polling', () => new CometdClient('long-polling')],
  ['faye over a WebSocket', () => new FayeLibraryClient('websocket')],
  ['faye by long polling', () => new FayeLibraryClient('long-polling')],
];

describe('clients that others wrote', () => {
  let endpoint: Endpoint;
  let wire: Wire;
  let url: string;
  beforeEach(async () => {
    endpoint = await Endpoint.start();
    wire = await Wire.to(endpoint.port);
    url = `http://127.0.0.1:${wire.port}${PATH}`;
  });
  afterEach(async () => {
    await wire.stop();
    await endpoint.stop();
  });

  const held = () => until(() => endpoint.pending('bayeux connect').length === 1);

  it.each(CLIENTS)('B-30 %s shakes hands, subscribes, hears, publishes and says goodbye', async (name, make) => {
    const client = make();
    await client.start(url, CHAT);
    const [session] = endpoint.sessions;
    session?.deliver(CHAT, { n: 1 });
    await until(() => client.heard.length === 1);
    await client.publish(CHAT, { operation: 'sendMessage' });
    await until(() => client.heard.length === 2);
    expect(client.heard).toEqual([{ n: 1 }, { echo: { operation: 'sendMessage' } }]);
    await held();
    session?.deliver(CHAT, { n: 3 });
    session?.deliver(CHAT, { n: 4 });
    await until(() => client.heard.length === 4);
    expect(client.heard.slice(2)).toEqual([{ n: 3 }, { n: 4 }]);
    await client.stop();
    expect(endpoint.ends).toMatchObject([{ session, end: { reason: 'disconnected' } }]);
    expect(client.handshakes).toBe(1);
    expect(endpoint.upgrades).toBe(name.includes('long polling') ? 0 : 1);
    expect(endpoint.failures).toEqual([]);
  });

  it.each(CLIENTS)('B-30 %s hears the channels of a wildcard', async (_name, make) => {
    const client = make();
    await client.start(url, '/workspace/v3/**');
    endpoint.server.publish('/workspace/v3/voice', { messageType: 'CallStateChanged' });
    endpoint.server.publish('/statistics/v3/service', { not: 'this' });
    endpoint.server.publish('/workspace/v3/media/chat', { messageType: 'InteractionStateChanged' });
    await until(() => client.heard.length === 2);
    expect(client.heard).toEqual([{ messageType: 'CallStateChanged' }, { messageType: 'InteractionStateChanged' }]);
    await client.stop();
  });

  it.each(CLIENTS)('B-30 %s learns that a channel is not there', async (_name, make) => {
    const client = make();
    await client.start(url, CHAT);
    await expect(client.publish('/service/nothing', {})).rejects.toThrow(/unknown_channel/);
    await client.stop();
  });

  it.each(CLIENTS)('B-31 %s shakes hands again when the server has lost its session', async (_name, make) => {
    const client = make();
    await client.start(url, CHAT);
    await held();
    const [lost] = endpoint.sessions;
    endpoint.server.remove(lost!);
    await until(() => client.handshakes === 2 && endpoint.sessions.length === 1);
    await client.publish(CHAT, 'again');
    await until(() => client.heard.length === 1);
    expect(client.heard).toEqual([{ echo: 'again' }]);
    expect(endpoint.sessions).not.toContain(lost);
    await client.stop();
  });

  it.each(CLIENTS)(
    'B-32 %s comes back after the network was cut, and hears what was said meanwhile',
    async (_name, make) => {
      const client = make();
      await client.start(url, CHAT);
      await held();
      wire.cut();
      await until(() => endpoint.pending('bayeux connect').length === 0);
      const [session] = endpoint.sessions;
      session?.deliver(CHAT, 'while away');
      wire.mend();
      await until(() => client.heard.length === 1);
      expect(client.heard).toEqual(['while away']);
      expect(client.handshakes).toBe(1);
      expect(endpoint.sessions).toEqual([session]);
      await held();
      await client.stop();
    },
  );
});
