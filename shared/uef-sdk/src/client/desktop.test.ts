// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { HostWorkspace } from '../host/index.js';
import { openDesk, openPhone, type Answers } from '../testing/index.js';
import type {
  IContextResponse,
  IErrorData,
  IEventResponse,
  IFieldValueChangeEventRequest,
  IFieldValueChangeEventResponse,
  INotificationActionEventResponse,
  INotificationOperationResponse,
  IOnAfterSaveEventResponse,
  IPopFlowResponse,
  ISaveRecordResponse,
  IServiceConnectionResponse,
  ISetFieldValueOperationRequest,
  ISetFieldValueResponse,
  ITabCloseEventResponse,
  ITabCloseOperationResponse,
} from '../types/index.js';

const WORKSPACE: Partial<HostWorkspace> = {
  currentTabId: 'toolbar',
  activeTabId: 'main',
  tabs: [
    { tabId: 'main', type: 'browser', engagementId: 'engagement-1' },
    { tabId: 'toolbar', type: 'toolbar' },
  ],
  records: [
    { recordType: 'ServiceRequest', recordId: '1', tabId: 'main' },
    { recordType: 'Contact', recordId: '2', tabId: 'other' },
  ],
  engagements: [
    {
      engagementId: 'engagement-1',
      eventId: 'call-1',
      channel: 'PHONE',
      interactionId: 'interaction-1',
      wrapupId: 'wrapup-1',
      inData: { a: '1' },
      outData: { b: '2' },
    },
  ],
};

const open = async (answers: Answers = {}, workspace = WORKSPACE) => {
  const desk = openDesk({ answers, host: { workspace: () => workspace } });
  return { desk, ...(await openPhone(desk)) };
};

describe('tabs and records', () => {
  it('U-31 reports tabs, records and the active record as the host describes them', async () => {
    const { provider } = await open();
    expect(await provider.getCurrentTabId()).toBe('toolbar');
    expect(await provider.getActiveTabId()).toBe('main');
    expect((await provider.getAvailableTabs()).map((tab) => tab.getType())).toEqual(['browser', 'toolbar']);
    expect((await provider.getAvailableRecords()).map((record) => record.getRecordId())).toEqual(['1', '2']);
    expect((await provider.getAvailableRecords('main')).map((record) => record.getRecordType())).toEqual([
      'ServiceRequest',
    ]);
    const active = await provider.getActiveTab();
    expect((await active.getActiveRecord()).getRecordId()).toBe('1');
    expect(await active.getAvailableTabs()).toHaveLength(2);
    expect(await active.getAvailableRecords()).toHaveLength(1);
    expect(await active.getDependentTabs()).toEqual([]);
    expect((await active.getNotificationContext('n')).getNotificationContextId()).toBe('n');
    expect((await provider.getCurrentBrowserTabContext()).getType()).toBe('toolbar');
    expect((await provider.getTabContext('main')).getType()).toBe('browser');
  });

  it('U-31 says what a tab knows of its engagement', async () => {
    const { provider } = await open();
    const info = await (await provider.getActiveTab()).getEngagementInfo!();
    expect([info.getEngagementId(), info.getEngagementType(), info.getInteractionId(), info.getWrapUpId()]).toEqual([
      'engagement-1',
      'PHONE',
      'interaction-1',
      'wrapup-1',
    ]);
    expect([info.getInData(), info.getOutData(), info.isActiveEngagement()]).toEqual([{ a: '1' }, { b: '2' }, true]);
  });

  it('U-31 rejects with NOT_FOUND for a tab, record or engagement that is not there', async () => {
    const { provider } = await open();
    const lost = async (promise: Promise<unknown>) =>
      ((await promise.catch((error: unknown) => error)) as IErrorData).getStatus();
    expect(await lost(provider.getTabContext('gone'))).toBe('NOT_FOUND');
    const toolbar = await provider.getCurrentBrowserTabContext();
    expect(await lost(toolbar.getActiveRecord())).toBe('NOT_FOUND');
    expect(await lost(toolbar.getEngagementInfo!())).toBe('NOT_FOUND');
  });
});

describe('operations of the desktop', () => {
  it('U-31 writes fields of a record', async () => {
    const { provider, requestHelper, desk } = await open({
      cxEventBusSetFieldValueOperation: () => ({ result: 'success', outData: { message: 'Saved.' } }),
    });
    const [record] = await provider.getAvailableRecords('main');
    const request = requestHelper.createPublishRequest(
      'cxEventBusSetFieldValueOperation',
    ) as ISetFieldValueOperationRequest;
    request.field().setValue('ServiceRequest.Title', 'New title');
    request.field().setValue('ServiceRequest.Severity', 2);
    const response = (await record!.publish(request)) as ISetFieldValueResponse;
    expect(response.getResponseData().getMessage()).toBe('Saved.');
    expect(response.getContext().getObjectType()).toBe('record');
    expect(desk.actions[0]!.data).toMatchObject({
      recordType: 'ServiceRequest',
      recordId: '1',
      values: { 'ServiceRequest.Title': 'New title', 'ServiceRequest.Severity': 2 },
    });
  });

  it('U-31 saves a record, and says under which id', async () => {
    const { provider, requestHelper, desk } = await open({
      cxEventBusSaveRecordOperation: () => ({
        result: 'success',
        outData: { objectType: 'ServiceRequest', oldObjectId: '-1', objectId: '1' },
      }),
    });
    const [record] = await provider.getAvailableRecords('main');
    const saved = (await record!.publish(
      requestHelper.createPublishRequest('cxEventBusSaveRecordOperation'),
    )) as ISaveRecordResponse;
    const data = saved.getResponseData();
    expect([data.getObjectType(), data.getOldObjectId(), data.getObjectId()]).toEqual(['ServiceRequest', '-1', '1']);
    expect(desk.actions[0]!.data).toMatchObject({ context: 'record', contextId: '1' });
  });

  it('U-31 pops a page into a tab and closes a tab', async () => {
    const { provider, requestHelper } = await open({
      PopOperation: () => ({ result: 'success', outData: { tabId: 'new', type: 'msi' } }),
      cxEventBusCloseTabOperation: () => ({ result: 'success', outData: { tabId: 'main', type: 'browser' } }),
    });
    const tab = await provider.getActiveTab();
    const popped = (await tab.publish(requestHelper.createPublishRequest('PopOperation'))) as IPopFlowResponse;
    expect(popped.getResponseData().getType()).toBe('msi');
    const closed = (await tab.publish(
      requestHelper.createPublishRequest('cxEventBusCloseTabOperation'),
    )) as ITabCloseOperationResponse;
    expect([closed.getType(), closed.getResponseData().getTabId()]).toEqual(['browser', 'main']);
  });

  it('U-31 invokes a service connection and shows a notification', async () => {
    const { provider, requestHelper } = await open({
      InvokeServiceConnection: () => ({
        result: 'success',
        outData: { body: { items: [] }, status: { statusCode: 200, statusText: 'OK' } },
      }),
      ShowNotification: () => ({ result: 'success', outData: { notificationId: 'note' } }),
    });
    const global = await provider.getGlobalContext();
    const invoked = (await global.publish(
      requestHelper.createPublishRequest('InvokeServiceConnection'),
    )) as IServiceConnectionResponse;
    expect(invoked.getResponseData().getBody()).toEqual({ items: [] });
    expect(invoked.getResponseData().getStatus().getStatusCode()).toBe('200');
    expect(invoked.getResponseData().getStatus().getStatusText()).toBe('OK');
    const note = await provider.getNotificationContext('note');
    const shown = (await note.publish(
      requestHelper.createPublishRequest('ShowNotification'),
    )) as INotificationOperationResponse;
    expect(shown.getResponseData().getNotificationId()).toBe('note');
  });
});

describe('events of the desktop', () => {
  it('U-31 brings an event to the context it happened on, and to no other', async () => {
    const { provider, requestHelper, desk } = await open();
    const heard: [string, IEventResponse][] = [];
    for (const id of ['note', 'other']) {
      const context = await provider.getNotificationContext(id);
      context.subscribe(requestHelper.createSubscriptionRequest('cxEventBusOnNotificationActionEvent'), (response) =>
        heard.push([id, response]),
      );
    }
    await desk.windows.idle();
    desk.host.sendDesktopEvent({
      eventName: 'cxEventBusOnNotificationActionEvent',
      context: 'notification',
      contextId: 'note',
      outData: { actionId: 'a', actionName: 'Call back', notificationId: 'note' },
    });
    await desk.windows.idle();
    expect(heard.map(([id]) => id)).toEqual(['note']);
    const data = (heard[0]![1] as INotificationActionEventResponse).getResponseData();
    expect([data.getActionId(), data.getActionName(), data.getNotificationId()]).toEqual(['a', 'Call back', 'note']);
  });

  it('U-31 tells of a changed field to those who asked for it, and to nobody else', async () => {
    const { provider, requestHelper, desk } = await open();
    const [record] = await provider.getAvailableRecords();
    const heard: string[] = [];
    const listenFor = (field: string): void => {
      const name = 'cxEventBusFieldValueChangeEvent';
      const request = requestHelper.createSubscriptionRequest(name) as IFieldValueChangeEventRequest;
      request.setFields([field]);
      record!.subscribe(request, (response) => {
        const data = (response as IFieldValueChangeEventResponse).getResponseData();
        heard.push(`${data.getFieldName()}: ${String(data.getOldValue())} -> ${String(data.getNewValue())}`);
      });
    };
    listenFor('ServiceRequest.Title');
    listenFor('ServiceRequest.Severity');
    await desk.windows.idle();
    desk.host.sendDesktopEvent({
      eventName: 'cxEventBusFieldValueChangeEvent',
      context: 'record',
      contextId: '1',
      outData: { fieldName: 'ServiceRequest.Title', oldValue: 'Old', newValue: 'New' },
    });
    await desk.windows.idle();
    expect(heard).toEqual(['ServiceRequest.Title: Old -> New']);
  });

  it('U-31 reads closed tabs, closed contexts, saved records, and events it does not know', async () => {
    const { provider, requestHelper, desk } = await open();
    const heard: IEventResponse[] = [];
    const global = await provider.getGlobalContext();
    const [record] = await provider.getAvailableRecords();
    const listen = (context: typeof global | typeof record, name: string) =>
      context!.subscribe(requestHelper.createSubscriptionRequest(name), (response) => heard.push(response));
    listen(global, 'cxEventBusTabCloseEvent');
    listen(global, 'cxEventBusContextCloseEvent');
    listen(record, 'cxEventBusOnAfterSaveEvent');
    listen(global, 'somethingNew');
    await desk.windows.idle();
    desk.host.sendDesktopEvent({
      eventName: 'cxEventBusTabCloseEvent',
      context: 'global',
      outData: { tabId: 'main', type: 'browser' },
    });
    desk.host.sendDesktopEvent({
      eventName: 'cxEventBusContextCloseEvent',
      context: 'global',
      outData: { objectType: 'Contact', objectId: '2' },
    });
    desk.host.sendDesktopEvent({
      eventName: 'cxEventBusOnAfterSaveEvent',
      context: 'record',
      contextId: '1',
      outData: { objectType: 'ServiceRequest', oldObjectId: '-1', objectId: '1' },
    });
    desk.host.sendDesktopEvent({ eventName: 'somethingNew', context: 'global', outData: { answer: 42 } });
    desk.host.sendDesktopEvent({ eventName: 'nobodyListens', context: 'global' });
    await desk.windows.idle();
    expect(heard.map((response) => response.getEventName())).toEqual([
      'cxEventBusTabCloseEvent',
      'cxEventBusContextCloseEvent',
      'cxEventBusOnAfterSaveEvent',
      'somethingNew',
    ]);
    const [tab, context, saved, unknown] = heard;
    expect((tab as ITabCloseEventResponse).getType()).toBe('browser');
    expect((tab as ITabCloseEventResponse).getResponseData().getTabId()).toBe('main');
    expect((context as IContextResponse).getResponseData().getObjectType()).toBe('Contact');
    expect((saved as IOnAfterSaveEventResponse).getResponseData().getOldObjectId()).toBe('-1');
    const data = (unknown as unknown as { getResponseData(): { getOutData(): unknown } }).getResponseData();
    expect(data.getOutData()).toEqual({ answer: 42 });
    expect(desk.traffic.at(-1)!.name).toBe('somethingNew');
  });
});
