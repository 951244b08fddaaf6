import { afterEach, describe, expect, it } from 'vitest';
import type { ApiCall } from './projection.js';
import { ApiClient } from './testing/api-client.js';
import { Face } from './testing/face.js';

// Each option of WorkspaceBehaviour, away from its default; and what only a switch with other options does.
describe('behaviour', () => {
  let face: Face;
  const clients: ApiClient[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    await face.app.close();
  });

  const atWork = async (agent = '5001', dn = '7001', activation?: object) => {
    const client = await ApiClient.atWork(face, agent, dn, activation);
    clients.push(client);
    return client;
  };
  const calls = async (client: ApiClient) => (await client.get('/voice/calls')).body.data?.calls as ApiCall[];
  const takes = async (client: ApiClient) => {
    const id = face.ring('7001');
    await client.onCall(id, 'answer');
    await client.call('Established');
    return id;
  };

  it('G-15 switchName: what the line’s switch is called', async () => {
    face = await Face.start({ switchName: 'Main' });
    await atWork();
    expect(clients[0]?.heard[0]).toMatchObject({ dn: { switchName: 'Main' } });
  });

  it('G-15 refusedInAnswer: the answer too says what the switch refused', async () => {
    face = await Face.start({ refusedInAnswer: true });
    const ava = await atWork();
    const answer = await ava.post('/voice/make-call', { data: { destination: '7001' }, operationId: 'mine' });
    expect(answer).toMatchObject({
      http: 422,
      body: { operationId: 'mine', status: { code: 422, errorCode: 71, errorMessage: 'Invalid Called Dn' } },
    });
    expect(await ava.type('EventError')).toMatchObject({ operationId: 'mine', code: 71 });
  });

  it('G-15 By itself a released call is complete, and told of once', async () => {
    face = await Face.start({});
    const ava = await atWork();
    const id = await takes(ava);
    await ava.onCall(id, 'release');
    await ava.call('Released');
    expect(await calls(ava)).toEqual([]);
    await ava.does('/voice/ready');
    await ava.dn('Ready');
    expect(ava.heard.filter(({ call }) => call?.state === 'Completed')).toEqual([]);
  });

  it('G-15 tellAutoCompleted: a call that is complete by itself is told of as Completed', async () => {
    face = await Face.start({ tellAutoCompleted: true });
    const ava = await atWork();
    const id = await takes(ava);
    await ava.onCall(id, 'release');
    await ava.call('Released');
    expect(await ava.call('Completed')).toMatchObject({ id, capabilities: [] });
  });

  it.each([
    ['autoCompleteCall: false', { autoCompleteCall: false }, undefined],
    ['a client that says so', {}, { autoCompleteCall: false }],
  ])('G-15 %s: a released call stays until it is completed', async (_what, behaviour, activation) => {
    face = await Face.start(behaviour);
    const ava = await atWork('5001', '7001', activation);
    const id = await takes(ava);
    await ava.onCall(id, 'release');
    await ava.call('Released');
    expect(await calls(ava)).toMatchObject([{ id, state: 'Released', capabilities: ['complete'] }]);
    await ava.onCall(id, 'complete');
    await ava.call('Completed');
    expect(await calls(ava)).toEqual([]);
    expect(await ava.post(`/voice/calls/${id}/complete`)).toMatchObject({ http: 404 });
  });

  it('G-15 releasedCalls: with one more the oldest is complete', async () => {
    face = await Face.start({ autoCompleteCall: false, releasedCalls: 1 });
    const ava = await atWork();
    for (const id of [await takes(ava), '']) {
      const current = id === '' ? await takes(ava) : id;
      await ava.onCall(current, 'release');
      await ava.call('Released');
      expect(await calls(ava)).toMatchObject([{ id: current }]);
    }
  });

  it('G-15 mergeType: two calls may become a transfer', async () => {
    face = await Face.start({ mergeType: 'Transfer' });
    const ava = await atWork();
    const ben = await atWork('5002', '7002');
    const id = await takes(ava);
    await ava.onCall(id, 'initiate-transfer', { destination: '7002' });
    const consultation = await ava.call('Dialing');
    await ben.onCall(consultation.id, 'answer');
    await ava.call('Established');
    // The call on hold may be named either way round.
    await ava.onCall(id, 'merge', { otherConnId: consultation.id });
    await ava.call('Released');
    expect(await ben.call('Established', 'ParticipantsUpdated')).toMatchObject({ id });
    expect(await calls(ava)).toEqual([]);
  });

  it('G-15 callerIdKey and recordingServices: what the switch is asked', async () => {
    const recordingServices = {
      'start-recording': 1,
      'stop-recording': 2,
      'pause-recording': 3,
      'resume-recording': 4,
    };
    face = await Face.start({ callerIdKey: 'Caller', recordingServices });
    const asked: unknown[] = [];
    const { connect } = face.site;
    face.site.connect = (...given) => {
      const client = connect.apply(face.site, given);
      return { ...client, request: (request) => (asked.push(request), client.request(request)) };
    };
    const ben = await atWork('5002', '7002');
    await ben.does('/voice/make-call', { destination: '7100', outboundCallerId: '12345' });
    const { id } = await ben.call('Dialing');
    await ben.onCall(id, 'start-recording');
    expect(asked.slice(2)).toMatchObject([
      { request: 'RequestMakeCall', Extensions: [{ key: 'Caller', type: 'str', value: '12345' }] },
      { request: 'RequestPrivateService', PrivateServiceID: 1 },
    ]);
  });

  it('G-02 After-call work comes before Released, and ends by itself', async () => {
    face = await Face.start({}, { wrapUpTime: 30 });
    const ava = await atWork();
    await ava.does('/voice/ready');
    await ava.dn('Ready');
    const id = face.ring('8001');
    await ava.onCall(id, 'answer');
    await ava.call('Established');
    await ava.onCall(id, 'release');
    expect(await ava.dn('NotReady')).toMatchObject({ agentWorkMode: 'AfterCallWork' });
    await ava.call('Released');
    face.clock.advance(30_000);
    await ava.dn('Ready');
  });
});
