// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { CommandReply } from '../host/index.js';
import { openDesk, openPhone, type DeskOptions } from '../testing/index.js';
import type {
  IEventResponse,
  IMcaOnToolbarAgentCommandEventResponse,
  IMcaOnToolbarInteractionCommandDataResponse,
  IMcaOnToolbarInteractionCommandEventResponse,
} from '../types/index.js';

type Details = Record<string, unknown>;
interface Given {
  data: IMcaOnToolbarInteractionCommandDataResponse;
  details: Details;
  response: IEventResponse;
}

/** A desk whose toolbar listens for call commands with the given callback. */
const listening = async (callback: (given: Given) => unknown, options: DeskOptions = {}) => {
  const desk = openDesk(options);
  const session = await openPhone(desk);
  const request = session.requestHelper.createSubscriptionRequest('onToolbarInteractionCommand');
  session.phone.subscribe(request, (response) => {
    const command = response as IMcaOnToolbarInteractionCommandEventResponse & { responseDetails: Details };
    return callback({ data: command.getResponseData(), details: command.responseDetails, response });
  });
  await desk.windows.idle();
  const send = (command = 'accept'): Promise<CommandReply> =>
    desk.host.sendInteractionCommand({ command, eventId: 'call-1', slot: '2', inData: { digits: '7' } });
  return { ...session, desk, send };
};

describe('call commands', () => {
  it('U-16 gives the callback every declared field and accessor', async () => {
    let given: Given | undefined;
    const { send, desk } = await listening(async (command) => {
      given = command;
    });
    desk.timers.advance(1_700);
    await send('hold');
    const { data, details } = given!;
    expect(data.getCommand()).toBe('hold');
    expect(data.getEventId()).toBe('call-1');
    expect(data.getSlot()).toBe('2');
    expect(data.getInData()).toEqual({ digits: '7' });
    expect(data.getOutdata()).toEqual({});
    expect(data.getResult()).toBe('');
    expect(data.getResultDisplayString()).toBe('');
    expect(data.getData()).toBe(details);
    expect(details).toMatchObject({
      method: 'onToolbarInteractionCommand',
      channel: 'PHONE',
      channelType: 'ORA_SVC_PHONE',
      toolbarName: 'TOOLBAR_437316',
      timeStamp: 1_700,
    });
    for (const field of ['commandId', 'uuid', 'target']) expect(details[field]).toBeTypeOf('string');
  });

  it.each<[string, (given: Given) => unknown]>([
    [
      'the response data after setResult',
      async ({ data }) => {
        data.setResult('success');
        return data;
      },
    ],
    [
      'the raw details it wrote to',
      ({ details }) => {
        details.result = 'success';
        return Promise.resolve(details);
      },
    ],
    [
      'the whole response',
      async ({ data, response }) => {
        data.setResult('success');
        return response;
      },
    ],
    ['nothing, having set nothing', async () => undefined],
    [
      'nothing, having set the result',
      async ({ data }) => {
        data.setResult('success');
      },
    ],
    ['a plain reply of its own', async () => ({ result: 'success', outData: {} })],
    ['nothing, without a promise', () => undefined],
  ])('U-16 counts a command as done when its callback resolves with %s', async (_title, callback) => {
    const { send } = await listening(callback);
    expect(await send()).toEqual({ result: 'success', resultDisplayString: '', outData: {}, settledBy: 'reply' });
  });

  it('U-16 waits for the promise, however many other commands pass meanwhile', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const { send, desk } = await listening(async ({ data }) => {
      if (data.getCommand() === 'accept') await new Promise<void>((resolve) => (release = resolve));
      data.setResult('success');
      return data;
    });
    const accepted = send('accept').then(() => order.push('accept'));
    const muted = send('mute').then(() => order.push('mute'));
    await muted;
    await desk.windows.idle();
    expect(order).toEqual(['mute']);
    release();
    await accepted;
    expect(order).toEqual(['mute', 'accept']);
  });

  it.each<[string, (given: Given) => unknown, Partial<CommandReply>]>([
    [
      'rejects',
      () => Promise.reject(new Error('The line is busy.')),
      { result: 'failure', resultDisplayString: 'The line is busy.' },
    ],
    [
      'throws',
      () => {
        throw new Error('Nobody rings.');
      },
      { result: 'failure', resultDisplayString: 'Nobody rings.' },
    ],
    [
      'rejects with an IErrorData',
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the vendor's rejections are no errors
      () => Promise.reject({ getMessage: () => 'Vendor is away.' }),
      { result: 'failure', resultDisplayString: 'Vendor is away.' },
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a sloppy toolbar is what is tested
    ['rejects with nothing', () => Promise.reject(), { result: 'failure' }],
    [
      'rejects after it wrote its own text and word',
      ({ details }) => {
        details.result = 'error';
        details.resultDisplayString = 'Not in this state.';
        return Promise.reject(new Error('internal'));
      },
      { result: 'error', resultDisplayString: 'Not in this state.' },
    ],
    [
      'sets failure',
      async ({ data }) => {
        data.setResult('failure');
        return data;
      },
      { result: 'failure' },
    ],
    [
      'sets failure and resolves with nothing',
      async ({ data }) => {
        data.setResult('failure');
      },
      { result: 'failure' },
    ],
    ['resolves with the data but never set a result', async ({ data }) => data, { result: 'failure' }],
  ])('U-17 counts a command as failed when its callback %s', async (_title, callback, expected) => {
    const { send } = await listening(callback);
    const reply = await send();
    expect(reply).toMatchObject({ ...expected, settledBy: 'reply' });
    expect(reply.resultDisplayString).toBeTypeOf('string');
  });

  it('U-17 replies with a failure when outData cannot be written as JSON', async () => {
    const { send } = await listening(async ({ data }) => {
      data.setOutdata!({ count: 10n });
      data.setResult('success');
      return data;
    });
    expect(await send()).toMatchObject({ result: 'failure', outData: {}, settledBy: 'reply' });
  });

  it('U-18 fails a command after the time limit, and a reply after that changes nothing', async () => {
    let release: () => void = () => undefined;
    const { send, desk } = await listening(() => new Promise<void>((resolve) => (release = resolve)), {
      host: { commandTimeoutMs: 3_000 },
    });
    const reply = send();
    await desk.windows.idle();
    desk.timers.advance(2_999);
    expect(desk.timers.waiting()).toBe(1);
    desk.timers.advance(1);
    expect(await reply).toMatchObject({ result: 'failure', settledBy: 'timeout', outData: {} });
    release();
    await desk.windows.idle();
    expect((await reply).settledBy).toBe('timeout');
  });

  it('U-18 fails a command at once when the toolbar does not listen on that channel', async () => {
    const { desk } = await listening(async () => undefined);
    const command = { command: 'accept', eventId: 'chat-1', channel: 'CHAT' };
    expect(await desk.host.sendInteractionCommand(command)).toMatchObject({
      result: 'failure',
      settledBy: 'not-subscribed',
    });
    expect(await desk.host.sendAgentCommand({ command: 'makeAvailable' })).toMatchObject({
      settledBy: 'not-subscribed',
    });
  });

  it('U-18 fails an open command when the toolbar is reloaded, and when the host is disposed of', async () => {
    const { send, desk } = await listening(() => new Promise(() => undefined));
    const reloaded = send();
    await desk.reload().initialize('toolbar');
    expect(await reloaded).toMatchObject({ result: 'failure', settledBy: 'reloaded' });

    const other = await listening(() => new Promise(() => undefined));
    const disposed = other.send();
    other.desk.host.dispose();
    expect(await disposed).toMatchObject({ result: 'failure', settledBy: 'disposed' });
    expect(other.desk.timers.waiting()).toBe(0);
  });

  it('U-19 calls a callback twice when a page subscribed twice, and takes the first reply', async () => {
    const calls: string[] = [];
    const { send, phone, requestHelper, desk } = await listening(async ({ data }) => {
      calls.push('first');
      data.setResult('success');
      return data;
    });
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarInteractionCommand'), () => {
      calls.push('second');
      throw new Error('second');
    });
    await desk.windows.idle();
    const reply = await send();
    await desk.windows.idle();
    expect(calls).toEqual(['first', 'second']);
    expect(['success', 'failure']).toContain(reply.result);
    expect(desk.traffic.filter(({ name }) => name === 'tbInteractionCommandResponse')).toHaveLength(2);
  });
});

describe('agent commands', () => {
  it('U-16 brings outData back, as the answer to getActiveInteractionCommands needs', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const announced = {
      supportedCommands: ['hold', 'unhold'],
      supportedFeatures: [{ name: 'transcriptEnabled', isEnabled: true }],
    };
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarAgentCommand'), async (response) => {
      const data = (response as IMcaOnToolbarAgentCommandEventResponse).getResponseData();
      expect(data.getCommand()).toBe('getActiveInteractionCommands');
      expect(data.getEventId()).toBe('');
      expect(data.getInData()).toEqual({});
      expect(data.getOutdata()).toEqual({});
      expect(data.getData()).toMatchObject({ method: 'onToolbarAgentCommand', channel: 'PHONE' });
      data.setOutdata(announced);
      data.setResult('success');
      return data;
    });
    await desk.windows.idle();
    expect(await desk.host.sendAgentCommand({ command: 'getActiveInteractionCommands' })).toEqual({
      result: 'success',
      resultDisplayString: '',
      outData: announced,
      settledBy: 'reply',
    });
    expect(desk.traffic.at(-1)).toMatchObject({ direction: 'in', name: 'tbAgentCommandResponse' });
  });
});
