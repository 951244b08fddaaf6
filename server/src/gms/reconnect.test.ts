import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../bayeux/testing/endpoint.js';
import type { Transport } from '../bayeux/testing/real-clients.js';
import { Wire } from '../bayeux/testing/wire.js';
import { ManualClock } from '../runtime/clock.js';
import { DEFAULT_CONFIG } from '../runtime/config.js';
import { SystemIds } from '../runtime/ids.js';
import { Journal } from '../runtime/journal.js';
import { OriginPolicy } from '../runtime/origins.js';
import { Chats } from '../site/chats.js';
import { TestServer } from '../testing/test-server.js';
import { readWorld } from '../world/world-file.js';
import { mountCometd } from './cometd.js';
import { GmsServer } from './gms-server.js';
import { Pushes } from './push/pushes.js';
import { RecoveringCustomer } from './testing/recovering-customer.js';

const TRANSPORTS: readonly Transport[] = ['websocket', 'long-polling'];

describe('coming back', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function begin(transport: Transport, gms: object = {}) {
    const world = { chat: { defaults: { gms: { profile: 'agent', ...gms } } } };
    const server = await TestServer.start({ gms: { requestBurst: 1000 } }, world);
    open.push(() => server.stop());
    const wire = await wireTo(server.port);
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    const customer = await coming(transport, wire);
    const agent = (deed: string, body: object = {}) => server.post(`/control/chats/${customer.chatId}/${deed}`, body);
    await agent('accept');
    await until(() => customer.lines.length === 2);
    return { server, wire, customer, agent, says: says(customer, agent) };
  }
  async function wireTo(port: number): Promise<Wire> {
    const wire = await Wire.to(port);
    open.push(() => wire.stop());
    return wire;
  }
  async function coming(transport: Transport, wire: Wire): Promise<RecoveringCustomer> {
    const customer = new RecoveringCustomer(transport);
    open.push(() => customer.leave());
    customer.start(`http://127.0.0.1:${wire.port}`);
    await until(() => customer.lines.length === 1);
    return customer;
  }
  /** Somebody says things, and everything that was ever said has to be shown in the end. */
  const says = (customer: RecoveringCustomer, agent: (deed: string, body: object) => Promise<unknown>) => {
    const expected = ['1 ParticipantJoined', '2 ParticipantJoined'];
    return {
      expected,
      some: async (...texts: string[]) => {
        for (const text of texts) {
          expected.push(`${expected.length + 1} ${text}`);
          await agent('say', { text });
        }
      },
      arrived: async () => {
        await until(() => customer.lines.length >= expected.length);
        expect(customer.lines).toEqual(expected);
      },
    };
  };

  it.each(TRANSPORTS)(
    'N-80 by %s: the line breaks again and again, also while something is on it; no line is lost, none shown twice',
    async (transport) => {
      const { wire, customer, says } = await begin(transport);
      for (let round = 0; round < 6; round += 1) {
        await says.some(`heard ${round}`);
        await says.arrived();
        // Into a socket that is dying: whoever wrote it believes that it has been sent.
        const dying = says.some(`dying ${round}`);
        wire.cut();
        await dying;
        await says.some(`away ${round}`, `away too ${round}`);
        wire.mend();
        await says.arrived();
      }
      customer.say('I am back');
      says.expected.push(`${says.expected.length + 1} I am back`);
      await says.arrived();
      expect([customer.handshakes, customer.errors]).toEqual([1, []]);
    },
  );

  it.each(TRANSPORTS)('N-80 by %s: mock control breaks the line, and the client comes back', async (transport) => {
    const { server, customer, says } = await begin(transport);
    const fault = { dropCometd: true };
    const { status } = await server.post(`/genesys/2/mock/sessions/${customer.chatId}/fault`, fault);
    expect(status).toBe(200);
    await says.some('one', 'two');
    await says.arrived();
    expect(customer.handshakes).toBe(1);
  });

  it.each(TRANSPORTS)(
    'N-81 by %s: the server has forgotten the client, which shakes hands again',
    async (transport) => {
      const { server, wire, customer, says } = await begin(transport);
      wire.cut();
      await says.some('away');
      await until(() => server.clock.pending().every(({ name }) => !name.startsWith('bayeux connect')));
      server.clock.advance(41_000);
      await says.some('forgotten');
      wire.mend();
      await says.arrived();
      expect(customer.handshakes).toBe(2);
      await server.post(`/genesys/2/mock/sessions/${customer.chatId}/fault`, { expireCometd: true });
      await says.some('again');
      await says.arrived();
      expect([customer.handshakes, customer.errors]).toEqual([3, []]);
    },
  );

  it.each(TRANSPORTS)('N-82 by %s: the node restarts, and the chat goes on at another', async (transport) => {
    const clock = new ManualClock();
    const ids = new SystemIds(clock.now());
    const { gms: rules } = DEFAULT_CONFIG;
    const chats = new Chats({
      world: await readWorld(''),
      clock,
      ids,
      journal: new Journal(() => clock.now(), 0),
      maxChats: rules.chats,
      retentionMs: rules.retentionMs,
      fileBytes: rules.fileBytes,
    });
    const gms = new GmsServer({
      chats,
      config: { ...DEFAULT_CONFIG, gms: { ...rules, mock: false } },
      wallClock: clock,
    });
    const node = async (): Promise<FastifyInstance> => {
      const app = Fastify({ forceCloseConnections: true });
      const pushes = new Pushes({ gms, clock, log: app.log });
      const origins = new OriginPolicy({ allowedOrigins: [], open: true });
      await mountCometd(app, { gms, pushes, origins, wallClock: clock, log: app.log });
      await app.listen({ host: '127.0.0.1', port: 0 });
      open.push(() => app.close());
      return app;
    };
    const portOf = (app: FastifyInstance) => (app.server.address() as AddressInfo).port;
    let serving = await node();
    const wire = await wireTo(portOf(serving));
    const customer = await coming(transport, wire);
    const { chatId } = customer;
    const { participantId = 0 } = chats.do({ kind: 'join', chatId, type: 'Agent', nickname: 'Ola' });
    const told = says(customer, async (_deed, body) => {
      chats.do({ kind: 'post', chatId, by: { participantId }, type: 'Message', ...body });
    });
    for (let round = 1; round <= 3; round += 1) {
      await told.some(`heard ${round}`);
      await told.arrived();
      wire.cut();
      await serving.close();
      await told.some(`away ${round}`);
      serving = await node();
      wire.mend(portOf(serving));
      await told.arrived();
      expect(customer.handshakes).toBe(1 + round);
    }
    expect(customer.errors).toEqual([]);
  });

  it.each(TRANSPORTS)(
    'N-83 by %s: the chat moves, with another key and alias; the old key stays good',
    async (transport) => {
      const { server, wire, customer, says } = await begin(transport);
      const [oldKey = ''] = customer.keys;
      for (const text of ['one', 'two', 'three']) {
        wire.cut();
        await server.post(`/genesys/2/mock/sessions/${customer.chatId}/fault`, { move: true });
        await says.some(text);
        wire.mend();
        await says.arrived();
      }
      customer.say('with the new key');
      says.expected.push('6 with the new key');
      await says.arrived();
      expect([customer.keys.size, customer.aliases.size, customer.errors]).toEqual([4, 4, []]);
      const { status } = await server.post(`/genesys/2/chat/customer-support/${customer.chatId}/send`, {
        secureKey: oldKey,
        message: 'with the old key',
      });
      says.expected.push('7 with the old key');
      await says.arrived();
      expect(status).toBe(200);
    },
  );

  it('N-84 Who comes back to a server that knows nothing of the chat any more is told that it has ended', async () => {
    const { server, wire, customer } = await begin('websocket');
    wire.cut();
    await server.stop();
    const fresh = await TestServer.start();
    open.push(() => fresh.stop());
    wire.mend(fresh.port);
    await until(() => customer.ended);
    expect([customer.handshakes, customer.errors]).toEqual([2, [249]]);
  });
});
