// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { HostWorkspace } from '../host/index.js';
import { openDesk, openPhone, type DeskOptions } from '../testing/index.js';
import type {
  IErrorData,
  IGetFieldValueOperationRequest,
  IGetFieldValueResponse,
  IMcaFeedLiveTranscriptActionRequest,
  IMcaFeedSystemMessageActionRequest,
  IMcaStartComActionResponse,
  ISetToolbarPropertiesActionRequest,
} from '../types/index.js';

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: unknown) => (error as IErrorData).getStatus(),
  );

const STARTED = {
  result: 'success',
  engagementId: 'engagement-1',
  interactionId: 'interaction-1',
  wrapupId: 'wrapup-1',
  outData: { SVCMCA_CONTACT_NAME: 'Ada Byron' },
} as const;

const startCall = async (options: DeskOptions = {}) => {
  const desk = openDesk({ answers: { startCommEvent: () => ({ ...STARTED, eventId: 'call-1' }) }, ...options });
  const session = await openPhone(desk);
  const response = await session.phone.publish(session.requestHelper.createPublishRequest('startCommEvent'));
  const engagement = (response as IMcaStartComActionResponse).getResponseData().getEngagementContext();
  return { desk, engagement, ...session };
};

const workspace = (parts: Partial<HostWorkspace>): DeskOptions => ({ host: { workspace: () => parts } });

describe('the phone context', () => {
  it('U-05 leads from the provider to the phone with its origin, name and version', async () => {
    const { phone, provider } = await openPhone(openDesk());
    expect(phone.getChannel()).toBe('PHONE');
    expect(phone.getChannelType()).toBe('ORA_SVC_PHONE');
    expect(phone.getFrameOrigin()).toBe('https://fusion.example');
    expect(phone.getToolbarName()).toBe('TOOLBAR_437316');
    expect(phone.getVersion()).toBe('1.5.0');
    expect(phone.getEventSource()).toBe('toolbar');
    const global = await provider.getGlobalContext();
    expect(global.getGlobalContextId()).toBe('');
    expect((await provider.getSidePaneContext('pane')).getSidePaneContextId()).toBe('pane');
    expect((await provider.getNotificationContext('note')).getNotificationContextId()).toBe('note');
    expect((await provider.getModalWindowContext()).getSupportedActions()).toEqual([]);
  });

  it('U-20 lists the events and actions of each context', async () => {
    const { phone, engagement } = await startCall();
    expect(phone.getSupportedEvents()).toEqual([
      'onOutgoingEvent',
      'onToolbarInteractionCommand',
      'onToolbarAgentCommand',
      'onDataUpdated',
    ]);
    expect(phone.getSupportedActions()).toEqual([
      'getConfigurationOperation',
      'disableFeatureOperation',
      'readyForOperationOperation',
      'agentStateEventOperation',
      'newCommEvent',
      'startCommEvent',
      'closeCommEvent',
      'outboundCommError',
    ]);
    expect(engagement.getSupportedActions()).toEqual(['FeedLiveTranscript', 'FeedSystemMessage']);
    expect(engagement.getSupportedEvents()).toEqual([]);
  });

  it('U-20 refuses an action or event of the adaptor on a context that does not have it', async () => {
    const { phone, provider, requestHelper, desk } = await startCall();
    const before = desk.actions.length;
    const feed = requestHelper.createPublishRequest('FeedLiveTranscript');
    expect(await refusal(phone.publish(feed))).toBe('UNSUPPORTED_ACTION');
    const global = await provider.getGlobalContext();
    const command = requestHelper.createSubscriptionRequest('onToolbarInteractionCommand');
    expect(() => global.subscribe(command, () => undefined)).toThrow('does not exist on a context of the kind global');
    await desk.windows.idle();
    expect(desk.actions).toHaveLength(before);
  });

  it('U-23 offers the toolbar context as a value and as a promise', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const size = requestHelper.createPublishRequest('SetToolbarProperties') as ISetToolbarPropertiesActionRequest;
    size.setHeight(470);
    size.setWidth(350);
    await phone.getToolbarContext!().publish(size);
    const awaited = await phone.getToolbarContext!();
    await awaited.publish(size);
    expect('then' in awaited).toBe(false);
    expect(desk.actions.map(({ method, data }) => [method, data.height, data.width])).toEqual([
      ['SetToolbarProperties', 470, 350],
      ['SetToolbarProperties', 470, 350],
    ]);
  });
});

describe('channels', () => {
  it('U-24 publishes on the chat context with channel and channel type of chat', async () => {
    const desk = openDesk();
    const { provider, requestHelper } = await openPhone(desk);
    const mca = await provider.getMultiChannelAdaptorContext();
    expect(await mca.getActiveChannels()).toEqual(['PHONE', 'CHAT']);
    const chat = await mca.getCommunicationChannelContext('CHAT');
    expect([chat.getChannel(), chat.getChannelType()]).toEqual(['CHAT', 'ORA_SVC_CHAT']);
    await chat.publish(requestHelper.createPublishRequest('newCommEvent'));
    expect(desk.actions[0]).toMatchObject({ channel: 'CHAT', channelType: 'ORA_SVC_CHAT' });
  });

  it('U-24 refuses the context of a channel that is not active', async () => {
    const { provider } = await openPhone(openDesk(workspace({ activeChannels: ['PHONE'] })));
    const mca = await provider.getMultiChannelAdaptorContext();
    expect(await mca.getActiveChannels()).toEqual(['PHONE']);
    expect(await refusal(mca.getCommunicationChannelContext('CHAT'))).toBe('CHANNEL_NOT_ACTIVE');
  });
});

describe('the engagement context', () => {
  it('U-22 knows its contact as startCommEvent answered it', async () => {
    const { engagement } = await startCall();
    const data = engagement.getEngagementData();
    expect(engagement.getEngagementId()).toBe('engagement-1');
    expect(engagement.getChannel()).toBe('PHONE');
    expect(engagement.getChannelType()).toBe('ORA_SVC_PHONE');
    expect(data.getEngagementId()).toBe('engagement-1');
    expect(data.getData().wrapupId).toBe('wrapup-1');
    expect(data.getOutData()).toEqual(STARTED.outData);
    expect(data.getOutputData().getSVCMCA_CONTACT_NAME()).toBe('Ada Byron');
  });

  it('U-22 publishes transcript lines and system messages that name the contact', async () => {
    const { engagement, requestHelper, desk } = await startCall();
    const line = requestHelper.createPublishRequest('FeedLiveTranscript') as IMcaFeedLiveTranscriptActionRequest;
    line.setMessage('Hello');
    line.setMessageId('m1');
    line.setRole('END_USER');
    line.setState('INPROGRESS');
    line.setTime(1_700_000_000_000);
    await engagement.publish(line);
    const joined = requestHelper.createPublishRequest('FeedSystemMessage') as IMcaFeedSystemMessageActionRequest;
    joined.setEventId('call-1');
    joined.setAppClassification('ORA_SERVICE');
    joined.setMessageId('m2');
    joined.setType('WorkJoin');
    joined.setTime(1_700_000_000_001);
    joined.setUserId('7');
    joined.setUsername('Charles');
    await engagement.publish(joined);
    expect(desk.actions.slice(1)).toMatchObject([
      {
        method: 'FeedLiveTranscript',
        eventId: 'call-1',
        channel: 'PHONE',
        data: {
          engagementId: 'engagement-1',
          interactionId: 'interaction-1',
          message: 'Hello',
          messageId: 'm1',
          role: 'END_USER',
          state: 'INPROGRESS',
          time: 1_700_000_000_000,
        },
      },
      {
        method: 'FeedSystemMessage',
        eventId: 'call-1',
        appClassification: 'ORA_SERVICE',
        data: { type: 'WorkJoin', userId: '7', username: 'Charles', time: 1_700_000_000_001, messageId: 'm2' },
      },
    ]);
  });

  it('U-22 stands for the event id when the host named no engagement', async () => {
    const { engagement } = await startCall({
      answers: { startCommEvent: () => ({ result: 'success', eventId: 'call-1' }) },
    });
    expect(engagement.getEngagementId()).toBe('call-1');
  });

  it('U-22 reads fields of its wrap-up record', async () => {
    const { engagement, requestHelper, desk } = await startCall({
      answers: {
        startCommEvent: () => STARTED,
        cxEventBusGetFieldValueOperation: () => ({ result: 'success', outData: { 'WrapUp.ResolutionCd': 'SOLVED' } }),
      },
    });
    const wrapup = await engagement.getWrapupContext!();
    expect([wrapup.getRecordType(), wrapup.getRecordId()]).toEqual(['WrapUp', 'wrapup-1']);
    const request = requestHelper.createPublishRequest(
      'cxEventBusGetFieldValueOperation',
    ) as IGetFieldValueOperationRequest;
    request.setFields(['WrapUp.ResolutionCd', 'WrapUp.CallNotes']);
    const fields = ((await wrapup.publish(request)) as IGetFieldValueResponse).getResponseData();
    expect(fields.getField('WrapUp.ResolutionCd').getValue()).toBe('SOLVED');
    expect(fields.getField('WrapUp.ResolutionCd').getFieldName()).toBe('WrapUp.ResolutionCd');
    expect(fields.getField('WrapUp.CallNotes').getValue()).toBe('');
    expect(desk.actions.at(-1)!.data).toMatchObject({
      context: 'record',
      recordType: 'WrapUp',
      recordId: 'wrapup-1',
      fields: ['WrapUp.ResolutionCd', 'WrapUp.CallNotes'],
    });
  });

  it('U-22 finds a wrap-up that opened later, and says so when there is none', async () => {
    let wrapupId = '';
    const { engagement } = await startCall({
      answers: { startCommEvent: () => ({ result: 'success', engagementId: 'engagement-1' }) },
      host: {
        workspace: () => ({
          engagements: [{ engagementId: 'engagement-1', eventId: 'call-1', channel: 'PHONE', wrapupId }],
        }),
      },
    });
    expect(await refusal(engagement.getWrapupContext!())).toBe('NOT_FOUND');
    wrapupId = 'wrapup-9';
    expect((await engagement.getWrapupContext!()).getRecordId()).toBe('wrapup-9');
  });

  it('U-22 leads to the tab that shows it, else to the active one', async () => {
    const tabs = [
      { tabId: 'main', type: 'browser' },
      { tabId: 'call', type: 'msi', engagementId: 'engagement-1' },
    ];
    const answers = { startCommEvent: () => STARTED };
    const own = await startCall({ answers, ...workspace({ tabs }) });
    expect((await own.engagement.getTabContext()).getType()).toBe('msi');
    const none = await startCall({ answers, ...workspace({ tabs: tabs.slice(0, 1) }) });
    expect((await none.engagement.getTabContext()).getType()).toBe('browser');
  });

  it('U-28 can be found again after a reload', async () => {
    const engagements = [
      { engagementId: 'engagement-1', eventId: 'call-1', channel: 'PHONE', outData: { SVCMCA_ANI: '+15550100' } },
      { engagementId: 'engagement-0', eventId: 'call-0', channel: 'PHONE', active: false },
    ];
    const desk = openDesk(workspace({ engagements }));
    await openPhone(desk);
    const { provider } = await openPhone(desk, desk.reload());
    const found = await provider.getActiveEngagements!();
    expect(found.map((engagement) => engagement.getEngagementId())).toEqual(['engagement-1']);
    expect(found[0]!.getEngagementData().getData().eventId).toBe('call-1');
    expect(found[0]!.getEngagementData().getOutputData().getSVCMCA_ANI()).toBe('+15550100');
  });
});
