// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { RawEventResponse } from '../raw.js';
import { openDesk, openPhone, type Desk, type Phone } from '../testing/index.js';
import type {
  IContext,
  IEventResponse,
  IMcaEventRequest,
  IMcaOnDataUpdatedEventResponse,
  IMcaonOutgoingEventResponse,
} from '../types/index.js';

const CLICK = {
  SVCMCA_ANI: '+15550123',
  SVCMCA_DISPLAY_NAME: 'Ada Byron',
  SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_OUTBOUND',
  SVCMCA_CONTACT_ID: '300100',
  SVCMCA_CONTACT_JOB_TITLE: 'Countess',
  SVCMCA_INTERACTION_REF_OBJ_ID: '42',
  SVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVC_SERVICE_REQUESTS',
  SVCMCA_ORG_ID: '7',
};

const classified = ({ requestHelper }: Phone, eventName: string): IMcaEventRequest => {
  const request = requestHelper.createSubscriptionRequest(eventName) as IMcaEventRequest;
  request.setAppClassification('ORA_SERVICE');
  return request;
};

const listen = async (desk: Desk, eventName: string, once = false) => {
  const session = await openPhone(desk);
  const heard: IEventResponse[] = [];
  const attach = once ? 'subscribeOnce' : 'subscribe';
  const subscription = session.phone[attach](classified(session, eventName), (response) => heard.push(response));
  await desk.windows.idle();
  return { ...session, heard, subscription };
};

describe('notifications', () => {
  it('U-14 delivers click-to-dial with one id in two places and a getter for every key', async () => {
    const desk = openDesk();
    const { heard } = await listen(desk, 'onOutgoingEvent');
    const id = desk.host.sendOutgoingEvent(CLICK);
    await desk.windows.idle();
    const response = heard[0] as IMcaonOutgoingEventResponse & RawEventResponse;
    const data = response.getResponseData();
    const output = data.getOutputData();
    expect(response.getEventName()).toBe('onOutgoingEvent');
    expect(data.getOutData()).toEqual({ ...CLICK, SVCMCA_CALL_ID: id });
    expect(response.responseDetails.uuid).toBe(id);
    expect(output.getSVCMCA_CALL_ID()).toBe(id);
    expect(output.getSVCMCA_ANI()).toBe('+15550123');
    expect(output.getSVCMCA_DISPLAY_NAME()).toBe('Ada Byron');
    expect(output.getSVCMCA_COMMUNICATION_DIRECTION()).toBe('ORA_SVC_OUTBOUND');
    expect(output.getSVCMCA_CONTACT_ID()).toBe('300100');
    expect(output.getSVCMCA_CONTACT_JOB_TITLE()).toBe('Countess');
    expect(output.getSVCMCA_INTERACTION_REF_OBJ_ID()).toBe('42');
    expect(output.getSVCMCA_INTERACTION_REF_OBJ_TYPE()).toBe('SVC_SERVICE_REQUESTS');
    expect(output.getSVCMCA_ORG_ID()).toBe('7');
    expect(data.getData()).toMatchObject({
      method: 'onOutgoingEvent',
      channel: 'PHONE',
      channelType: 'ORA_SVC_PHONE',
      toolbarName: 'TOOLBAR_437316',
      uuid: id,
    });
    expect(data.getData()).toHaveProperty('origin');
    expect(data.getData()).toHaveProperty('windowName');
  });

  it('U-14 keeps the id of a click that already has one', () => {
    const desk = openDesk();
    expect(desk.host.sendOutgoingEvent({ ...CLICK, SVCMCA_CALL_ID: 'mine' })).toBe('mine');
  });

  it('U-15 delivers a data update with its type both beside and inside outData', async () => {
    const desk = openDesk();
    const { heard } = await listen(desk, 'onDataUpdated');
    desk.host.sendDataUpdated({
      eventId: 'call-1',
      updateType: 'CUSTOMER_DATA',
      outData: { SVCMCA_CONTACT_NAME: 'Ada King' },
    });
    await desk.windows.idle();
    const response = heard[0] as IMcaOnDataUpdatedEventResponse & RawEventResponse;
    const data = response.getResponseData();
    expect(data.getEventId()).toBe('call-1');
    expect(data.getOutputData().getUpdateType()).toBe('CUSTOMER_DATA');
    expect(data.getOutData()).toEqual({ updateType: 'CUSTOMER_DATA', SVCMCA_CONTACT_NAME: 'Ada King' });
    expect(response.responseDetails.updateType).toBe('CUSTOMER_DATA');
    expect(data.getData()).toMatchObject({ eventId: 'call-1', result: 'success', method: 'onDataUpdated' });
    expect(data.getData()).toHaveProperty('eventSource');
  });

  it.each(['onOutgoingEvent', 'onDataUpdated'])(
    'U-13 throws from subscribe itself when %s has no application classification',
    async (eventName) => {
      const desk = openDesk();
      const { phone, requestHelper } = await openPhone(desk);
      const request = requestHelper.createSubscriptionRequest(eventName);
      expect(() => phone.subscribe(request, () => undefined)).toThrow('App Classification missing in payload');
      expect(() => phone.subscribeOnce(request, () => undefined)).toThrow('App Classification missing in payload');
      await desk.windows.idle();
      expect(desk.host.isSubscribed(eventName)).toBe(false);
    },
  );

  it.each(['onToolbarInteractionCommand', 'onToolbarAgentCommand'])(
    'U-13 takes %s without a classification',
    async (eventName) => {
      const desk = openDesk();
      const { phone, requestHelper } = await openPhone(desk);
      phone.subscribe(requestHelper.createSubscriptionRequest(eventName), () => Promise.resolve());
      await desk.windows.idle();
      expect(desk.host.isSubscribed(eventName)).toBe(true);
      expect(desk.host.isSubscribed(eventName, 'PHONE')).toBe(true);
      expect(desk.host.isSubscribed(eventName, 'CHAT')).toBe(false);
    },
  );

  it('U-19 is silent after a subscription was disposed of, on both sides', async () => {
    const desk = openDesk();
    const { heard, subscription } = await listen(desk, 'onOutgoingEvent');
    desk.host.sendOutgoingEvent(CLICK);
    await desk.windows.idle();
    desk.host.sendOutgoingEvent(CLICK);
    subscription.dispose();
    await desk.windows.idle();
    expect(heard).toHaveLength(1);
    expect(desk.host.isSubscribed('onOutgoingEvent')).toBe(false);
    const before = desk.traffic.length;
    desk.host.sendOutgoingEvent(CLICK);
    subscription.dispose();
    await desk.windows.idle();
    expect(desk.traffic).toHaveLength(before);
  });

  it('U-19 hears one event through subscribeOnce', async () => {
    const desk = openDesk();
    const { heard } = await listen(desk, 'onOutgoingEvent', true);
    desk.host.sendOutgoingEvent(CLICK);
    desk.host.sendOutgoingEvent(CLICK);
    await desk.windows.idle();
    expect(heard).toHaveLength(1);
    expect(desk.host.isSubscribed('onOutgoingEvent')).toBe(false);
  });

  it('U-19 calls every one of two listeners, each with a payload of its own', async () => {
    const desk = openDesk();
    const { phone, requestHelper, heard } = await listen(desk, 'onOutgoingEvent');
    const second = classified({ phone, requestHelper } as Phone, 'onOutgoingEvent');
    phone.subscribe(second, (response) => heard.push(response));
    await desk.windows.idle();
    desk.host.sendOutgoingEvent(CLICK);
    await desk.windows.idle();
    const [one, two] = heard as unknown as [RawEventResponse, RawEventResponse];
    expect(heard).toHaveLength(2);
    expect(one.responseDetails).toEqual(two.responseDetails);
    expect(one.responseDetails).not.toBe(two.responseDetails);
  });

  it.each<[string, (session: Phone) => { dispose(): void }]>([
    ['its context', ({ phone }) => phone],
    ['its provider', ({ provider }) => provider],
  ])('U-19 ends with %s, which then subscribes and publishes no more', async (_title, owner) => {
    const desk = openDesk();
    const session = await listen(desk, 'onOutgoingEvent');
    owner(session).dispose();
    await desk.windows.idle();
    expect(desk.host.isSubscribed('onOutgoingEvent')).toBe(false);
    expect(() => session.phone.subscribe(classified(session, 'onOutgoingEvent'), () => undefined)).toThrow(
      'disposed of',
    );
    const request = session.requestHelper.createPublishRequest('getConfigurationOperation');
    await expect(session.phone.publish(request)).rejects.toThrow('disposed of');
  });

  it('U-32 reports what a listener throws or rejects with, and calls the others all the same', async () => {
    const desk = openDesk();
    const session = await openPhone(desk);
    const heard: string[] = [];
    const attach = (listener: () => unknown) =>
      session.phone.subscribe(classified(session, 'onOutgoingEvent'), listener);
    attach(() => {
      throw new Error('thrown');
    });
    attach(() => Promise.reject(new Error('rejected')));
    attach(() => heard.push('called'));
    await desk.windows.idle();
    desk.host.sendOutgoingEvent(CLICK);
    await desk.windows.idle();
    expect(heard).toEqual(['called']);
    expect(desk.reported).toEqual([new Error('thrown'), new Error('rejected')]);
  });

  it('U-24 keeps the events of phone and chat apart', async () => {
    const desk = openDesk();
    const session = await openPhone(desk);
    const mca = await session.provider.getMultiChannelAdaptorContext();
    const chat = await mca.getCommunicationChannelContext('CHAT');
    const heard: string[] = [];
    const attach = (context: IContext, name: string) =>
      context.subscribe(classified(session, 'onDataUpdated'), () => heard.push(name));
    attach(session.phone, 'phone');
    attach(chat, 'chat');
    await desk.windows.idle();
    desk.host.sendDataUpdated({ eventId: 'chat-1', updateType: 'WRAPUP_CLOSED', channel: 'CHAT' });
    desk.host.sendDataUpdated({ eventId: 'call-1', updateType: 'WRAPUP_CLOSED' });
    await desk.windows.idle();
    expect(heard).toEqual(['chat', 'phone']);
  });
});
