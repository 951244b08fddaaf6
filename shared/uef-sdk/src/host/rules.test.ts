// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openDesk, openPhone } from '../testing/index.js';
import type { IMcaNewCommEventActionRequest } from '../types/index.js';
import { strictRules } from './index.js';
import type { HostAction, HostAnswer } from './index.js';

/** A strict desk whose handler answers when the test says so. */
const strictDesk = async () => {
  const held: { action: HostAction; answer: (given: HostAnswer) => void }[] = [];
  const onAction = (action: HostAction): Promise<HostAnswer> =>
    new Promise((resolve) => held.push({ action, answer: resolve }));
  const desk = openDesk({ host: { onAction: strictRules({ appClassification: 'ORA_SERVICE' }, onAction) } });
  const { phone, requestHelper } = await openPhone(desk);
  const settled: string[] = [];
  const publish = (name: string, eventId: string, appClassification = 'ORA_SERVICE'): void => {
    const request = requestHelper.createPublishRequest(name) as IMcaNewCommEventActionRequest;
    request.setEventId(eventId);
    if (appClassification !== '') request.setAppClassification(appClassification);
    void phone.publish(request).then(() => settled.push(`${name} ${eventId}`));
  };
  const answerAll = async (): Promise<void> => {
    await desk.windows.idle();
    for (const { answer } of held.splice(0)) answer({ result: 'success' });
    await desk.windows.idle();
  };
  return { desk, phone, requestHelper, held, settled, publish, answerAll };
};

describe('strict mode', () => {
  it.each(['ORA_SALES', ''])('U-25 drops a contact with the classification "%s" silently', async (classification) => {
    const { publish, answerAll, settled, held, desk } = await strictDesk();
    for (const name of ['newCommEvent', 'startCommEvent', 'closeCommEvent']) publish(name, 'call-1', classification);
    await desk.windows.idle();
    expect(held).toEqual([]);
    await answerAll();
    expect(settled).toEqual([]);
  });

  it('U-25 lets actions pass that have no classification of their own', async () => {
    const { phone, requestHelper, answerAll } = await strictDesk();
    const published = phone.publish(requestHelper.createPublishRequest('agentStateEventOperation'));
    await answerAll();
    await expect(published).resolves.toBeDefined();
  });

  it('U-26 never answers a newCommEvent that its startCommEvent overtook', async () => {
    const { publish, answerAll, settled } = await strictDesk();
    publish('newCommEvent', 'call-1');
    publish('startCommEvent', 'call-1');
    publish('newCommEvent', 'call-2');
    await answerAll();
    expect(settled).toEqual(['startCommEvent call-1', 'newCommEvent call-2']);
  });

  it('U-26 answers both when the start waits for the answer', async () => {
    const { publish, answerAll, settled } = await strictDesk();
    publish('newCommEvent', 'call-1');
    await answerAll();
    publish('startCommEvent', 'call-1');
    await answerAll();
    expect(settled).toEqual(['newCommEvent call-1', 'startCommEvent call-1']);
  });

  it('U-27 answers the first of two newCommEvents for one contact, and keeps the second from the handler', async () => {
    const { publish, answerAll, settled, held, desk } = await strictDesk();
    publish('newCommEvent', 'call-1');
    publish('newCommEvent', 'call-1');
    await desk.windows.idle();
    expect(held).toHaveLength(1);
    await answerAll();
    publish('newCommEvent', 'call-1');
    await answerAll();
    expect(settled).toEqual(['newCommEvent call-1']);
  });

  it('U-27 takes an event id again after its contact was closed', async () => {
    const { publish, answerAll, settled } = await strictDesk();
    for (const name of ['newCommEvent', 'closeCommEvent', 'newCommEvent']) {
      publish(name, 'call-1');
      await answerAll();
    }
    expect(settled).toEqual(['newCommEvent call-1', 'closeCommEvent call-1', 'newCommEvent call-1']);
  });

  it('U-25 leaves contacts without an event id to the handler', async () => {
    const { phone, requestHelper, answerAll } = await strictDesk();
    const request = requestHelper.createPublishRequest('newCommEvent') as IMcaNewCommEventActionRequest;
    request.setAppClassification('ORA_SERVICE');
    const published = phone.publish(request);
    await answerAll();
    await expect(published).resolves.toBeDefined();
  });
});
