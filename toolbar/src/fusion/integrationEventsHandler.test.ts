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
