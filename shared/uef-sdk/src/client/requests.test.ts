// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { IMcaInDataRequest, IMcaNewCommEventActionRequest, IOperationRequest } from '../types/index.js';
import { keyAfter, openDesk, openPhone, type Phone } from '../testing/index.js';
import { OPERATIONS } from '../names.js';
import { IN_DATA_SETTERS } from './in-data.js';
import { REQUEST_SETTERS } from './request-tables.js';

type AnySetters = Record<string, (...args: unknown[]) => unknown>;

const MCA_METHODS = Object.entries(OPERATIONS);

/** The context each action belongs to. */
async function contextFor(method: string, { phone, requestHelper }: Phone) {
  if (method === 'SetToolbarProperties') return phone.getToolbarContext!();
  if (!method.startsWith('Feed')) return phone;
  const started = await phone.publish(requestHelper.createPublishRequest('startCommEvent'));
  const data = (
    started as unknown as { getResponseData(): { getEngagementContext(): typeof phone } }
  ).getResponseData();
  return data.getEngagementContext();
}

describe('requests', () => {
  it.each(MCA_METHODS)('U-06 publishes %s as %s with what every one of its setters wrote', async (method, name) => {
    const desk = openDesk();
    const session = await openPhone(desk);
    const context = await contextFor(method, session);
    const request = session.requestHelper.createPublishRequest(name);
    const expected: Record<string, unknown> = {};
    for (const setter of Object.keys(REQUEST_SETTERS[name])) {
      const field = keyAfter(setter, 'set');
      const value = field === 'inData' ? { phoneLineId: '1' } : `${field} of ${method}`;
      (request as unknown as AnySetters)[setter]!(value);
      expected[field] = value;
    }
    await context.publish(request);
    const action = desk.actions.at(-1)!;
    expect(action.method).toBe(method);
    expect(action.data).toMatchObject(expected);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(request.getOperationName()).toBe(name);
  });

  it('U-06 sends false, null and numbers as they are', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const request = requestHelper.createPublishRequest('agentStateEventOperation') as IOperationRequest & {
      setIsAvailable(value: boolean): void;
      setReason(value: string | null): void;
    };
    request.setIsAvailable(false);
    request.setReason(null);
    await phone.publish(request);
    expect(desk.actions[0]!.data).toMatchObject({ isAvailable: false, reason: null, channel: 'PHONE' });
  });

  it('U-06 addresses an action with channel, classification and event id', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const request = requestHelper.createPublishRequest('newCommEvent') as IMcaNewCommEventActionRequest;
    request.setAppClassification('ORA_SERVICE');
    request.setEventId('call-1');
    await phone.publish(request);
    expect(desk.actions[0]).toMatchObject({
      method: 'newCommEvent',
      channel: 'PHONE',
      channelType: 'ORA_SVC_PHONE',
      appClassification: 'ORA_SERVICE',
      eventId: 'call-1',
      toolbarName: 'TOOLBAR_437316',
      inData: {},
    });
  });

  it.each(['newCommEvent', 'startCommEvent', 'closeCommEvent'] as const)(
    'U-07 writes the documented key with every builder setter of %s',
    async (name) => {
      const desk = openDesk();
      const { phone, requestHelper } = await openPhone(desk);
      const request = requestHelper.createPublishRequest(name) as IMcaNewCommEventActionRequest;
      const expected: Record<string, unknown> = {};
      for (const setter of Object.keys(IN_DATA_SETTERS[name])) {
        const key = keyAfter(setter, 'set');
        (request.getInData() as unknown as AnySetters)[setter]!(`value of ${key}`);
        expected[key] = `value of ${key}`;
      }
      await phone.publish(request);
      expect(desk.actions[0]!.inData).toEqual(expected);
    },
  );

  it('U-07 lets every builder of one request, and a record given at once, fill the same inData', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const request = requestHelper.createPublishRequest('newCommEvent') as IMcaNewCommEventActionRequest;
    request.getInData().setSVCMCA_ANI('+15550100');
    request.setInputData({ SVCMCA_SR_NUM: 'SR1' } as never);
    request.getInData().setInDataValueByAttribute('CustomToken', 7);
    request.getInData().setInDataValueByAttribute('__proto__', 'only a key');
    await phone.publish(request);
    const { inData } = desk.actions[0]!;
    expect(Object.entries(inData)).toEqual([
      ['SVCMCA_ANI', '+15550100'],
      ['SVCMCA_SR_NUM', 'SR1'],
      ['CustomToken', 7],
      ['__proto__', 'only a key'],
    ]);
  });

  it('U-07 gives each action only the builder setters its declaration has', async () => {
    const { requestHelper } = await openPhone(openDesk());
    const builderOf = (name: string): IMcaInDataRequest =>
      (requestHelper.createPublishRequest(name) as IMcaNewCommEventActionRequest).getInData();
    expect('setSVCMCA_CONTACT_ID' in builderOf('newCommEvent')).toBe(false);
    expect('setSVCMCA_CONTACT_ID' in builderOf('startCommEvent')).toBe(true);
    expect('setSVCMCA_WRAPUP_ID' in builderOf('startCommEvent')).toBe(false);
    expect('setSVCMCA_WRAPUP_ID' in builderOf('closeCommEvent')).toBe(true);
  });

  it('U-21 sends an unknown request string as its own method with whatever setters were called', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const request = requestHelper.createPublishRequest('holdCommEvent') as unknown as IOperationRequest & AnySetters;
    request.setEventId!('call-1');
    request.setSVCMCA_ANI!('+15550100');
    request.setPropagateToTabs(true);
    expect(request.isPropagateToTabsEnabled()).toBe(true);
    expect(request.getNothing).toBeUndefined();
    const response = await phone.publish(request);
    expect(desk.actions[0]!.method).toBe('holdCommEvent');
    expect(desk.actions[0]!.data).toMatchObject({
      eventId: 'call-1',
      SVCMCA_ANI: '+15550100',
      propagateToTabs: true,
    });
    expect(response.getOperationName()).toBe('holdCommEvent');
  });

  it('U-21 takes the suffix seriously: without it a request is an unknown one', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    await phone.publish(requestHelper.createPublishRequest('agentStateEventOperation'));
    await phone.publish(requestHelper.createPublishRequest('agentStateEventOperations'));
    expect(desk.actions.map(({ method }) => method)).toEqual(['agentStateEvent', 'agentStateEventOperations']);
  });

  it.each([undefined, '', 7])('U-21 refuses the request name %s at once', async (name) => {
    const { requestHelper } = await openPhone(openDesk());
    expect(() => requestHelper.createPublishRequest(name as string)).toThrow('needs the name');
    expect(() => requestHelper.createSubscriptionRequest(name as string)).toThrow('needs the name');
  });
});
