// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESKTOP_ORIGIN, openDesk, openPhone, TOOLBAR_NAME, TOOLBAR_ORIGIN } from './testing/index.js';
import { isCodedError, parseHostMessage, parseToolbarMessage, parseWorkspace } from './wire.js';

const ENVELOPE = {
  method: 'newCommEvent',
  version: '1.5.0',
  data: { eventId: 'call-1' },
  toolbarName: TOOLBAR_NAME,
  uuid: 'u1',
  eventSource: 'toolbar',
  mcaOrigEventSource: 'toolbar',
  window: null,
};

const BROKEN: [string, unknown][] = [
  ['no text at all', { ...ENVELOPE }],
  ['a number', 7],
  ['null', null],
  ['an empty text', ''],
  ['a word', 'webpackHotUpdate'],
  ['half a JSON text', '{"method":"newCommEvent"'],
  ['a JSON list', '[{"method":"newCommEvent"}]'],
  ['a JSON text that is too long', JSON.stringify({ ...ENVELOPE, data: { blob: 'x'.repeat(1_000_001) } })],
  ['an envelope without method', JSON.stringify({ ...ENVELOPE, method: undefined })],
  ['an envelope with an empty uuid', JSON.stringify({ ...ENVELOPE, uuid: '' })],
  ['an envelope whose toolbar name is a number', JSON.stringify({ ...ENVELOPE, toolbarName: 7 })],
];

describe('the wire', () => {
  it('U-03 reads its own envelopes', () => {
    expect(parseToolbarMessage(JSON.stringify(ENVELOPE))).toEqual(ENVELOPE);
    expect(parseHostMessage(JSON.stringify({ ...ENVELOPE, result: 'success' }))).toMatchObject({ result: 'success' });
  });

  it.each([
    ...BROKEN,
    ['an envelope whose data is a list', JSON.stringify({ ...ENVELOPE, data: [] })] as [string, unknown],
    ['an envelope without version', JSON.stringify({ ...ENVELOPE, version: undefined })] as [string, unknown],
  ])('U-03 takes %s for no message of a toolbar', (_title, message) => {
    expect(parseToolbarMessage(message)).toBeUndefined();
  });

  it.each(BROKEN)('U-03 takes %s for no message of a host', (_title, message) => {
    expect(parseHostMessage(message)).toBeUndefined();
  });

  it('U-03 never throws, whatever JSON arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (message) => {
        parseToolbarMessage(message);
        const host = parseHostMessage(message);
        if (host !== undefined) parseWorkspace(host);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (outData, error) => {
        const workspace = parseWorkspace({ method: 'm', uuid: 'u', toolbarName: 't', outData });
        expect(Object.values(workspace).every((part) => typeof part === 'string' || Array.isArray(part))).toBe(true);
        expect(typeof isCodedError(error)).toBe('boolean');
      }),
    );
  });

  it('U-03 leaves out of a workspace what has no id', () => {
    const outData = {
      activeChannels: ['PHONE', 7],
      tabs: [{ type: 'browser' }, { tabId: 't' }, 'nonsense'],
      records: [{ recordType: 'Contact' }],
      engagements: [{ engagementId: 'e' }, { engagementId: 'e', eventId: 'v', channel: 'PHONE' }],
    };
    expect(parseWorkspace({ method: 'm', uuid: 'u', toolbarName: 't', outData })).toEqual({
      activeChannels: ['PHONE'],
      currentTabId: '',
      activeTabId: '',
      tabs: [{ tabId: 't', type: '' }],
      records: [],
      engagements: [
        {
          engagementId: 'e',
          eventId: 'v',
          channel: 'PHONE',
          interactionId: '',
          wrapupId: '',
          inData: {},
          outData: {},
          active: true,
        },
      ],
    });
  });

  it('U-03 leaves both halves untouched by messages that are none', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const traffic = desk.traffic.length;
    for (const [, data] of BROKEN) {
      desk.windows.inject('toolbar', { data, origin: DESKTOP_ORIGIN });
      desk.windows.inject('desktop', { data, origin: TOOLBAR_ORIGIN });
    }
    await desk.windows.idle();
    expect(desk.traffic).toHaveLength(traffic);
    await expect(
      phone.publish(requestHelper.createPublishRequest('readyForOperationOperation')),
    ).resolves.toBeDefined();
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another window', { origin: TOOLBAR_ORIGIN, source: {} }],
    ['no window', { origin: TOOLBAR_ORIGIN, source: null }],
  ])('U-03 ignores an action from %s', async (_title, from) => {
    const desk = openDesk();
    desk.windows.inject('desktop', { data: JSON.stringify(ENVELOPE), ...from });
    await desk.windows.idle();
    expect(desk.actions).toEqual([]);
    expect(desk.traffic).toEqual([]);
  });

  it('U-03 ignores an action under another toolbar name, and takes one under none', async () => {
    const desk = openDesk();
    const post = (toolbarName: string): void =>
      desk.windows.inject('desktop', { data: JSON.stringify({ ...ENVELOPE, toolbarName }), origin: TOOLBAR_ORIGIN });
    post('TOOLBAR_1');
    post('');
    await desk.windows.idle();
    expect(desk.actions).toHaveLength(1);
  });

  it('U-03 takes nothing from anybody while there is no toolbar window', async () => {
    const desk = openDesk({ host: { target: () => null } });
    desk.windows.inject('desktop', { data: JSON.stringify(ENVELOPE), origin: TOOLBAR_ORIGIN, source: null });
    await desk.windows.idle();
    expect(desk.actions).toEqual([]);
  });

  it('U-03 ignores events from another origin', async () => {
    const desk = openDesk();
    const { phone, requestHelper } = await openPhone(desk);
    const heard: unknown[] = [];
    phone.subscribe(requestHelper.createSubscriptionRequest('onToolbarAgentCommand'), (response) =>
      heard.push(response),
    );
    const event = { method: 'onToolbarAgentCommand', uuid: 'x', toolbarName: TOOLBAR_NAME, channel: 'PHONE' };
    desk.windows.inject('toolbar', { data: JSON.stringify(event), origin: 'https://evil.example' });
    desk.windows.inject('toolbar', { data: JSON.stringify(event), origin: DESKTOP_ORIGIN, source: {} });
    await desk.windows.idle();
    expect(heard).toEqual([]);
    desk.windows.inject('toolbar', { data: JSON.stringify(event), origin: DESKTOP_ORIGIN });
    await desk.windows.idle();
    expect(heard).toHaveLength(1);
  });
});
