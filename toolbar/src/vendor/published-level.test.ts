import { WebSocket as MockWebSocket } from 'mock-socket';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../testing/desk.js';
import type { FakeService } from '../testing/fake-service.js';
import { settled } from '../testing/settled.js';
import { service, stopServices, toolbarOn, type Toolbar } from '../testing/toolbar.js';

beforeEach(() => void vi.stubGlobal('WebSocket', MockWebSocket));
afterEach(() => {
  stopServices();
  vi.unstubAllGlobals();
});

function failureIn(desk: Desk): unknown {
  const { availability } = desk.store.state;
  return availability.phase === 'failed' ? availability.failure : availability.phase;
}

describe('a server of the published level', () => {
  const published = (): FakeService => {
    const at = service();
    at.answers.set('/genesys/session', { status: 404, body: '<html>Not found</html>' });
    return at;
  };

  async function publishedAvailable(at: FakeService): Promise<Toolbar> {
    const toolbar = await toolbarOn(at);
    await toolbar.actions.toggleAgentAvailability();
    at.send({ eventName: 'EventRegistered' });
    await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
    return toolbar;
  }

  it('V-07 makes the agent available with EventRegistered, without a session in anything', async () => {
    const at = published();
    const { desk } = await publishedAvailable(at);
    expect(at.offered.flat()).toEqual([]);
    expect(at.posted.at(-1)).toEqual({ path: '/genesys/events', body: { type: 'initialize' } });
    expect(desk.store.state.connection).toEqual({
      status: 'online',
      level: 'published',
      commands: ['initialize', 'accept', 'reject', 'hangup', 'makeCall'],
    });
  });

  it('V-07 is tried when the browser keeps the answer of the session to itself', async () => {
    const at = published();
    at.answers.set('/genesys/session', new TypeError('Failed to fetch'));
    const { desk } = await publishedAvailable(at);
    expect(desk.store.state.connection).toMatchObject({ level: 'published' });
  });

  it('V-07 is left by closing the socket', async () => {
    const at = published();
    const { desk, actions } = await publishedAvailable(at);
    await actions.toggleAgentAvailability();
    await vi.waitFor(() => expect(desk.phase).toBe('unavailable'));
    await vi.waitFor(() => expect(at.openSockets).toBe(0));
    expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE');
    expect(desk.store.state.connection).toEqual({ status: 'offline' });
    expect(at.commands).toEqual(['initialize']);
  });

  it('V-03 that is not there is a failure at the service', async () => {
    const at = service({ deaf: true });
    at.answers.set('/genesys/session', new TypeError('Failed to fetch'));
    const { desk, actions } = await toolbarOn(at);
    await actions.toggleAgentAvailability();
    expect(failureIn(desk)).toMatchObject({
      hop: 'service',
      reason: 'The contact centre service cannot be reached.',
      retryable: true,
    });
  });

  it('C-12 may jump straight to established with a call that was made here, whatever direction it claims', async () => {
    const at = published();
    const { desk, actions } = await publishedAvailable(at);
    const placed = actions.makeCall('7002');
    await vi.waitFor(() => expect(at.commands.at(-1)).toBe('makeCall 7002 own'));
    at.send({ eventName: 'EventEstablished', ANI: '7002', eventId: 'own', connectionId: 'own', direction: 'inbound' });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['own Connected']));
    await placed;
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent own', 'startCommEvent own']);
    expect(desk.fusion.last('newCommEvent')?.inData).toMatchObject({
      SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_OUTBOUND',
    });
  });
});
