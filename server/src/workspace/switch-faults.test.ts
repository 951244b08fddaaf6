import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import type { SwitchBehaviour } from '../tserver/index.js';
import { ApiClient } from './testing/api-client.js';

// What a program hears when the switch breaks under it, and how its agent goes on.
describe('faults of the switch', () => {
  let server: TestServer;
  let ava: ApiClient;
  const start = async (behaviour: Partial<SwitchBehaviour> = {}) => {
    server = await TestServer.start({}, {}, { wallClock: new SystemClock(), behaviour });
    ava = await ApiClient.atWork(server, '5001', '7001');
  };
  const stop = async () => {
    await ava.stop();
    await server.stop();
  };
  beforeEach(() => start());
  afterEach(stop);

  const post = async (path: string, body: unknown = {}) =>
    expect(await server.post(`/control/${path}`, body)).toMatchObject({ status: 200 });
  const talk = async () => {
    const id = await server.ring('7001');
    await ava.call('Ringing');
    await ava.onCall(id, 'answer');
    await ava.call('Established');
    return id;
  };
  /** What the program is told of calls because of something. */
  const toldOf = async (happens: () => Promise<unknown>) => {
    const before = ava.heard.length;
    await happens();
    // An operation of which it hears comes behind everything that was told before.
    await ava.does('/voice/dnd-on');
    await ava.next(({ dn }) => dn?.dnd === true);
    return ava.heard.slice(before, -1).filter(({ messageType }) => messageType !== 'DnStateChanged');
  };

  it('G-17 After a warm switch-over a call has another id, tells the one before, and can be worked on', async () => {
    const before = await talk();
    const told = await toldOf(() => post('switch-over', { standBy: 'warm' }));
    const [{ connId }] = (await server.get<{ calls: [{ connId: string }] }>('/control/state')).calls;
    expect(connId).not.toBe(before);
    expect(told).toMatchObject([
      {
        messageType: 'CallStateChanged',
        notificationType: 'ParticipantsUpdated',
        call: { id: connId, previousConnId: before, state: 'Established', phoneNumber: '7001' },
      },
    ]);
    await ava.onCall(connId, 'hold');
    expect(await ava.call('Held')).toMatchObject({ id: connId });
    await ava.onCall(connId, 'release');
    await ava.call('Released');
    expect((await ava.get('/voice/calls')).body.data).toEqual({ calls: [] });
  });

  it.each([
    ['a hot switch-over', () => post('switch-over', { standBy: 'hot' })],
    ['the link lost and restored', async () => (await post('link/lost'), await post('link/restored'))],
  ])('G-17 Nothing is told of %s, and nothing has changed', async (_what, breaks) => {
    const id = await talk();
    expect(await toldOf(breaks)).toEqual([]);
    await ava.onCall(id, 'hold');
    await ava.call('Held');
  });

  it('G-17 Calls that began or ended while the line was nobody’s are told when it is back', async () => {
    await stop();
    await start({ registrationsSurviveLinkLoss: false });
    const ended = await talk();
    let begun = '';
    const told = await toldOf(async () => {
      await post('link/lost');
      await post(`calls/${ended}/release`);
      begun = await server.ring('7001');
      await post('link/restored');
    });
    expect(told).toMatchObject([
      { notificationType: 'StateChange', call: { id: ended, state: 'Released' } },
      { notificationType: 'StateChange', call: { id: begun, state: 'Ringing', ani: '+14155550100' } },
    ]);
  });

  it('G-17 A line whose switch has no link at the switch-over is registered when the link is back', async () => {
    const told = await toldOf(async () => {
      await post('link/lost');
      await post('switch-over', { standBy: 'warm' });
      await post('link/restored');
    });
    expect(told).toEqual([]);
  });
});
