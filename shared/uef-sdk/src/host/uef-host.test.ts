// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openDesk, openPhone } from '../testing/index.js';
import type { IMcaEventRequest } from '../types/index.js';
import { strictSubscriptions, UefHost } from './index.js';

describe('the host', () => {
  it('U-33 logs a whole exchange in order, with direction, name and event id', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarInteractionCommand'), async () => undefined);
    const request = requestHelper.createPublishRequest('newCommEvent') as ReturnType<
      typeof requestHelper.createPublishRequest
    > & { setEventId(id: string): void };
    request.setEventId('call-1');
    await phone.publish(request);
    await desk.host.sendInteractionCommand({ command: 'accept', eventId: 'call-1' });
    const lines = desk.traffic.map(({ direction, name, eventId }) => [direction, name, eventId ?? '-'].join(' '));
    expect(lines).toEqual([
      'in FETCH_BUILD_INFO -',
      'out FETCH_BUILD_INFO -',
      'in describeWorkspace -',
      'out describeWorkspace -',
      'in onToolbarInteractionCommand -',
      'in newCommEvent call-1',
      'out newCommEvent call-1',
      'out onToolbarInteractionCommand call-1',
      'in tbInteractionCommandResponse call-1',
    ]);
  });

  it('U-33 writes the envelope of the older library', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    await phone.publish(requestHelper.createPublishRequest('readyForOperationOperation'));
    expect(desk.traffic.at(-2)!.payload).toEqual({
      method: 'readyForOperation',
      version: '1.5.0',
      data: { channel: 'PHONE', channelType: 'ORA_SVC_PHONE' },
      toolbarName: 'TOOLBAR_437316',
      uuid: desk.actions[0]!.uuid,
      eventSource: 'toolbar',
      mcaOrigEventSource: 'toolbar',
      window: null,
    });
    expect(desk.traffic.at(-1)!.payload).toMatchObject({
      method: 'readyForOperation',
      uuid: desk.actions[0]!.uuid,
      result: 'success',
      toolbarName: 'TOOLBAR_437316',
    });
  });

  it('U-28 forgets the listeners of a page that was reloaded', async () => {
    const shaken: string[] = [];
    const desk = openDesk({ host: { onHandshake: ({ applicationName }) => shaken.push(applicationName) } });
    const { phone, requestHelper } = await openPhone(desk);
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarAgentCommand'), async () => undefined);
    await desk.windows.idle();
    expect(desk.host.isSubscribed('onToolbarAgentCommand')).toBe(true);
    await desk.reload().initialize('after reload');
    expect(desk.host.isSubscribed('onToolbarAgentCommand')).toBe(false);
    expect(shaken).toEqual(['toolbar under test', 'after reload']);
  });

  it('U-28 keeps the listeners of a page that only initialised twice, so that each fires', async () => {
    const desk = openDesk();
    const heard: string[] = [];
    for (const name of ['first', 'second']) {
      const { phone, requestHelper } = await openPhone(desk);
      phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarAgentCommand'), async () => {
        heard.push(name);
      });
    }
    await desk.framework.initialize('third, and silent');
    expect(desk.host.isSubscribed('onToolbarAgentCommand')).toBe(true);
    await desk.host.sendAgentCommand({ command: 'makeAvailable' });
    await desk.windows.idle();
    expect(heard).toEqual(['first', 'second']);
  });

  it('U-25 takes no listener that another classification registered, when told to be strict', async () => {
    const desk = openDesk({ host: { acceptSubscription: strictSubscriptions({ appClassification: 'ORA_SERVICE' }) } });
    const { phone, requestHelper } = await openPhone(desk);
    const listen = (appClassification: string): void => {
      const request = requestHelper.createSubscriptionRequest('onOutgoingEvent') as IMcaEventRequest;
      request.setAppClassification(appClassification);
      phone.subscribe(request, () => undefined);
    };
    listen('ORA_SALES');
    await desk.windows.idle();
    expect(desk.host.isSubscribed('onOutgoingEvent')).toBe(false);
    listen('ORA_SERVICE');
    await desk.windows.idle();
    expect(desk.host.isSubscribed('onOutgoingEvent')).toBe(true);
  });

  it('U-12 hears nothing more after it was disposed of', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    desk.host.dispose();
    void phone.publish(requestHelper.createPublishRequest('readyForOperationOperation'));
    await desk.windows.idle();
    expect(desk.actions).toEqual([]);
  });

  it('U-33 runs with timers of the platform when none are given', async () => {
    const desk = openDesk();
    desk.host.dispose();
    const host = new UefHost({
      target: () => desk.windows.frame,
      listenOn: desk.windows.desktop,
      origin: 'https://toolbar.example',
      toolbarName: 'TOOLBAR_437316',
      onAction: async () => ({ result: 'success' }),
      newId: () => crypto.randomUUID(),
      now: () => 0,
    });
    host.start();
    const { phone, requestHelper } = await openPhone(desk);
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarAgentCommand'), async () => undefined);
    await desk.windows.idle();
    expect(await host.sendAgentCommand({ command: 'makeAvailable' })).toMatchObject({ result: 'success' });
    host.dispose();
  });
});
