import { describe, expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import { HopError } from '../state/failure.js';
import { call, Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';
import { ServiceError } from '../vendor/service-error.js';

const COMMAND = 'onToolbarInteractionCommand';
const AGENT = 'onToolbarAgentCommand';

async function ringing(): Promise<Desk> {
  const desk = await Desk.open();
  desk.events.incomingCallHandler(call());
  await settled();
  return desk;
}

describe('a button of the toolbar', () => {
  it('C-01 asks the vendor and tells Fusion nothing: only events tell', async () => {
    const desk = await ringing();
    await desk.actions.acceptIncomingCall('e1');
    await settled();
    expect(desk.vendor.asked).toEqual(['accept c1']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1']);
    expect(desk.store.state.contacts[0]).toMatchObject({ party: 'Alerting', asked: 'accept' });
  });

  it('C-03 explains the end that the switch tells of', async () => {
    const desk = await ringing();
    await desk.actions.rejectCall('e1');
    desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased', unexplained: true }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'closeCommEvent e1 REJECT']);
  });

  it('C-04 that the vendor refuses says so, and can be pressed again', async () => {
    const desk = await ringing();
    desk.vendor.refuse = new ServiceError('no-such-call', 'There is no such call on this DN any more.', false);
    await desk.actions.acceptIncomingCall('e1');
    expect(desk.notices).toEqual(['The call could not be answered: There is no such call on this DN any more.']);
    expect(desk.store.state.contacts[0]?.asked).toBeUndefined();
    desk.vendor.refuse = undefined;
    desk.retryFirstNotice();
    await settled();
    expect(desk.vendor.asked).toEqual(['accept c1', 'accept c1']);
    expect(desk.notices).toEqual([]);
  });
});

describe('a command of Fusion', () => {
  it.each([
    ['accept', 'Alerting', 'accept c1'],
    ['reject', 'Alerting', 'reject c1'],
    ['disconnect', 'Alerting', 'reject c1'],
    ['disconnect', 'Connected', 'hangup c1'],
    ['wrapup', 'Connected', 'hangup c1'],
    ['reject', 'Connected', 'hangup c1'],
  ] as const)('C-05 %s, while the call is %s, is the vendor’s %s', async (command, party, asked) => {
    const desk = await ringing();
    if (party === 'Connected') desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    const reply = await desk.fusion.command(COMMAND, { command, eventId: 'e1' });
    expect(desk.vendor.asked).toEqual([asked]);
    expect(reply.result).toBe('success');
  });

  it('C-05 is answered when the vendor accepted it, not before and not after', async () => {
    const desk = await ringing();
    const accepted = deferred<void>();
    desk.vendor.hold = accepted.promise;
    const payload: Record<string, unknown> = { command: 'accept', eventId: 'e1' };
    const reply = desk.fusion.command(COMMAND, payload);
    await settled();
    expect(payload.result).toBeUndefined();
    accepted.resolve();
    await reply;
    expect(payload.result).toBe('success');
    expect(desk.contacts).toEqual(['e1 Alerting']);
  });

  it('C-05 that the phone itself has done already is done', async () => {
    const desk = await ringing();
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    const reply = await desk.fusion.command(COMMAND, { command: 'accept', eventId: 'e1' });
    expect(reply.result).toBe('success');
    expect(desk.vendor.asked).toEqual([]);
  });

  it.each([
    ['dance', 'e1', 'This toolbar does not support "dance".'],
    ['hold', 'e1', 'This contact centre does not support "hold".'],
    ['transfer', 'e1', 'This contact centre does not support "transfer".'],
    ['accept', 'nobody', 'There is no such call any more.'],
  ])('C-04 %s for %s fails with a text for the agent', async (command, eventId, resultDisplayString) => {
    const desk = await ringing();
    const reply = await desk.fusion.command(COMMAND, { command, eventId });
    expect(reply).toMatchObject({ result: 'failure', resultDisplayString });
  });

  it('C-04 that the vendor refuses fails with the vendor’s words', async () => {
    const desk = await ringing();
    desk.vendor.refuse = new ServiceError('wrong-state', 'Nothing was changed.', false);
    const reply = await desk.fusion.command(COMMAND, { command: 'accept', eventId: 'e1' });
    expect(reply).toMatchObject({ result: 'failure', resultDisplayString: 'Nothing was changed.' });
    expect(desk.notices).toEqual(['The call could not be answered: Nothing was changed.']);
  });

  it('shows the contact that the agent selected in Fusion', async () => {
    const desk = await ringing();
    const reply = await desk.fusion.command(COMMAND, { command: 'setActive', eventId: 'e1' });
    expect(reply.result).toBe('success');
    expect(desk.store.state.shownEventId).toBe('e1');
  });
});

describe('what Fusion tells', () => {
  it('C-08 an offer that ran out is rejected at the vendor and closed as timed out', async () => {
    const desk = await ringing();
    desk.fusion.emit('onDataUpdated', { eventId: 'e1', outData: { updateType: 'OFFER_TIMEOUT' } });
    await settled();
    expect(desk.vendor.asked).toEqual(['reject c1']);
    desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'closeCommEvent e1 TIMEOUT']);
  });

  it('C-08 an offer that ran out as the call was answered changes nothing', async () => {
    const desk = await ringing();
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    desk.fusion.emit('onDataUpdated', { eventId: 'e1', updateType: 'OFFER_TIMEOUT' });
    await settled();
    expect(desk.vendor.asked).toEqual([]);
  });

  it('C-09 a closed wrap-up takes the contact off the list, and not before the call is over', async () => {
    const desk = await ringing();
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    desk.fusion.emit('onDataUpdated', { eventId: 'e1', updateType: 'WRAPUP_CLOSED' });
    expect(desk.contacts).toEqual(['e1 Connected']);
    desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
    await settled();
    expect(desk.contacts).toEqual(['e1 Null']);
    desk.fusion.emit('onDataUpdated', { eventId: 'e1', updateType: 'WRAPUP_CLOSED' });
    expect(desk.contacts).toEqual([]);
  });

  it('a customer who was renamed has the new name in the toolbar', async () => {
    const desk = await ringing();
    const outData = { updateType: 'CUSTOMER_DATA', SVCMCA_CONTACT_NAME: 'Maria Lopez' };
    desk.fusion.emit('onDataUpdated', { eventId: 'e1', outData });
    expect(desk.store.state.contacts[0]?.name).toBe('Maria Lopez');
  });
});

describe('click-to-dial', () => {
  const click = {
    uuid: 'u1',
    outData: { SVCMCA_ANI: '+1 415 555 0199', SVCMCA_CALL_ID: 'o1', SVCMCA_DISPLAY_NAME: 'Daniel' },
  };
  const dialing = call({ trigger: 'EventDialing', direction: 'outbound', eventId: 'o1', connectionId: 'c9' });

  it('C-07 calls under the id of the click, and offers the contact with what Fusion said of it', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', click);
    await settled();
    expect(desk.vendor.asked).toEqual(['call +14155550199 o1']);
    expect(desk.store.state.placing).toMatchObject({ eventId: 'o1', number: '+14155550199' });
    desk.events.outboundCallHandler(dialing);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent o1']);
    expect(desk.store.state.placing).toBeUndefined();
    expect(desk.clock.waitingFor).toEqual([]);
  });

  it('C-07 that a snapshot tells of first is placed all the same, with what Fusion said of it', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', click);
    await settled();
    const told = { connectionId: 'c9', eventId: 'o1', direction: 'outbound', state: 'Dialing', since: 0 } as const;
    desk.events.snapshotHandler([{ ...told, ANI: '+14155550199' }]);
    await settled();
    expect(desk.store.state.placing).toBeUndefined();
    expect(desk.clock.waitingFor).toEqual([]);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent o1']);
    expect(desk.fusion.last('newCommEvent')?.inData).toMatchObject({ SVCMCA_DISPLAY_NAME: 'Daniel' });
  });

  it('C-07 falls back to the id of the message', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', { uuid: 'u1', outData: { SVCMCA_ANI: '7002' } });
    await settled();
    expect(desk.vendor.asked).toEqual(['call 7002 u1']);
  });

  it.each([
    ['invalid-destination', 'INVALID_NUMBER'],
    ['dn-busy', 'LINE_BUSY'],
    ['offline', 'AGENT_UNAVAILABLE'],
    ['internal-error', 'CALL_FAILED'],
  ] as const)(
    'C-07 that fails with %s is reported as %s, and no contact is closed that was never offered',
    async (code, reported) => {
      const desk = await Desk.open();
      desk.vendor.refuse = new ServiceError(code, 'It did not work.', false);
      desk.fusion.emit('onOutgoingEvent', click);
      await settled();
      expect(desk.fusion.callTrace).toEqual([`outboundCommError o1 ${reported}`]);
      expect(desk.fusion.last('outboundCommError')?.fields.ErrorMsg).toBe('It did not work.');
      expect(desk.notices).toEqual(['The call to +14155550199 could not be placed: It did not work.']);
      expect(desk.store.state.placing).toBeUndefined();
    },
  );

  it.each([
    [false, 0],
    [true, 1],
  ])('C-04 from the dial pad offers a retry only if one could help: %s', async (retryable, notices) => {
    const desk = await Desk.open();
    desk.vendor.refuse = new ServiceError('invalid-destination', 'It did not work.', retryable);
    await desk.actions.makeCall('+14155550000');
    expect(desk.store.state.notices.filter((notice) => notice.retryable)).toHaveLength(notices);
  });

  it('C-07 that the switch never tells of is given up', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', click);
    await settled();
    expect(desk.clock.waitingFor).toEqual(['call.placement']);
    desk.clock.advance(15_000);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['outboundCommError o1 CALL_FAILED']);
  });

  it('C-06 a cancel that comes while the call is being placed waits for it, and then ends it', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', click);
    const payload: Record<string, unknown> = { command: 'disconnect', eventId: 'o1' };
    const reply = desk.fusion.command(COMMAND, payload);
    await settled();
    expect(payload.result).toBeUndefined();
    desk.events.outboundCallHandler(dialing);
    await reply;
    expect(desk.vendor.asked).toEqual(['call +14155550199 o1', 'hangup c9']);
    desk.events.callDisconnectedHandler({ ...dialing, trigger: 'EventReleased' });
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent o1', 'closeCommEvent o1 CANCELED']);
  });

  it('C-06 a cancel of a call that cannot be placed fails with it', async () => {
    const desk = await Desk.open();
    const answer = deferred<void>();
    desk.vendor.hold = answer.promise;
    desk.fusion.emit('onOutgoingEvent', click);
    const reply = desk.fusion.command(COMMAND, { command: 'disconnect', eventId: 'o1' });
    desk.vendor.refuse = new ServiceError('invalid-destination', 'No.', false);
    answer.resolve();
    expect(await reply).toMatchObject({ result: 'failure' });
  });

  it('C-07 gives a call an id of its own when Fusion brings none', async () => {
    const desk = await Desk.open();
    desk.fusion.emit('onOutgoingEvent', { outData: { SVCMCA_ANI: '+14155550100' } });
    await settled();
    expect(desk.vendor.asked).toEqual(['call +14155550100 own-1']);
  });

  it('a number from the dial pad that fails is no matter of Fusion’s, and can be dialled again', async () => {
    const desk = await Desk.open();
    desk.vendor.refuse = new ServiceError('dn-busy', 'No.', true);
    await desk.actions.makeCall('7999');
    expect(desk.fusion.callTrace).toEqual([]);
    desk.vendor.refuse = undefined;
    desk.retryFirstNotice();
    await settled();
    expect(desk.vendor.asked).toEqual(['call 7999 own-1', 'call 7999 own-2']);
  });
});

describe('an agent command of Fusion', () => {
  it('C-11 learns what the toolbar supports, where the agent stands and which calls there are', async () => {
    const desk = await ringing();
    expect((await desk.fusion.command(AGENT, { command: 'getActiveInteractionCommands' })).outData).toEqual({
      supportedCommands: ['accept', 'reject', 'disconnect'],
      supportedFeatures: [{ name: 'transcriptEnabled', isEnabled: false }],
    });
    expect((await desk.fusion.command(AGENT, { command: 'getCurrentAgentState' })).outData).toMatchObject({
      isAvailable: true,
      isLoggedIn: true,
      state: 'AVAILABLE',
      channel: 'PHONE',
    });
    expect((await desk.fusion.command(AGENT, { command: 'getActiveEngagements' })).outData).toEqual({
      activeCount: 1,
      engagements: [{ eventId: 'e1' }],
    });
    expect(await desk.fusion.command(AGENT, { command: 'dance' })).toMatchObject({ result: 'failure' });
  });

  it('C-11 goes the way of the button, and fails with its reason', async () => {
    const desk = await Desk.open();
    expect(await desk.fusion.command(AGENT, { command: 'makeUnavailable' })).toMatchObject({ result: 'success' });
    expect(desk.phase).toBe('leaving');
    desk.events.makeAgentUnavailable();
    await settled();
    desk.vendor.refuse = new HopError('session', 'The password does not match.', false);
    expect(await desk.fusion.command(AGENT, { command: 'makeAvailable' })).toMatchObject({
      result: 'failure',
      resultDisplayString: 'The password does not match.',
    });
    expect(desk.phase).toBe('failed');
  });
});

describe('the availability button', () => {
  it('V-03 names the hop at which the way ended, and takes the same way again', async () => {
    const desk = new Desk();
    desk.fusion.refuseStart = () => Promise.reject(new Error('no toolbar allowed'));
    await desk.actions.toggleAgentAvailability();
    expect(desk.store.state.availability).toEqual({
      phase: 'failed',
      failure: { hop: 'fusion', reason: 'Fusion refused the toolbar: no toolbar allowed', retryable: true },
    });
    desk.fusion.refuseStart = undefined;
    desk.vendor.refuse = new HopError('service', 'Not there.', true);
    await desk.actions.toggleAgentAvailability();
    expect(desk.store.state.availability).toMatchObject({ failure: { hop: 'service', reason: 'Not there.' } });
    desk.vendor.refuse = undefined;
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual(['available', 'available']);
  });

  it('V-08 leaves the agent available when the switch refuses, and says so', async () => {
    const desk = await Desk.open();
    desk.vendor.refuse = new ServiceError('internal-error', 'The server failed.', true);
    await desk.actions.toggleAgentAvailability();
    expect(desk.phase).toBe('available');
    expect(desk.notices).toEqual(['You are still available: The server failed.']);
  });

  it('V-08 does not cut the only line to a call at the published level', async () => {
    const desk = await Desk.open();
    desk.events.connectionOpened({ level: 'published', commands: [] });
    desk.events.incomingCallHandler(call());
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.phase).toBe('available');
    expect(desk.notices[0]).toMatch(/^You are still available: End your call first/);
  });

  it('does nothing while the way is being taken', async () => {
    const desk = new Desk();
    const held = deferred<void>();
    desk.vendor.hold = held.promise;
    void desk.actions.toggleAgentAvailability();
    await settled();
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual(['available']);
  });
});

describe('the start', () => {
  it('V-03 that failed is tried again by the button, and makes nobody available', async () => {
    const desk = new Desk();
    desk.fusion.refuseStart = () => Promise.reject(new Error('Not inside Fusion.'));
    await desk.actions.start();
    expect(desk.phase).toBe('failed');
    desk.fusion.refuseStart = undefined;
    await desk.actions.toggleAgentAvailability();
    expect(desk.phase).toBe('unavailable');
    expect(desk.vendor.asked).toEqual([]);
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual(['available']);
  });

  it('V-03 that takes its time does not undo what the agent asked for meanwhile', async () => {
    const desk = new Desk();
    const start = desk.actions.start();
    const asked = desk.actions.toggleAgentAvailability();
    await Promise.all([start, asked]);
    expect(desk.phase).toBe('connecting');
    expect(desk.vendor.asked).toEqual(['available']);
  });
});

describe('makeUnavailable of Fusion', () => {
  it('C-11 on the way to available is what counts, once it is its turn', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    void desk.actions.toggleAgentAvailability();
    expect(desk.phase).toBe('connecting');
    expect(await desk.actions.agentCommand('makeUnavailable')).toEqual({ ok: true });
    await settled();
    // The switch was asked for nothing that nobody wants any more.
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.phase).toBe('unavailable');
  });
});
