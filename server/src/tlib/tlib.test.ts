import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { type EventMessage, LibrarySocket, names } from './testing/library-socket.js';

const A = '7001';
const B = '7002';

describe('the T-Library face', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start()));
  afterEach(() => server.stop());

  const call = (client: LibrarySocket, more: object = {}) =>
    client.ask({ request: 'RequestMakeCall', ThisDN: A, OtherDN: B, ...more });

  it('T-01 greets a client with EventServerConnected and how the link is', async () => {
    const client = await LibrarySocket.connect(server);
    const { now } = await server.get<{ now: number }>('/control/timers');
    const server1 = { ServerRole: 'Primary', ServerVersion: '8.1.103', ServerStartTime: now / 1000, SessionID: 1 };
    expect(await client.heard()).toEqual([
      { event: 'EventServerConnected', ...server1, EventSequenceNumber: 1, TimeinSecs: now / 1000, TimeinuSecs: 0 },
      { event: 'EventLinkConnected', ...server1, EventSequenceNumber: 2, TimeinSecs: now / 1000, TimeinuSecs: 0 },
    ]);
    await server.post('/control/link/lost', {});
    const late = await LibrarySocket.connect(server);
    expect(names(await late.heard())).toEqual(['EventServerConnected', 'EventLinkDisconnected']);
  });

  it('T-02 speaks the whole T-Library: from registration to the end of a call', async () => {
    const client = await LibrarySocket.connect(server);
    await client.heard();
    expect(await client.ask({ request: 'RequestRegisterAddress', ThisDN: A, RegisterMode: 'Share' })).toMatchObject({
      event: 'EventRegistered',
      ThisDN: A,
      ReferenceID: 1,
      AddressInfoType: 'AddressType',
    });
    await client.ask({ request: 'RequestRegisterAddress', ThisDN: B });
    await client.heard();

    await client.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: '5001' });
    await client.ask({ request: 'RequestAgentReady', ThisDN: A, AgentWorkMode: 'ManualIn' });
    expect(names(await client.heard())).toEqual(['EventAgentLogin', 'EventAgentNotReady', 'EventAgentReady']);

    const { ConnID } = await call(client);
    await client.ask({ request: 'RequestAnswerCall', ThisDN: B, ConnID });
    await client.ask({ request: 'RequestHoldCall', ThisDN: B, ConnID });
    await client.ask({ request: 'RequestReleaseCall', ThisDN: A, ConnID });
    const told = await client.heard();
    expect(told.map(({ event, ThisDN, ReferenceID }) => [ThisDN, event, ReferenceID])).toEqual([
      [A, 'EventOffHook', undefined],
      [A, 'EventDialing', 5],
      [B, 'EventRinging', undefined],
      [B, 'EventOffHook', undefined],
      [B, 'EventEstablished', 6],
      [A, 'EventEstablished', undefined],
      [B, 'EventHeld', 7],
      [A, 'EventReleased', 8],
      [A, 'EventOnHook', undefined],
      [B, 'EventReleased', undefined],
      [B, 'EventOnHook', undefined],
    ]);
    expect(new Set(told.map((event) => event.ConnID ?? ConnID))).toEqual(new Set([ConnID]));
  });

  it('T-02 carries lists of pairs as they are: in order, with duplicates, bytes and lists', async () => {
    const client = await LibrarySocket.registered(server, A, B);
    const UserData = [
      { key: 'Account', type: 'str', value: '42' },
      { key: 'Account', type: 'str', value: 'Zürich ✓' },
      { key: 'Score', type: 'int', value: -7 },
      { key: 'Voiceprint', type: 'bin', value: 'AAEC/w==' },
      { key: 'Skills', type: 'kvlist', value: [{ key: 'French', type: 'int', value: 3 }] },
      { key: '__proto__', type: 'str', value: 'just a key' },
    ];
    expect(await call(client, { UserData })).toMatchObject({ UserData });
  });

  it('T-03 brings the ReferenceID back on the first answer, and to who asked only', async () => {
    const [one, two] = [await LibrarySocket.registered(server, A), await LibrarySocket.registered(server, A)];
    one.send({ request: 'RequestAgentLogin', ReferenceID: -12, ThisDN: A, AgentID: '5001' });
    const referenceIds = async (client: LibrarySocket) =>
      (await client.heard()).map(({ event, ReferenceID }) => [event, ReferenceID]);
    expect(await referenceIds(one)).toEqual([
      ['EventAgentLogin', -12],
      ['EventAgentNotReady', undefined],
    ]);
    expect(await referenceIds(two)).toEqual([
      ['EventAgentLogin', undefined],
      ['EventAgentNotReady', undefined],
    ]);
  });

  it.each([{}, { ReferenceID: 0 }])('T-03 answers a request that has no number, without one: %o', async (number) => {
    const client = await LibrarySocket.connect(server);
    await client.heard();
    client.send({ request: 'RequestQueryServer', ...number });
    const answers = await client.heard();
    expect(names(answers)).toEqual(['EventServerInfo']);
    expect(answers[0]).not.toHaveProperty('ReferenceID');
  });

  it('T-03 answers requests in the order in which they came, although none waits for another', async () => {
    const client = await LibrarySocket.registered(server, A);
    for (let ReferenceID = 1; ReferenceID <= 200; ReferenceID += 1) {
      client.send({ request: ReferenceID % 2 === 0 ? 'RequestSetDNDOff' : 'RequestSetDNDOn', ReferenceID, ThisDN: A });
    }
    const answers = await client.heard();
    expect(answers.map(({ ReferenceID }) => ReferenceID)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(new Set(names(answers))).toEqual(new Set(['EventDNDOn', 'EventDNDOff']));
  });

  it('T-04 tells all clients of a DN the same in the same order, and each an event once', async () => {
    const caller = await LibrarySocket.registered(server, A, B);
    const others = [await LibrarySocket.registered(server, B), await LibrarySocket.registered(server, B)];
    const stranger = await LibrarySocket.registered(server, '7003');
    const { ConnID } = await call(caller);
    await others[0]!.ask({ request: 'RequestAnswerCall', ThisDN: B, ConnID });
    await caller.ask({ request: 'RequestReleaseCall', ThisDN: A, ConnID });

    const all = await caller.heard();
    const numbers = all.map(({ EventSequenceNumber }) => EventSequenceNumber);
    expect(numbers).toEqual(numbers.map((_, n) => numbers[0]! + n));
    const ofB = withoutReferences(all.filter(({ ThisDN }) => ThisDN === B));
    expect(ofB).toHaveLength(5);
    for (const other of others) expect(withoutReferences(await other.heard())).toEqual(ofB);
    expect(await stranger.heard()).toEqual([]);
  });

  it('T-04 tells every client of what happens to the link and to the server', async () => {
    const clients = [await LibrarySocket.registered(server, A), await LibrarySocket.connect(server)];
    await clients[1]!.heard();
    await server.post('/control/link/lost', {});
    expect(await clients[0]!.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: '5001' })).toMatchObject({
      event: 'EventError',
      ErrorCode: 54,
    });
    await server.post('/control/link/restored', {});
    await server.post('/control/switch-over', { standBy: 'hot' });
    const link = ['EventLinkDisconnected', 'EventLinkConnected', 'EventPrimaryChanged'];
    expect(names(await clients[0]!.heard()).filter((name) => name !== 'EventError')).toEqual(link);
    expect(names(await clients[1]!.heard())).toEqual(link);
  });

  it('T-05 takes only its registrations along when it goes: agents stay logged in, calls stay up', async () => {
    const client = await LibrarySocket.registered(server, A, B);
    await client.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: '5001' });
    const { ConnID } = await call(client);
    client.socket.webSocket.close();
    await client.socket.closed();
    const line = async () => (await server.get<{ dns: { dn: string }[] }>('/control/state')).dns[0];
    await expect.poll(line).toMatchObject({ dn: A, registeredClients: 0, agentId: '5001' });

    const next = await LibrarySocket.connect(server);
    expect(await next.ask({ request: 'RequestReleaseCall', ThisDN: A, ConnID })).toMatchObject({ ErrorCode: 41 });
    const registered = await next.ask({ request: 'RequestRegisterAddress', ThisDN: A });
    expect(registered).toMatchObject({ event: 'EventRegistered', AgentID: '5001' });
    expect(registered.Extensions).toContainEqual({ key: 'conn-1', type: 'str', value: ConnID });
    expect(await next.ask({ request: 'RequestReleaseCall', ThisDN: A, ConnID })).toMatchObject({
      event: 'EventReleased',
    });
  });

  it('T-05 shares lines with toolbars: each hears what the other does', async () => {
    const { socket, hello } = await server.signIn();
    const client = await LibrarySocket.registered(server, A);
    await server.command('initialize', { session: hello.session });
    expect(names(await client.heard())).toEqual(['EventAgentLogin', 'EventAgentNotReady', 'EventAgentReady']);
    await socket.until('EventAgentReady');
    await client.ask({ request: 'RequestAgentNotReady', ThisDN: A });
    await socket.until('EventAgentNotReady');
  });

  it('T-06 says that the server is gone when the world is reset, and hangs up', async () => {
    const client = await LibrarySocket.registered(server, A);
    const { now } = await server.get<{ now: number }>('/control/timers');
    await server.post('/control/reset', {});
    expect(await client.socket.closed()).toMatchObject({ code: 4205 });
    expect(JSON.parse(client.socket.texts.at(-1)!)).toEqual({
      event: 'EventServerDisconnected',
      TimeinSecs: now / 1000,
      TimeinuSecs: 0,
    });
    const next = await LibrarySocket.registered(server, A);
    expect(await next.ask({ request: 'RequestQueryServer' })).toMatchObject({ event: 'EventServerInfo' });
  });

  it('T-06 does nothing for a client that has not heard yet that the world is another', async () => {
    const client = await LibrarySocket.registered(server, A);
    const reset = server.post('/control/reset', {});
    for (let n = 0; n < 100; n += 1) client.send({ request: 'RequestSetDNDOn', ThisDN: A });
    await reset;
    await client.socket.closed();
    const { dns } = await server.get<{ dns: unknown[] }>('/control/state');
    expect(dns[0]).toMatchObject({ dn: A, doNotDisturb: false, registeredClients: 0 });
  });

  it('T-06 says so when the server stops, too', async () => {
    const client = await LibrarySocket.connect(server);
    await server.stop();
    expect(await client.socket.closed()).toMatchObject({ code: 1001 });
    expect(client.socket.texts.at(-1)).toContain('"EventServerDisconnected"');
  });

  it('W-13 tells in the journal of the coming and going of clients', async () => {
    const client = await LibrarySocket.connect(server);
    client.socket.webSocket.close();
    await client.socket.closed();
    const told = async () => {
      const { entries } = await server.get<{ entries: EntryHead[] }>('/control/journal');
      return entries.map(({ seam, direction, name, who }) => `${seam} ${direction} ${name} ${who ?? ''}`.trim());
    };
    await expect.poll(async () => (await told()).at(-1)).toBe('tlib in disconnect tlib:1');
    expect(await told()).toEqual([
      'tlib in connect tlib:1',
      'switch out EventServerConnected',
      'switch out EventLinkConnected',
      'tlib in disconnect tlib:1',
    ]);
  });

  it('S-07 keeps passwords out of the journal', async () => {
    const client = await LibrarySocket.registered(server, A);
    await client.ask({ request: 'RequestRegisterClient', ApplicationName: 'tool', Password: 'hunter2' });
    await client.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: '5001', Password: 'hunter2' });
    await client.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: 5001, Password: 'hunter2' });
    const journal = JSON.stringify(await server.get('/control/journal'));
    expect(journal).toContain('RequestRegisterClient');
    expect(journal).not.toContain('hunter2');
  });
});

interface EntryHead {
  readonly seam: string;
  readonly direction: string;
  readonly name: string;
  readonly who?: string;
}

function withoutReferences(events: readonly EventMessage[]) {
  return events.map(({ ReferenceID: _own, ...event }) => event);
}
