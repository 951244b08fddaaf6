import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';

// Any client written from Oracle's page works unchanged: plain socket, plain commands, flat frames.
describe('the published level', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start()));
  afterEach(() => server.stop());

  async function signIn() {
    const socket = await server.open().opened();
    expect(await server.command('initialize')).toEqual({ status: 200, body: { status: 'Success' } });
    await socket.until('EventRegistered');
    return socket;
  }

  const frames = (texts: string[]) => texts.map((text) => JSON.parse(text) as Record<string, unknown>);

  it('W-01 tells EventRegistered when line, login and readiness are done, and nothing else', async () => {
    const socket = await signIn();
    expect(frames(socket.texts)).toEqual([{ eventName: 'EventRegistered', eventType: 'EventRegistered' }]);
    const { agents } = await server.get<{ agents: { agentId: string; state: string }[] }>('/control/state');
    expect(agents.find(({ agentId }) => agentId === '5001')).toMatchObject({ state: 'Ready' });
  });

  it('W-02 tells a call in flat frames of four event names', async () => {
    const socket = await signIn();
    const connId = await server.ring('7001');
    await socket.until('EventRinging');
    await server.command('accept');
    await socket.until('EventEstablished');
    await server.command('hangup');
    await socket.until('EventReleased');
    const call = { ANI: '+14155550100', eventId: connId, connectionId: connId, direction: 'inbound' };
    expect(frames(socket.texts).slice(1)).toEqual(
      ['EventRinging', 'EventEstablished', 'EventReleased'].map((eventName) => ({
        eventName,
        eventType: eventName,
        ...call,
      })),
    );
  });

  it('W-02 names the queue that a call came through', async () => {
    const socket = await signIn();
    await server.ring('8001');
    const [ringing] = await socket.until('EventRinging');
    expect(ringing).toMatchObject({ queueName: 'Customer care' });
  });

  it('W-02 names the routing point that a call came through', async () => {
    const socket = await signIn();
    await server.ring('9001');
    const [ringing] = await socket.until('EventRinging');
    expect(ringing).toMatchObject({ queueName: 'Main number' });
  });

  it('W-03 tells dialling as an outgoing ring, under the id that the caller chose', async () => {
    const socket = await signIn();
    await server.command('makeCall', { toNumber: '+14155550100', connectionId: 'fusion-1' });
    const [ringing] = await socket.until('EventRinging');
    expect(ringing).toMatchObject({ eventId: 'fusion-1', direction: 'outbound', ANI: '+14155550100' });
    expect(ringing!.connectionId).toMatch(/^[0-9a-f]{16}$/);
    await server.post(`/control/calls/${String(ringing!.connectionId)}/answer`, {});
    const [established] = await socket.until('EventEstablished');
    expect(established).toMatchObject({ eventId: 'fusion-1', connectionId: ringing!.connectionId });
  });

  it('W-03 tells an abandoned call as released, or its client would show it for ever', async () => {
    const socket = await signIn();
    const connId = await server.ring('7001');
    await socket.until('EventRinging');
    await server.post(`/control/calls/${connId}/release`, {});
    expect(await socket.until('EventReleased')).toMatchObject([{ connectionId: connId }]);
  });

  it.each(['Accept', 'ANSWER', 'accept-call'])('W-04 takes commands however they are written: %s', async (type) => {
    const socket = await signIn();
    const connectionId = await server.ring('7001');
    expect(await server.command(type, { connectionId })).toMatchObject({ status: 200 });
    await socket.until('EventEstablished');
  });

  it('W-04 lets a call be named by its event id too, as a client that dialled knows it', async () => {
    const socket = await signIn();
    await server.command('makeCall', { toNumber: '+14155550100', connectionId: 'fusion-1' });
    expect(await server.command('Hangup', { connectionId: 'fusion-1' })).toMatchObject({ status: 200 });
    await socket.until('EventReleased');
  });

  it('takes a second socket: each hears the same', async () => {
    const first = await signIn();
    const second = await server.open().opened();
    await server.ring('7001');
    expect(await first.until('EventRinging')).toEqual(await second.until('EventRinging'));
  });

  it('W-02 keeps the id of a call over a reload of the page', async () => {
    const socket = await signIn();
    await server.command('makeCall', { toNumber: '+14155550100', connectionId: 'fusion-1' });
    const [ringing] = await socket.until('EventRinging');
    socket.webSocket.terminate();
    await socket.closed();
    const again = await server.open().opened();
    await server.post(`/control/calls/${String(ringing!.connectionId)}/answer`, {});
    expect(await again.until('EventEstablished')).toMatchObject([{ eventId: 'fusion-1' }]);
  });

  it('says nothing to a client that sends frames: it would not understand', async () => {
    const socket = await signIn();
    socket.webSocket.send('{"type":"accept"}');
    await server.ring('7001');
    expect(await socket.until('EventRinging')).toHaveLength(1);
  });

  it('logs the agent out when its last socket is gone', async () => {
    const socket = await signIn();
    socket.webSocket.close();
    await socket.closed();
    const state = async () => {
      server.clock.advance(5_001);
      return server.get<{ agents: { state: string }[]; sessions: unknown[] }>('/control/state');
    };
    await expect.poll(async () => (await state()).sessions).toEqual([]);
    expect((await state()).agents[0]).toMatchObject({ state: 'Null' });
  });

  it('refuses to register an agent whom nobody would hear, and says whom it means', async () => {
    expect(await server.command('initialize')).toMatchObject({
      status: 409,
      body: { code: 'not-connected', details: 'The command has no "session", so it is for the default agent, 5001.' },
    });
  });
});
