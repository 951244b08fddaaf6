import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandTypes } from '@fusion-cti/protocol';
import { TestServer } from '../testing/test-server.js';
import { Worker } from './testing/worker.js';

describe('call control', () => {
  let server: TestServer;
  let ava: Worker;
  let ben: Worker;
  beforeEach(async () => {
    server = await TestServer.start();
    ava = await Worker.start(server, '5001');
    ben = await Worker.start(server, '5002');
  });
  afterEach(() => server.stop());

  interface State {
    calls: { connId: string; parties: { dn: string; state: string }[]; userData: unknown[] }[];
    dns: Record<string, unknown>[];
  }
  const state = () => server.get<State>('/control/state');
  const partiesOf = async (connId: string) =>
    Object.fromEntries(
      (await state()).calls.find((call) => call.connId === connId)?.parties.map((party) => [party.dn, party.state]) ??
        [],
    );
  const phone = async (number: string) => (await state()).dns.find(({ dn }) => dn === number);

  it('W-17 lists every command in hello', async () => {
    const { hello } = await server.signIn({ agent: '5003' });
    expect(hello.commands).toEqual(commandTypes());
  });

  it('W-17 puts a call on hold, and takes it back', async () => {
    const connId = await ava.takes('7001');
    await ava.does('hold');
    expect((await ava.hears('EventHeld')).connectionId).toBe(connId);
    expect(await partiesOf(connId)).toEqual({ '7001': 'Held' });
    await ava.does('retrieve', { connectionId: connId });
    expect((await ava.hears('EventRetrieved')).connectionId).toBe(connId);
    expect(await partiesOf(connId)).toEqual({ '7001': 'Connected' });
  });

  it('W-17 transfers a call after a consultation, which stays the same contact to its new agent', async () => {
    const main = await ava.takes('7001');
    const consultation = await ava.consults(ben, 'initiateTransfer', '7002');
    await ava.does('completeTransfer');
    expect(await ava.hears('EventReleased')).toMatchObject({ connectionId: main });
    expect(await ava.hears('EventReleased')).toMatchObject({
      connectionId: consultation,
      eventData: { transferConnID: main, callState: 'Transferred' },
    });
    expect(await ben.hears('EventPartyChanged')).toMatchObject({
      connectionId: main,
      eventId: consultation,
      direction: 'inbound',
      eventData: { connID: main, previousConnID: consultation },
    });
    expect(await partiesOf(main)).toEqual({ '7002': 'Connected' });
    await ben.does('hangup', { connectionId: consultation });
    expect(await ben.hears('EventReleased')).toMatchObject({ connectionId: main, eventId: consultation });
    expect((await state()).calls).toEqual([]);
  });

  it('W-17 tells a client that comes back of hold, consultation, mute and data', async () => {
    const main = await ava.takes('7001');
    const consultation = await ava.consults(ben, 'initiateTransfer', '7002');
    await ava.does('mute');
    await ava.does('attachData', { connectionId: main, userData: { Topic: 'Boiler' } });
    ava.socket.webSocket.terminate();
    await expect
      .poll(async () => (await server.get<{ sessions: { connected: boolean }[] }>('/control/state')).sessions[0])
      .toMatchObject({ connected: false });
    const again = await server.signIn({ agent: '5001' });
    const { frame } = await again.socket.next();
    expect(frame).toMatchObject({
      eventName: 'snapshot',
      calls: [
        { connectionId: main, state: 'Held', userData: [{ key: 'Topic', type: 'str', value: 'Boiler' }] },
        { connectionId: consultation, state: 'Connected', consultationFor: main, muted: true },
      ],
    });
    expect((frame as { calls?: object[] }).calls?.[0]).not.toHaveProperty('consultationFor');
  });

  it('W-17 goes to and fro between two calls, and back to the first', async () => {
    const main = await ava.takes('7001');
    const consultation = await ava.consults(ben, 'initiateTransfer', '7002');
    await ava.does('alternate');
    expect((await ava.hears('EventHeld')).connectionId).toBe(consultation);
    expect((await ava.hears('EventRetrieved')).connectionId).toBe(main);
    await ava.does('alternate', { connectionId: consultation });
    expect((await ava.hears('EventRetrieved')).connectionId).toBe(consultation);
    await ava.does('reconnect', { connectionId: main });
    expect((await ava.hears('EventReleased')).connectionId).toBe(consultation);
    expect((await ava.hears('EventRetrieved')).connectionId).toBe(main);
    expect(await partiesOf(main)).toEqual({ '7001': 'Connected' });
  });

  it.each(['singleStepTransfer', 'transfer', 'blindTransfer', 'muteTransfer'])(
    'W-17 hands a call on without a consultation: %s',
    async (type) => {
      const main = await ava.takes('7001');
      await ava.does(type, { toNumber: '7002' });
      await ava.hears('EventReleased');
      await ben.hears('EventRinging');
      await ben.does('accept');
      await ben.hears('EventEstablished');
      expect((await state()).calls).toHaveLength(1);
      expect(await partiesOf(main)).toEqual({ '7002': 'Connected' });
    },
  );

  it('W-17 makes a conference, and drops a party of it', async () => {
    const main = await ava.takes('7001');
    const consultation = await ava.consults(ben, 'initiateConference', '7002');
    await ava.does('completeConference');
    expect((await ava.hears('EventPartyAdded')).connectionId).toBe(main);
    expect(await ben.hears('EventPartyChanged')).toMatchObject({ connectionId: main, eventId: consultation });
    expect(await partiesOf(main)).toEqual({ '7001': 'Connected', '7002': 'Connected' });
    await ava.does('deleteFromConference', { number: '7002' });
    expect(await ben.hears('EventReleased')).toMatchObject({ connectionId: main, eventId: consultation });
    expect(await ava.hears('EventPartyDeleted')).toMatchObject({ eventData: { otherDN: '7002' } });
    expect(await partiesOf(main)).toEqual({ '7001': 'Connected' });
  });

  it('W-17 adds somebody to a call in one step, and ends it for all', async () => {
    const main = await ava.takes('7001');
    await ava.does('singleStepConference', { toNumber: '7002' });
    await ben.hears('EventRinging');
    await ben.does('accept');
    await ben.hears('EventEstablished');
    expect(await partiesOf(main)).toEqual({ '7001': 'Connected', '7002': 'Connected' });
    await ava.does('clear');
    await ava.hears('EventReleased');
    await ben.hears('EventReleased');
    expect((await state()).calls).toEqual([]);
  });

  it.each([
    [undefined, { '7001': 'Connected', '7002': 'Connected' }],
    ['Transfer', { '7002': 'Connected' }],
  ])('W-17 merges any two calls: %s', async (mergeType, parties) => {
    const main = await ava.takes('7001');
    await ava.does('hold');
    await ava.does('makeCall', { toNumber: '7002', connectionId: 'fusion-1' });
    await ben.hears('EventRinging');
    await ben.does('accept');
    await ben.hears('EventEstablished');
    await ava.does('merge', { connectionId: 'fusion-1', mergeType });
    await ben.hears('EventPartyChanged');
    expect(await partiesOf(main)).toEqual(parties);
  });

  it('W-17 sends a ringing call elsewhere', async () => {
    const connId = await server.ring('7001');
    await ava.does('redirect', { toNumber: '7002' });
    await ben.hears('EventRinging');
    expect(await partiesOf(connId)).toMatchObject({ '7002': 'Alerting' });
  });

  it.each(['sendDtmf', 'dtmf'])('W-17 sends tones: %s', async (type) => {
    await ava.takes('7001');
    await ava.does(type, { digits: '12#' });
    expect(await ava.hears('EventDtmfSent')).toMatchObject({ eventData: { dtmfDigits: '12#' } });
  });

  it('W-17 mutes and unmutes', async () => {
    const connectionId = await ava.takes('7001');
    await ava.does('mute');
    expect(await ava.hears('EventMuteOn')).toMatchObject({ connectionId });
    await ava.does('unmute');
    expect(await ava.hears('EventMuteOff')).toMatchObject({ connectionId });
  });

  it('W-17 attaches, changes and deletes user data of a call', async () => {
    await ava.takes('7001');
    await ava.does('attachData', { userData: { Intent: 'billing', Tries: 1 } });
    await ava.does('updateData', { userData: { Tries: 2 } });
    await ava.does('deleteData', { key: 'Intent' });
    const seen = [];
    for (let n = 0; n < 3; n += 1) seen.push((await ava.hears('EventAttachedDataChanged')).eventData?.userData);
    const intent = { key: 'Intent', type: 'str', value: 'billing' };
    const tries = (value: number) => ({ key: 'Tries', type: 'int', value });
    expect(seen).toEqual([[intent, tries(1)], [intent, tries(2)], [tries(2)]]);
  });

  it('W-17 keeps calls away from a line, or sends them elsewhere', async () => {
    await ava.does('dndOn');
    await ava.hears('EventDNDOn');
    expect(await phone('7001')).toMatchObject({ doNotDisturb: true });
    await ava.does('dndOff');
    await ava.hears('EventDNDOff');
    expect(await phone('7001')).toMatchObject({ doNotDisturb: false });
    await ava.does('forward', { toNumber: '7002', mode: 'OnBusy' });
    expect(await ava.hears('EventForwardSet')).toMatchObject({
      eventData: { otherDN: '7002', forwardMode: 'OnBusy', forwardModeId: 2 },
    });
    await ava.does('cancelForward');
    await ava.hears('EventForwardCancel');
    expect(await phone('7001')).not.toHaveProperty('forwardedTo');
    await ava.does('forward', { toNumber: '7002' });
    expect(await ava.hears('EventForwardSet')).toMatchObject({ eventData: { forwardMode: 'Unconditional' } });
  });

  it('W-17 lets a supervisor listen in', async () => {
    await ben.does('monitor', { dn: '7001', mode: 'coach', scope: 'agent', monitorType: 'AllCalls' });
    expect(await ben.hears('EventMonitoringNextCall')).toMatchObject({
      eventData: {
        otherDN: '7001',
        monitorNextCallType: 'AllCalls',
        extensions: [
          { key: 'MonitorMode', type: 'str', value: 'coach' },
          { key: 'MonitorScope', type: 'str', value: 'agent' },
        ],
      },
    });
    const connectionId = await ava.takes('7001');
    expect(await ben.hears('EventEstablished')).toMatchObject({
      connectionId,
      eventData: { thisDNRole: 'Observer', callState: 'Bridged' },
    });
    await ben.does('cancelMonitor', { dn: '7001' });
    await ben.hears('EventMonitoringCancelled');
    await ava.does('hangup');
    await ben.hears('EventReleased');
    await ben.does('monitor', { dn: '7001' });
    expect(await ben.hears('EventMonitoringNextCall')).toMatchObject({
      eventData: { monitorNextCallType: 'OneCall' },
    });
    await ben.does('cancelMonitor');
    await ben.hears('EventMonitoringCancelled');
  });

  it('W-17 takes a work mode beside the reason of not being ready', async () => {
    await ava.does('notReady', { workMode: 'AfterCallWork', reason: 'Notes' });
    expect(await ava.hears('EventAgentNotReady')).toMatchObject({
      eventData: { workMode: 'AfterCallWork', workModeId: 3 },
    });
    await ava.does('notReady');
    expect(await ava.hears('EventAgentNotReady')).toMatchObject({ eventData: { workMode: 'AuxWork' } });
  });

  it('W-02 keeps the fields of a call that is transferred to a client that hears of no transfer', async () => {
    await server.stop();
    server = await TestServer.start();
    const plain = await server.open().opened();
    await expect.poll(() => server.command('initialize')).toMatchObject({ status: 200 });
    await plain.until('EventRegistered');
    ben = await Worker.start(server, '5002');
    const main = await ben.takes('7002');
    await ben.does('initiateTransfer', { toNumber: '7001' });
    const ringing = (await plain.until('EventRinging')).at(-1)!;
    expect(ringing.connectionId).not.toBe(main);
    expect(await server.command('accept')).toMatchObject({ status: 200 });
    await plain.until('EventEstablished');
    await ben.does('completeTransfer');
    await ben.hears('EventReleased');
    expect(await partiesOf(main)).toEqual({ '7001': 'Connected' });
    const { connectionId } = ringing;
    expect(await server.command('hangup', { connectionId })).toMatchObject({ status: 200 });
    const ended = await plain.until('EventReleased');
    expect(ended).toEqual([{ ...ringing, eventName: 'EventReleased', eventType: 'EventReleased' }]);
  });

  describe('refused', () => {
    const refused = async (type: string, fields: Record<string, unknown>, status: number, code: string) => {
      const before = await state();
      expect(await ava.ask(type, fields)).toMatchObject({ status, body: { status: 'Error', code } });
      expect(await state()).toEqual(before);
    };

    it('W-18 names no call when several fit: hang-up and user data of one of two', async () => {
      const main = await ava.takes('7001');
      await ava.consults(ben, 'initiateTransfer', '7002');
      await refused('hangup', {}, 409, 'ambiguous-call');
      await refused('attachData', { userData: { Intent: 'billing' } }, 409, 'ambiguous-call');
      await ava.does('attachData', { userData: { Intent: 'billing' }, connectionId: main });
      expect(await ava.hears('EventAttachedDataChanged')).toMatchObject({ connectionId: main });
    });

    it('W-18 has to be told which of two held calls, and takes the one that was consulted about', async () => {
      const first = await ava.takes('7001');
      await ava.does('hold');
      await ava.does('makeCall', { toNumber: '+14155550123', connectionId: 'second' });
      const second = (await ava.hears('EventDialing')).connectionId as string;
      await server.post(`/control/calls/${second}/answer`, {});
      await ava.hears('EventEstablished');
      await ava.does('hold', { connectionId: 'second' });
      await ava.does('makeCall', { toNumber: '+14155550124', connectionId: 'third' });
      const third = (await ava.hears('EventDialing')).connectionId as string;
      await server.post(`/control/calls/${third}/answer`, {});
      await ava.hears('EventEstablished');
      await refused('alternate', {}, 409, 'ambiguous-call');
      await refused('alternate', { connectionId: 'third' }, 409, 'ambiguous-call');
      await ava.does('alternate', { connectionId: first });
      expect((await ava.hears('EventRetrieved')).connectionId).toBe(first);
      await ava.does('hangup', { connectionId: 'third' });
      await ava.does('initiateTransfer', { toNumber: '7002' });
      await ava.does('completeTransfer');
      await ben.hears('EventRinging');
      expect(await partiesOf(first)).toEqual({ '7002': 'Alerting' });
      expect(await partiesOf(second)).toEqual({ '7001': 'Held' });
    });

    it.each([
      ['alternate', 'wrong-state'],
      ['reconnect', 'wrong-state'],
      ['merge', 'transfer-impossible'],
      ['completeTransfer', 'transfer-impossible'],
      ['completeConference', 'conference-impossible'],
      ['retrieve', 'wrong-state'],
      ['accept', 'wrong-state'],
    ])('W-18 refuses %s of a single call with its own code', async (type, code) => {
      await refused(type, {}, 404, 'no-such-call');
      const connectionId = await ava.takes('7001');
      await refused(type, {}, 409, code);
      await refused(type, { connectionId }, 409, code);
      await refused(type, { connectionId: 'nobody' }, 404, 'no-such-call');
    });

    it.each([
      ['sendDtmf', { digits: 'hello' }, 422, 'invalid-digits'],
      ['initiateTransfer', { toNumber: '+14155550000' }, 422, 'invalid-destination'],
      ['singleStepTransfer', { toNumber: '7001' }, 422, 'invalid-destination'],
      ['deleteFromConference', { number: '7002' }, 404, 'no-such-call'],
      ['unmute', {}, 409, 'wrong-state'],
      ['attachData', { userData: {} }, 400, 'invalid-command'],
      ['attachData', { userData: { '': 'x' } }, 400, 'invalid-command'],
      ['attachData', { userData: { 'two\nlines': {} } }, 400, 'invalid-command'],
      ['updateData', { userData: { n: 1.5 } }, 400, 'invalid-command'],
      ['updateData', { userData: { n: 2 ** 60 } }, 400, 'invalid-command'],
      ['updateData', { userData: ['x'] }, 400, 'invalid-command'],
      ['deleteData', {}, 400, 'invalid-command'],
      ['dndOff', {}, 409, 'wrong-state'],
      ['cancelForward', {}, 409, 'wrong-state'],
      ['forward', { toNumber: '7001' }, 422, 'invalid-destination'],
      ['forward', { toNumber: '7002', mode: 'None' }, 400, 'invalid-command'],
      ['monitor', { dn: '8001' }, 422, 'invalid-destination'],
      ['monitor', { dn: '7002', mode: 'loud' }, 400, 'invalid-command'],
      ['cancelMonitor', {}, 409, 'wrong-state'],
      ['notReady', { workMode: 'ManualIn' }, 400, 'invalid-command'],
    ])('W-18 refuses %s of %j with its code', async (type, fields, status, code) => {
      await ava.takes('7001');
      await refused(type, fields, status, code);
    });

    it('W-18 refuses user data that is more than a call may have', async () => {
      await ava.takes('7001');
      for (let n = 0; n < 3; n += 1) await ava.does('attachData', { userData: { [`k${n}`]: 'x'.repeat(4096) } });
      await refused('attachData', { userData: { k3: 'x'.repeat(4096) } }, 400, 'invalid-command');
    });
  });
});
