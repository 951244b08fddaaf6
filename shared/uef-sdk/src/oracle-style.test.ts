// @vitest-environment happy-dom
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- ambient declarations cannot be imported
/// <reference path="./global.d.ts" />
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import './client/script.js';
import { createUiEventsFramework } from './client/index.js';
import { openDesk, type Desk } from './testing/index.js';

/**
 * A toolbar as a follower of the vendor's guide would write it: no import, the global namespace, requests and responses
 * cast to the declared interfaces. It has to compile against the ambient declarations and run on the stub.
 */
class GuideToolbar {
  static frameworkProvider: CX_SVC_UI_EVENTS_FRAMEWORK.IUiEventsFrameworkProvider;
  static phoneContext: CX_SVC_UI_EVENTS_FRAMEWORK.IPhoneContext;
  static appClassification = 'ORA_SERVICE';
  static outData: Record<string, string> = {};

  static async initialize(): Promise<void> {
    GuideToolbar.frameworkProvider = await CX_SVC_UI_EVENTS_FRAMEWORK.uiEventsFramework.initialize(
      'GuideToolbar',
      'v1',
    );
    const mcaContext: IMultiChannelAdaptorContext =
      await GuideToolbar.frameworkProvider.getMultiChannelAdaptorContext();
    GuideToolbar.phoneContext = (await mcaContext.getCommunicationChannelContext('PHONE')) as IPhoneContext;
  }

  static async makeAgentAvailable(): Promise<boolean> {
    const request = GuideToolbar.frameworkProvider.requestHelper.createPublishRequest(
      'agentStateEventOperation',
    ) as IMcaAgentStateEventActionRequest;
    request.setEventId('1');
    request.setIsAvailable(true);
    request.setIsLoggedIn(true);
    request.setState('AVAILABLE');
    request.setStateDisplayString('Idle');
    request.setReason(null);
    request.setReasonDisplayString('Idle');
    request.setInData({ phoneLineId: '1' });
    const response = (await GuideToolbar.phoneContext.publish(request)) as IMcaAgentStateEventActionResponse;
    return response.getResponseData().isSuccess();
  }

  static async showIncomingCall(phoneNumber: string, eventId: string): Promise<string> {
    const request = GuideToolbar.frameworkProvider.requestHelper.createPublishRequest(
      'newCommEvent',
    ) as CX_SVC_UI_EVENTS_FRAMEWORK.IMcaNewCommEventActionRequest;
    request.setEventId(eventId);
    request.setAppClassification(GuideToolbar.appClassification);
    request.getInData().setInDataValueByAttribute('SVCMCA_ANI', phoneNumber);
    request.getInData().setInDataValueByAttribute('SVCMCA_COMMUNICATION_DIRECTION', 'ORA_SVC_INBOUND');
    const response = (await GuideToolbar.phoneContext.publish(request)) as IMcaNewComActionResponse;
    const outData: IMcaOutData = response.getResponseData().getOutData();
    GuideToolbar.outData = { ...outData };
    return response.getResponseData().getData().eventId;
  }

  static async callAccepted(eventId: string): Promise<IEngagementContext> {
    const request = GuideToolbar.frameworkProvider.requestHelper.createPublishRequest(
      'startCommEvent',
    ) as IMcaStartCommEventActionRequest;
    request.setAppClassification(GuideToolbar.appClassification);
    request.setEventId(eventId);
    for (const key of Object.keys(GuideToolbar.outData)) {
      request.getInData().setInDataValueByAttribute(key, GuideToolbar.outData[key]);
    }
    const response = (await GuideToolbar.phoneContext.publish(request)) as IMcaStartComActionResponse;
    return response.getResponseData().getEngagementContext();
  }

  static async callEnded(eventId: string, reason: string): Promise<string> {
    const request = GuideToolbar.frameworkProvider.requestHelper.createPublishRequest(
      'closeCommEvent',
    ) as IMcaCloseCommEventActionRequest;
    request.setReason(reason);
    request.setAppClassification(GuideToolbar.appClassification);
    request.setEventId(eventId);
    const response = (await GuideToolbar.phoneContext.publish(request)) as IMcaCloseComActionResponse;
    return response.getResponseData().getData().result;
  }

  static onCommand(act: (command: string, eventId: string) => void): ISubscriptionContext {
    const request = GuideToolbar.frameworkProvider.requestHelper.createSubscriptionRequest(
      'onToolbarInteractionCommand',
    ) as IMcaEventRequest;
    return GuideToolbar.phoneContext.subscribe(request, (response: IEventResponse) => {
      const event = response as IMcaOnToolbarInteractionCommandEventResponse;
      return new Promise((resolve) => {
        const data: IMcaOnToolbarInteractionCommandDataResponse = event.getResponseData();
        act(data.getCommand(), data.getEventId());
        data.setResult('success');
        resolve(data);
      });
    });
  }

  static onOutgoing(dial: (number: string, callId: string) => void): void {
    const request = GuideToolbar.frameworkProvider.requestHelper.createSubscriptionRequest(
      'onOutgoingEvent',
    ) as IMcaEventRequest;
    request.setAppClassification(GuideToolbar.appClassification);
    GuideToolbar.phoneContext.subscribe(request, (response) => {
      const outgoing = response as IMcaonOutgoingEventResponse;
      const outData = outgoing.getResponseData().getOutData();
      dial(outData.SVCMCA_ANI, outData.SVCMCA_CALL_ID);
    });
  }
}

describe("a toolbar written by the vendor's guide", () => {
  const original = CX_SVC_UI_EVENTS_FRAMEWORK;
  let desk: Desk;

  beforeEach(() => {
    desk = openDesk();
    const { toolbar } = desk.windows;
    const uiEventsFramework = createUiEventsFramework({ window: toolbar });
    Object.defineProperty(globalThis, 'CX_SVC_UI_EVENTS_FRAMEWORK', {
      value: { uiEventsFramework },
      configurable: true,
    });
  });

  afterEach(() => {
    GuideToolbar.frameworkProvider.dispose();
    GuideToolbar.outData = {};
    Object.defineProperty(globalThis, 'CX_SVC_UI_EVENTS_FRAMEWORK', { value: original, configurable: true });
  });

  it('U-30 compiles against the ambient declarations and takes an inbound call', async () => {
    await GuideToolbar.initialize();
    expect(await GuideToolbar.makeAgentAvailable()).toBe(true);
    const commands: string[] = [];
    const subscription = GuideToolbar.onCommand((command, eventId) => commands.push(`${command} ${eventId}`));
    expect(await GuideToolbar.showIncomingCall('+15550100', 'call-1')).toBe('call-1');
    expect(await desk.host.sendInteractionCommand({ command: 'accept', eventId: 'call-1' })).toMatchObject({
      result: 'success',
    });
    const engagement = await GuideToolbar.callAccepted('call-1');
    expect(engagement.getEngagementId()).toBe('call-1');
    expect(await GuideToolbar.callEnded('call-1', 'WRAPUP')).toBe('success');
    subscription.dispose();
    expect(commands).toEqual(['accept call-1']);
    expect(desk.actions.map(({ method, inData }) => [method, inData.SVCMCA_ANI ?? '-'])).toEqual([
      ['agentStateEvent', '-'],
      ['newCommEvent', '+15550100'],
      ['startCommEvent', '+15550100'],
      ['closeCommEvent', '-'],
    ]);
  });

  it('U-30 compiles against the ambient declarations and dials a clicked number', async () => {
    await GuideToolbar.initialize();
    const dialled: string[] = [];
    GuideToolbar.onOutgoing((number, callId) => dialled.push(`${number} ${callId}`));
    await desk.windows.idle();
    const callId = desk.host.sendOutgoingEvent({ SVCMCA_ANI: '+15550123' });
    await desk.windows.idle();
    expect(dialled).toEqual([`+15550123 ${callId}`]);
  });

  it('U-29 finds the global where the script left it', () => {
    expect(Object.keys(original)).toEqual(['uiEventsFramework']);
    expect(original.uiEventsFramework.initialize).toBeTypeOf('function');
  });
});
