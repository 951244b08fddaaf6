// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { HostAnswer } from '../host/index.js';
import type { RawOperationResponse } from '../raw.js';
import { keyAfter, openDesk, openPhone } from '../testing/index.js';
import type {
  IErrorData,
  IMcaAgentStateEventActionResponse,
  IMcaCloseComActionResponse,
  IMcaGetConfigurationActionResponse,
  IMcaNewComActionResponse,
  IMcaNewCommEventActionRequest,
  IMcaOutBoundCommErrorActionResponse,
  IMcaReadyForOperationActionResponse,
  IMcaStartComActionResponse,
  IOperationResponse,
  ISetToolbarPropertiesActionResponse,
} from '../types/index.js';
import { OUT_DATA_GETTERS } from './out-data.js';

const publishing = async (name: string, answer: HostAnswer | undefined | (() => Promise<never>)) => {
  const method = name.replace(/Operation$/, '');
  const desk = openDesk({ answers: { [method]: () => (typeof answer === 'function' ? answer() : answer) } });
  const session = await openPhone(desk);
  const publish = (): Promise<IOperationResponse> =>
    session.phone.publish(session.requestHelper.createPublishRequest(name));
  return { desk, publish, ...session };
};

const payloadOf = (response: IOperationResponse): Record<string, unknown> =>
  (response as unknown as RawOperationResponse).responseDetails.data.payload;

const errorOf = (promise: Promise<unknown>): Promise<IErrorData> =>
  promise.then(
    () => Promise.reject(new Error('It did not reject.')),
    (error: unknown) => error as IErrorData,
  );

/** A getter is named after its key, but for the two that the vendor spells otherwise. */
const keyOf = (getter: string): string => {
  const odd: Record<string, string> = { getCallDirection: 'callDrection', getWrapupStartTime: 'WrapupStartTime' };
  return odd[getter] ?? keyAfter(getter, 'get');
};

describe('answers', () => {
  it('U-08 gives the configuration through getters and as record, with features as list and as text', async () => {
    const configuration = {
      agentId: '300100',
      agentPartyId: '300200',
      features: 'INBOUND_CALL, OUTBOUND_CALL,TRANSFER_CALL',
      companionPanelUrl: 'https://panel.example',
      companionPanelTitle: 'Panel',
      faTrustToken: 'dummy',
    };
    const { publish } = await publishing('getConfigurationOperation', { result: 'success', configuration });
    const data = ((await publish()) as IMcaGetConfigurationActionResponse).getResponseData();
    expect(data.isSuccess()).toBe(true);
    expect(data.getError()).toBeUndefined();
    expect(data.getData().configuration).toEqual(configuration);
    expect(data.getData()).toMatchObject({ method: 'getConfiguration', result: 'success' });
    const read = data.getConfiguration();
    expect(read.getAgentId()).toBe('300100');
    expect(read.getAgentPartyId()).toBe('300200');
    expect(read.getFeatures()).toEqual(['INBOUND_CALL', 'OUTBOUND_CALL', 'TRANSFER_CALL']);
    expect(read.getCompanionPanelUrl()).toBe('https://panel.example');
    expect(read.getCompanionPanelTitle()).toBe('Panel');
    expect(read.getFaTrustToken()).toBe('dummy');
  });

  it.each([
    [['INBOUND_CALL'], ['INBOUND_CALL']],
    ['', []],
    [undefined, []],
  ])('U-08 reads the features %j as %j', async (features, expected) => {
    const { publish } = await publishing('getConfigurationOperation', {
      result: 'success',
      configuration: { features },
    });
    const response = (await publish()) as IMcaGetConfigurationActionResponse;
    expect(response.getResponseData().getConfiguration().getFeatures()).toEqual(expected);
  });

  it.each(['disableFeatureOperation', 'readyForOperationOperation', 'agentStateEventOperation', 'outboundCommError'])(
    'U-08 gives the data of %s with method, result, toolbar name and uuid',
    async (name) => {
      const { publish, desk } = await publishing(name, { result: 'success' });
      const response = (await publish()) as IMcaReadyForOperationActionResponse;
      expect(response.getResponseData().getData()).toMatchObject({
        method: name.replace(/Operation$/, ''),
        result: 'success',
        toolbarName: 'TOOLBAR_437316',
        uuid: desk.actions[0]!.uuid,
        channel: 'PHONE',
        eventSource: 'toolbar',
      });
    },
  );

  it('U-08 says success of agent state, outbound error and toolbar size', async () => {
    const agent = await publishing('agentStateEventOperation', { result: 'success' });
    expect(((await agent.publish()) as IMcaAgentStateEventActionResponse).getResponseData().isSuccess()).toBe(true);
    const outbound = await publishing('outboundCommError', { result: 'success' });
    expect(((await outbound.publish()) as IMcaOutBoundCommErrorActionResponse).getResponseData().isSuccess()).toBe(
      true,
    );
    const { phone, requestHelper } = await openPhone(openDesk());
    const sized = await phone.getToolbarContext!().publish(requestHelper.createPublishRequest('SetToolbarProperties'));
    expect((sized as ISetToolbarPropertiesActionResponse).getResponseData().isSuccess()).toBe(true);
  });

  it('U-08 gives a new contact as record, plain outData and getters, and raw where public toolbars look', async () => {
    const outData = { SVCMCA_CONTACT_NAME: 'Ada Byron', SVCMCA_ANI: '+15550100', callDrection: 'ORA_SVC_INBOUND' };
    const { publish } = await publishing('newCommEvent', {
      result: 'success',
      engagementId: 'engagement-1',
      interactionId: 'interaction-1',
      channelId: 'channel-1',
      outData,
    });
    const response = (await publish()) as IMcaNewComActionResponse;
    const data = response.getResponseData();
    expect(data.getData()).toMatchObject({ interactionId: 'interaction-1', engagementId: 'engagement-1', outData });
    expect(data.getOutData()).toEqual(outData);
    expect(data.getOutputData().getSVCMCA_CONTACT_NAME()).toBe('Ada Byron');
    expect(data.getOutputData().getCallDirection()).toBe('ORA_SVC_INBOUND');
    expect(payloadOf(response)).toBe(data.getData());
    expect(response.getOperationName()).toBe('newCommEvent');
    expect(response.getContext().getObjectType()).toBe('channel');
    expect(response.getContext().getTabId()).toBe('');
  });

  it('U-08 adds screen pop, wrap-up and engagement to a start, and the wrap-up to a close', async () => {
    const answer: HostAnswer = {
      result: 'success',
      engagementId: 'engagement-1',
      screenPopMode: 'AUTO',
      wrapupId: 'wrapup-1',
      outData: { SVCMCA_WRAPUP_ID: 'wrapup-1', WrapupStartTime: '1700000000000' },
    };
    const start = await publishing('startCommEvent', answer);
    const started = ((await start.publish()) as IMcaStartComActionResponse).getResponseData();
    expect(started.getData()).toMatchObject({ screenPopMode: 'AUTO', wrapupId: 'wrapup-1' });
    expect(started.getOutputData().getSVCMCA_WRAPUP_ID()).toBe('wrapup-1');
    expect(started.getEngagementContext().getEngagementId()).toBe('engagement-1');
    const close = await publishing('closeCommEvent', answer);
    const closed = ((await close.publish()) as IMcaCloseComActionResponse).getResponseData();
    expect(closed.getData().wrapupId).toBe('wrapup-1');
    expect(closed.getOutputData().getWrapupStartTime()).toBe('1700000000000');
    expect(closed.getEngagementContext!().getEngagementId()).toBe('engagement-1');
  });

  it.each(['newCommEvent', 'startCommEvent', 'closeCommEvent'] as const)(
    'U-10 reads every outData key of %s through its own getter, and an absent one as empty text',
    async (name) => {
      const getterNames = Object.keys(OUT_DATA_GETTERS[name]);
      const outData = Object.fromEntries(getterNames.map((getter) => [keyOf(getter), `value of ${keyOf(getter)}`]));
      const full = await publishing(name, { result: 'success', outData });
      const empty = await publishing(name, { result: 'success' });
      const read = async (publish: () => Promise<IOperationResponse>): Promise<Record<string, string>> => {
        const output = ((await publish()) as IMcaNewComActionResponse).getResponseData().getOutputData();
        const getters = output as unknown as Record<string, () => string>;
        return Object.fromEntries(getterNames.map((getter) => [getter, getters[getter]!()]));
      };
      expect(await read(full.publish)).toEqual(
        Object.fromEntries(getterNames.map((getter) => [getter, `value of ${keyOf(getter)}`])),
      );
      expect(new Set(Object.values(await read(empty.publish)))).toEqual(new Set(['']));
    },
  );

  it('U-10 reads any other key by its name, and numbers and booleans as text', async () => {
    const outData = { CustomToken: 'yes', SVCMCA_OFFER_TIMEOUT_SEC: 30, known: true, nested: {} };
    const { publish } = await publishing('newCommEvent', { result: 'success', outData });
    const output = ((await publish()) as IMcaNewComActionResponse).getResponseData().getOutputData();
    expect(output.getValueByAttribute('CustomToken')).toBe('yes');
    expect(output.getSVCMCA_OFFER_TIMEOUT_SEC()).toBe('30');
    expect(output.getValueByAttribute('known')).toBe('true');
    expect(output.getValueByAttribute('nested')).toBe('');
    expect(output.getValueByAttribute('toString')).toBe('');
  });

  it('U-09 answers with nothing but the raw shape when the host was told to', async () => {
    const desk = openDesk({ host: { responseShape: 'raw' } });
    const { phone, requestHelper } = await openPhone(desk);
    const request = requestHelper.createPublishRequest('newCommEvent') as IMcaNewCommEventActionRequest;
    request.getInData().setSVCMCA_ANI('+15550100');
    const response = await phone.publish(request);
    expect(Object.keys(response)).toEqual(['responseDetails']);
    expect(payloadOf(response)).toMatchObject({ result: 'success', outData: { SVCMCA_ANI: '+15550100' } });
    expect(payloadOf(response)).not.toHaveProperty('responseShape');
  });

  it('U-11 rejects with an IErrorData when the host refuses with a status', async () => {
    const error = { status: 'EVENT_ID_UNKNOWN', message: 'No such contact.', details: { eventId: 'x' } };
    const { publish } = await publishing('startCommEvent', { result: 'error', error });
    const data = await errorOf(publish());
    expect(data).toBeInstanceOf(Error);
    expect(data.getStatus()).toBe('EVENT_ID_UNKNOWN');
    expect(data.getMessage()).toBe('No such contact.');
    expect(data.getErrorDetails()).toEqual({ eventId: 'x' });
  });

  it.each([
    ['a text', 'The agent is locked.'],
    ['nothing', undefined],
  ])('U-11 resolves without success when the host fails with %s', async (_title, error) => {
    const answer: HostAnswer = { result: 'error', ...(error === undefined ? {} : { error }) };
    const { publish } = await publishing('agentStateEventOperation', answer);
    const data = ((await publish()) as IMcaAgentStateEventActionResponse).getResponseData();
    expect(data.isSuccess()).toBe(false);
    expect(data.getError()).toBe(error);
    expect(data.getData()).toMatchObject({ result: 'error' });
  });

  it("U-11 rejects with HOST_FAILURE and its text when the host's handler breaks", async () => {
    const { publish } = await publishing('newCommEvent', () => Promise.reject(new Error('no contact table')));
    const error = await errorOf(publish());
    expect(error.getStatus()).toBe('HOST_FAILURE');
    expect(error.getMessage()).toBe('no contact table');
  });

  it('U-12 leaves a publish open for ever when the host never answers, and rejects it on dispose', async () => {
    const { publish, provider, desk } = await publishing('newCommEvent', undefined);
    let settled = false;
    const outcome = publish()
      .catch((error: unknown) => error as IErrorData)
      .finally(() => (settled = true));
    await desk.windows.idle();
    desk.timers.advance(24 * 3_600_000);
    await desk.windows.idle();
    expect(settled).toBe(false);
    provider.dispose();
    expect(((await outcome) as IErrorData).getStatus()).toBe('DISPOSED');
  });

  it('U-12 takes one answer per question: a second one, or one to no question, changes nothing', async () => {
    const { publish, desk } = await publishing('newCommEvent', { result: 'success', outData: { SVCMCA_ANI: 'first' } });
    const response = (await publish()) as IMcaNewComActionResponse;
    const again = { method: 'newCommEvent', uuid: desk.actions[0]!.uuid, toolbarName: 'TOOLBAR_437316', outData: {} };
    desk.windows.inject('toolbar', { data: JSON.stringify(again), origin: 'https://fusion.example' });
    await desk.windows.idle();
    expect(response.getResponseData().getOutputData().getSVCMCA_ANI()).toBe('first');
  });

  it('U-11 rejects a request that cannot be written as JSON, and leaves nothing open', async () => {
    const { phone, requestHelper, desk } = await publishing('newCommEvent', { result: 'success' });
    const request = requestHelper.createPublishRequest('newCommEvent') as IMcaNewCommEventActionRequest;
    request.getInData().setInDataValueByAttribute('count', 10n);
    const error = await errorOf(phone.publish(request));
    expect(error.getStatus()).toBe('INVALID_REQUEST');
    expect(error.getErrorDetails()).toBeInstanceOf(TypeError);
    expect(desk.actions).toEqual([]);
  });
});
