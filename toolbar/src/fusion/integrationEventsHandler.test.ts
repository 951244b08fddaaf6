import { describe, expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import type { CallEvent } from '../state/contacts.js';
import { call, Desk, UEF_TIMEOUT_MS } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

const NEW = 'newCommEvent';
const START = 'startCommEvent';
const CLOSE = 'closeCommEvent';
const never = (): Promise<never> => new Promise(() => undefined);

const ring = (over?: Partial<CallEvent>): CallEvent => call(over);
const established = (over?: Partial<CallEvent>): CallEvent => call({ trigger: 'EventEstablished', ...over });
const released = (over?: Partial<CallEvent>): CallEvent => call({ trigger: 'EventReleased', ...over });
const dialing = (over?: Partial<CallEvent>): CallEvent =>
  call({ trigger: 'EventDialing', direction: 'outbound', eventId: 'o1', ...over });

describe('a call that comes in', () => {
  it('F-05 is told to Fusion step by step, each with what the step before it answered', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, ({ inData }) => ({
      result: 'success',
      eventId: 'e1',
      outData: { ...inData, SVCMCA_CONTACT_NAME: 'Maria Gonzalez', SVCMCA_INTERACTION_ID: '9' },
    }));
    desk.fusion.answers.set(START, ({ inData }) => ({
      result: 'success',
      outData: { ...inData, SVCMCA_WRAPUP_ID: 'w' },
    }));
    desk.events.incomingCallHandler(ring({ queueName: 'Care' }));
    await settled();
    expect(desk.store.state.contacts).toMatchObject([{ name: 'Maria Gonzalez', queueName: 'Care', party: 'Alerting' }]);
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1', 'closeCommEvent e1 WRAPUP']);
    expect(desk.fusion.last(NEW)).toMatchObject({
      fields: { AppClassification: 'ORA_SERVICE' },
      inData: {
        SVCMCA_ANI: '+14155550100',
        SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_INBOUND',
        SVCMCA_OFFER_TIMEOUT_SEC: '30',
      },
    });
    expect(desk.fusion.last(START)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9' });
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9', SVCMCA_WRAPUP_ID: 'w' });
  });

  it('F-03 starts in Fusion only after the offer was answered', async () => {
    const desk = await Desk.open();
    const offer = deferred<unknown>();
    desk.fusion.answers.set(NEW, () => offer.promise);
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1']);
    offer.resolve({ result: 'success' });
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
  });

  it('F-06 that is over before Fusion answered the offer ends there after the answer, with the whole story', async () => {
    const desk = await Desk.open();
    const offer = deferred<unknown>();
    desk.fusion.answers.set(NEW, () => offer.promise);
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1']);
    offer.resolve({ result: 'success', outData: { SVCMCA_INTERACTION_ID: '9' } });
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1', 'closeCommEvent e1 WRAPUP']);
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9' });
  });

  it('F-04 is offered once, however often the switch says that it rings', async () => {
    const desk = await Desk.open();
    for (let i = 0; i < 3; i += 1) desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
  });

  it('C-02 and is answered at the phone itself starts in Fusion like any other', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallHandler(ring());
    await settled();
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
  });

  it('C-12 and is first heard of when it is established is offered before it starts', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.outboundCallAcceptedHandler(established({ eventId: 'o1', direction: 'outbound' }));
    await settled();
    expect(desk.fusion.callTrace.filter((line) => line.endsWith('e1'))).toEqual([
      'newCommEvent e1',
      'startCommEvent e1',
    ]);
    expect(desk.fusion.callTrace.filter((line) => line.endsWith('o1'))).toEqual([
      'newCommEvent o1',
      'startCommEvent o1',
    ]);
  });

  it('F-09 is known by the id that Fusion answered with', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, () => ({ result: 'success', eventId: 'fusion-7' }));
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent fusion-7']);
    await desk.fusion.command('onToolbarInteractionCommand', { command: 'disconnect', eventId: 'fusion-7' });
    expect(desk.vendor.asked).toEqual(['hangup c1']);
  });

  it('sends the number without its plus where the tenant wants that, and shows it with it', async () => {
    const desk = await Desk.open({ stripAniPlus: true, offerTimeoutSec: 0 });
    desk.events.incomingCallHandler(ring());
    await settled();
    expect(desk.fusion.last(NEW)?.inData).toMatchObject({ SVCMCA_ANI: '14155550100' });
    expect(desk.fusion.last(NEW)?.inData).not.toHaveProperty('SVCMCA_OFFER_TIMEOUT_SEC');
    expect(desk.store.state.contacts[0]?.number).toBe('+14155550100');
  });

  it('does not wait for another contact whose offer hangs', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, ({ fields }) => (fields.EventId === 'e1' ? never() : { result: 'success' }));
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallHandler(ring({ eventId: 'e2', connectionId: 'c2' }));
    desk.events.incomingCallAcceptedHandler(established({ eventId: 'e2', connectionId: 'c2' }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'newCommEvent e2', 'startCommEvent e2']);
  });

  it('begins anew when the id of a finished call comes back', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.callDisconnectedHandler(released());
    await settled();
    desk.events.incomingCallHandler(ring());
    await settled();
    expect(desk.contacts).toEqual(['e1 Alerting']);
    expect(desk.fusion.callTrace.at(-1)).toBe('newCommEvent e1');
  });
});

describe('a step that Fusion will not take', () => {
  it('F-07 is shown, holds up what comes after it, and is taken again on retry', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, () => ({ result: 'error', error: 'LOOKUP_DOWN' }));
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    expect(desk.notices).toEqual([
      'Fusion was not told about the call (+14155550100): Fusion refused newCommEvent: LOOKUP_DOWN',
    ]);
    desk.fusion.answers.delete(NEW);
    desk.retryFirstNotice();
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'newCommEvent e1', 'startCommEvent e1']);
    expect(desk.notices).toEqual([]);
  });

  it('F-08 was never answered: an answer that comes late counts, and nothing is sent twice', async () => {
    const desk = await Desk.open();
    const offer = deferred<unknown>();
    desk.fusion.answers.set(NEW, () => offer.promise);
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    expect(desk.notices).toEqual([
      'Fusion was not told about the call (+14155550100): Fusion did not answer newCommEvent within 5 seconds.',
    ]);
    offer.resolve({ result: 'success', outData: { SVCMCA_CONTACT_NAME: 'Maria' } });
    await settled();
    expect(desk.notices).toEqual([]);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
    expect(desk.fusion.last(START)?.inData).toMatchObject({ SVCMCA_CONTACT_NAME: 'Maria' });
  });

  it('F-08 takes the late answer to the first attempt although the second was lost', async () => {
    const desk = await Desk.open();
    const offer = deferred<unknown>();
    desk.fusion.answers.set(NEW, () => offer.promise);
    desk.events.incomingCallHandler(ring());
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    desk.fusion.answers.set(NEW, never);
    desk.retryFirstNotice();
    await settled();
    offer.resolve({ result: 'success' });
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'newCommEvent e1', 'startCommEvent e1']);
    expect(desk.notices).toEqual([]);
  });

  it('F-11 tells nothing more of a contact that Fusion refused, once it is over', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, () => ({ result: 'error' }));
    desk.events.incomingCallHandler(ring());
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1']);
    expect(desk.contacts).toEqual([]);
    expect(desk.notices).toEqual([]);
  });

  it('F-11 tells the end of a contact whose offer was never answered: Fusion may have it', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, never);
    desk.events.incomingCallHandler(ring());
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    desk.events.callDisconnectedHandler(call({ trigger: 'EventAbandoned' }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'closeCommEvent e1 ABANDONED']);
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_ANI: '+14155550100' });
    expect(desk.notices).toEqual([]);
  });

  it('F-11 tells the end of a contact whose start was refused', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(START, () => ({ result: 'error' }));
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1', 'closeCommEvent e1 WRAPUP']);
  });

  it('F-07 leaves the end of a contact to be retried when that is what failed', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(CLOSE, () => Promise.reject(new Error('busy')));
    desk.events.incomingCallHandler(ring());
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.contacts).toEqual([]);
    expect(desk.notices).toEqual(['Fusion was not told that the call ended: Fusion refused closeCommEvent: busy']);
    desk.fusion.answers.delete(CLOSE);
    desk.retryFirstNotice();
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'closeCommEvent e1 REJECT', 'closeCommEvent e1 REJECT']);
    expect(desk.notices).toEqual([]);
  });
});

describe('a call that goes out', () => {
  it('F-12 carries what Fusion said of the click, and not the status that Fusion answers by mistake', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, ({ inData }) => ({
      result: 'success',
      outData: { ...inData, callStatus: 'INCOMING' },
    }));
    desk.events.expectOutgoingCall('o1', { SVCMCA_DISPLAY_NAME: 'Daniel Weber', SVCMCA_CONTACT_ID: '2' });
    desk.events.outboundCallHandler(dialing());
    await settled();
    desk.events.outboundCallProgressHandler(dialing({ trigger: 'EventNetworkReached' }));
    desk.events.outboundCallAcceptedHandler(dialing({ trigger: 'EventEstablished' }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent o1', 'startCommEvent o1']);
    expect(desk.fusion.last(NEW)?.inData).toMatchObject({
      SVCMCA_CONTACT_ID: '2',
      SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_OUTBOUND',
    });
    expect(desk.fusion.last(START)?.inData).not.toHaveProperty('callStatus');
    expect(desk.store.state.contacts[0]?.name).toBe('Daniel Weber');
  });

  it('C-03 is over for Fusion when the far end is busy, and closed there once', async () => {
    const desk = await Desk.open();
    desk.events.outboundCallHandler(dialing());
    desk.events.outboundCallFailedHandler(dialing({ trigger: 'EventDestinationBusy' }));
    await settled();
    expect(desk.contacts).toEqual(['o1 Failed']);
    desk.events.callDisconnectedHandler(dialing({ trigger: 'EventReleased' }));
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent o1', 'closeCommEvent o1 REJECT']);
    expect(desk.contacts).toEqual([]);
  });
});

describe('availability', () => {
  it('V-01 is shown only after the switch said ready and Fusion accepted it', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    const accepted = deferred<unknown>();
    desk.fusion.answers.set('agentStateEventOperation', () => accepted.promise);
    await desk.actions.toggleAgentAvailability();
    expect(desk.phase).toBe('connecting');
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'connecting', step: 'fusion' });
    accepted.resolve({ result: 'success' });
    await settled();
    expect(desk.phase).toBe('available');
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: true,
      IsLoggedIn: true,
      State: 'AVAILABLE',
      Reason: null,
    });
  });

  it('V-01 survives the "not ready" that a login says on its way to ready', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentUnavailable('On a break');
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
    expect(desk.fusion.trace.filter((line) => line.startsWith('agentState'))).toEqual([
      'agentStateEventOperation AVAILABLE',
    ]);
  });

  it.each([
    [
      'refuses',
      () => ({ result: 'error', error: 'NOT_ALLOWED' }),
      'Fusion refused agentStateEventOperation: NOT_ALLOWED',
    ],
    ['never answers', never, 'Fusion did not answer agentStateEventOperation within 5 seconds.'],
  ])('V-02 that Fusion %s is a failure at Fusion, and the switch sends no calls', async (_, answer, reason) => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.fusion.answers.set('agentStateEventOperation', answer);
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    expect(desk.store.state.availability).toEqual({
      phase: 'failed',
      failure: { hop: 'fusion', reason, retryable: true },
    });
    expect(desk.vendor.asked).toEqual(['available', 'unavailable']);
    desk.fusion.answers.delete('agentStateEventOperation');
    desk.events.makeAgentUnavailable();
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
  });

  it('V-04 ends with the line: Fusion is told, and calls are marked', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    const failure = { hop: 'socket', reason: 'The line broke.', retryable: true } as const;
    desk.events.connectionLost(failure);
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'failed', failure });
    expect(desk.store.state.connection).toEqual({ status: 'lost' });
    expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE');
    expect(desk.contacts).toEqual(['e1 Connected lost']);
  });

  it('V-04 stays what it was when the line of an unavailable agent breaks, unless a call is on it', async () => {
    const desk = await Desk.open();
    desk.events.makeAgentUnavailable();
    await settled();
    const failure = { hop: 'socket', reason: 'The line broke.', retryable: true } as const;
    desk.events.connectionLost(failure);
    expect(desk.phase).toBe('unavailable');
    desk.events.incomingCallHandler(ring());
    desk.events.connectionLost(failure);
    expect(desk.phase).toBe('failed');
  });

  it('V-09 follows the switch, which says after-call work and then ready by itself', async () => {
    const desk = await Desk.open();
    desk.events.makeAgentUnavailable('After-call work');
    expect(desk.phase).toBe('leaving');
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'unavailable', why: 'After-call work' });
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: false,
      IsLoggedIn: true,
      StateDisplayString: 'After-call work',
    });
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
  });

  it('V-08 ends at the toolbar although Fusion refuses to hear it, and the agent is told', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set('agentStateEventOperation', () => ({ result: 'error' }));
    desk.events.makeAgentUnavailable();
    await settled();
    expect(desk.phase).toBe('unavailable');
    expect(desk.notices).toEqual(['Fusion may still show you as available: Fusion refused agentStateEventOperation.']);
    desk.fusion.answers.delete('agentStateEventOperation');
    desk.retryFirstNotice();
    await settled();
    expect(desk.notices).toEqual([]);
    expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE');
  });

  it('V-10 reaches Fusion as it is in the end, when it changes while Fusion takes its time', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    const accepted = deferred<unknown>();
    desk.fusion.answers.set('agentStateEventOperation', () => accepted.promise);
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    desk.events.makeAgentUnavailable();
    expect(desk.phase).toBe('unavailable');
    accepted.resolve({ result: 'success' });
    await settled();
    expect(desk.phase).toBe('unavailable');
    expect(desk.fusion.trace.filter((line) => line.startsWith('agentState'))).toEqual([
      'agentStateEventOperation AVAILABLE',
      'agentStateEventOperation UNAVAILABLE',
    ]);
  });

  it('V-10 is announced as unavailable after the start: Fusion may remember a page that is gone', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.events.fusionStarted();
    await settled();
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: false,
      IsLoggedIn: false,
    });
    expect(desk.phase).toBe('unavailable');
  });
});

describe('a snapshot', () => {
  const connected = {
    connectionId: 'c1',
    eventId: 'e1',
    direction: 'inbound',
    state: 'Connected',
    since: 0,
    ANI: '1',
  } as const;

  it('V-11 met by a page that was loaded again does not offer Fusion a contact that it has', async () => {
    const desk = new Desk();
    desk.fusion.started = [{ eventId: 'e1', outData: { SVCMCA_CONTACT_NAME: 'Maria', SVCMCA_INTERACTION_ID: '9' } }];
    await desk.handler.initialize();
    desk.events.snapshotHandler([connected]);
    await settled();
    expect(desk.store.state.contacts).toMatchObject([{ eventId: 'e1', name: 'Maria', party: 'Connected' }]);
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['closeCommEvent e1 WRAPUP']);
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9' });
  });

  it('V-11 ends calls that are gone, shows those that are new, and repeats nothing about the rest', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.incomingCallHandler(ring({ eventId: 'e2', connectionId: 'c2' }));
    await settled();
    desk.events.connectionLost({ hop: 'socket', reason: 'Gone.', retryable: true });
    desk.events.snapshotHandler([
      { connectionId: 'c1', eventId: 'e1', direction: 'inbound', state: 'Connected', since: 0, ANI: '1' },
      {
        connectionId: 'c3',
        eventId: 'e3',
        direction: 'inbound',
        state: 'Connected',
        since: 0,
        ANI: '3',
        queueName: 'Care',
      },
    ]);
    await settled();
    expect(desk.contacts).toEqual(['e1 Connected', 'e3 Connected']);
    expect(desk.fusion.callTrace.slice(3)).toEqual([
      'closeCommEvent e2 MISSED',
      'newCommEvent e3',
      'startCommEvent e3',
    ]);
  });
});
