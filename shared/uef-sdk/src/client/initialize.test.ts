// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { IErrorData } from '../types/index.js';
import { DESKTOP_ORIGIN, openDesk, TOOLBAR_NAME, TOOLBAR_ORIGIN } from '../testing/index.js';
import { HANDSHAKE_METHOD } from '../wire.js';
import { createUiEventsFramework } from './index.js';

const rejectionOf = async (promise: Promise<unknown>): Promise<IErrorData & Error> => {
  try {
    await promise;
  } catch (error) {
    return error as IErrorData & Error;
  }
  throw new Error('It did not reject.');
};

describe('initialize', () => {
  it.each([
    ['one argument', ['toolbar'], 'v1'],
    ['the version v1', ['toolbar', 'v1'], 'v1'],
    ['the version V1', ['toolbar', 'V1'], 'V1'],
  ] as const)('U-01 resolves with a provider once the parent answered, given %s', async (_title, args, version) => {
    const desk = openDesk();
    const provider = await desk.framework.initialize(...(args as readonly [string, string?]));
    expect(provider.getVersion()).toBe(version);
    expect(provider.getApplicationName()).toBe('toolbar');
    expect(desk.traffic.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      `in ${HANDSHAKE_METHOD}`,
      `out ${HANDSHAKE_METHOD}`,
    ]);
    expect(desk.timers.waiting()).toBe(0);
  });

  it('U-01 resolves without any argument, as a sloppy page would call it', async () => {
    const desk = openDesk();
    const sloppy = desk.framework.initialize as unknown as () => ReturnType<typeof desk.framework.initialize>;
    expect((await sloppy()).getApplicationName()).toBe('');
  });

  it('U-02 rejects with an IErrorData after the time limit when the host never answers', async () => {
    const desk = openDesk({ host: { handshake: 'hang' } });
    const rejection = rejectionOf(desk.framework.initialize('toolbar'));
    await desk.windows.idle();
    desk.timers.advance(9_999);
    desk.timers.advance(1);
    const error = await rejection;
    expect(error.getStatus()).toBe('HANDSHAKE_TIMEOUT');
    expect(error.getMessage()).toContain('10000 ms');
    expect(error).toBeInstanceOf(Error);
  });

  it('U-02 honours an injected time limit', async () => {
    const desk = openDesk({ host: { handshake: 'hang' }, client: { handshakeTimeoutMs: 250 } });
    let settled = false;
    const rejection = rejectionOf(desk.framework.initialize('toolbar')).finally(() => (settled = true));
    desk.timers.advance(249);
    await desk.windows.idle();
    expect(settled).toBe(false);
    desk.timers.advance(1);
    expect((await rejection).getStatus()).toBe('HANDSHAKE_TIMEOUT');
  });

  it('U-02 rejects after the time limit when the page is not framed, and does not talk to itself', async () => {
    const desk = openDesk();
    const posted: string[] = [];
    const alone = {
      ...desk.windows.toolbar,
      postMessage: (message: string) => posted.push(message),
      get parent() {
        return alone;
      },
    } as unknown as Window;
    const framework = createUiEventsFramework({
      window: alone,
      setTimer: desk.timers.setTimer,
      clearTimer: () => undefined,
    });
    const rejection = rejectionOf(framework.initialize('toolbar'));
    desk.timers.advance(10_000);
    expect((await rejection).getStatus()).toBe('HANDSHAKE_TIMEOUT');
    expect(posted).toEqual([]);
  });

  it("U-02 rejects with the host's own status when the host refuses", async () => {
    const desk = openDesk({ host: { handshake: 'reject' } });
    const error = await rejectionOf(desk.framework.initialize('toolbar'));
    expect(error.getStatus()).toBe('BUILD_INFO_REFUSED');
    expect(desk.timers.waiting()).toBe(0);
  });

  it('U-02 can be tried again after it failed', async () => {
    let handshake: 'hang' | 'answer' = 'hang';
    const desk = openDesk({
      host: {
        get handshake() {
          return handshake;
        },
      },
    });
    const first = rejectionOf(desk.framework.initialize('toolbar'));
    await desk.windows.idle();
    desk.timers.advance(10_000);
    await first;
    handshake = 'answer';
    await expect(desk.framework.initialize('toolbar')).resolves.toBeDefined();
  });

  it.each(['https://evil.example', TOOLBAR_ORIGIN, 'null'])(
    'U-03 ignores an answer to the handshake from the origin %s',
    async (origin) => {
      const desk = openDesk({ host: { handshake: 'hang' } });
      const rejection = rejectionOf(desk.framework.initialize('toolbar'));
      await desk.windows.idle();
      const { uuid } = desk.traffic[0]!.payload as { uuid: string };
      const forged = JSON.stringify({ method: HANDSHAKE_METHOD, uuid, toolbarName: TOOLBAR_NAME, result: 'success' });
      desk.windows.inject('toolbar', { data: forged, origin });
      desk.windows.inject('toolbar', { data: forged, origin: DESKTOP_ORIGIN, source: {} });
      await desk.windows.idle();
      desk.timers.advance(10_000);
      expect((await rejection).getStatus()).toBe('HANDSHAKE_TIMEOUT');
    },
  );

  it.each([
    ['no parameters', TOOLBAR_ORIGIN],
    ['a parameter that is no address', `${TOOLBAR_ORIGIN}/?oraParentFrame=nonsense`],
  ])('U-04 takes origin and name from the parent that answers, when the URL has %s', async (_title, toolbarUrl) => {
    const desk = openDesk({ toolbarUrl });
    const provider = await desk.framework.initialize('toolbar');
    const mca = await provider.getMultiChannelAdaptorContext();
    const phone = (await mca.getCommunicationChannelContext('PHONE')) as unknown as {
      getFrameOrigin(): string;
      getToolbarName(): string;
    };
    expect(phone.getFrameOrigin()).toBe(DESKTOP_ORIGIN);
    expect(phone.getToolbarName()).toBe(TOOLBAR_NAME);
  });

  it('U-04 listens to no other origin once the first one answered', async () => {
    const desk = openDesk({ toolbarUrl: TOOLBAR_ORIGIN, answers: { getConfiguration: () => undefined } });
    const provider = await desk.framework.initialize('toolbar');
    const mca = await provider.getMultiChannelAdaptorContext();
    const phone = await mca.getCommunicationChannelContext('PHONE');
    let answered = false;
    void phone
      .publish(provider.requestHelper.createPublishRequest('getConfigurationOperation'))
      .then(() => (answered = true));
    await desk.windows.idle();
    const { uuid } = desk.actions[0]!;
    const data = JSON.stringify({ method: 'getConfiguration', uuid, toolbarName: TOOLBAR_NAME, result: 'success' });
    desk.windows.inject('toolbar', { data, origin: 'https://evil.example' });
    await desk.windows.idle();
    expect(answered).toBe(false);
    desk.windows.inject('toolbar', { data, origin: DESKTOP_ORIGIN });
    await desk.windows.idle();
    expect(answered).toBe(true);
  });
});
