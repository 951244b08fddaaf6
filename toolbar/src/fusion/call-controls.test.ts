import { commandTypes } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import type { CallEvent } from '../state/contacts.js';
import { call, Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';
import { ServiceError } from '../vendor/service-error.js';
import { tellCall } from '../vendor/call-handlers.js';

const COMMAND = 'onToolbarInteractionCommand';

/** A desk in a call, at a contact centre that can do everything. */
async function talking(): Promise<Desk> {
  const desk = await Desk.open();
  desk.events.connectionOpened({ level: 'ours', commands: commandTypes() });
  await tell(desk, { trigger: 'EventRinging' });
  await tell(desk, { trigger: 'EventEstablished' });
  return desk;
}

async function tell(desk: Desk, over: Partial<CallEvent>): Promise<void> {
  tellCall(desk.events, call(over));
  await settled();
}

const consultation: Partial<CallEvent> = {
  eventId: 'e2',
  connectionId: 'c2',
  direction: 'outbound',
  number: '7002',
  facts: { consultation: true, consultationFor: 'c1' },
};

describe('a control of a call', () => {
  it.each([
    [{ type: 'hold' }, 'hold c1'],
    [{ type: 'sendDtmf', digits: '1' }, 'sendDtmf 1 c1'],
    [{ type: 'singleStepTransfer', toNumber: '7002' }, 'singleStepTransfer 7002 c1'],
    [{ type: 'deleteFromConference', number: '7003' }, 'deleteFromConference 7003 c1'],
    [{ type: 'updateData', userData: { Topic: 'Boiler' } }, 'updateData {"Topic":"Boiler"} c1'],
  ] as const)('C-13 is asked of the vendor for its call, and changes nothing by itself: %j', async (control, asked) => {
    const desk = await talking();
    const before = desk.store.state.contacts;
    await desk.actions.controlCall('e1', control);
    expect(desk.vendor.asked).toEqual([asked]);
    expect(desk.store.state.contacts).toEqual(before);
  });

  it('C-13 names the call by the ConnID that it has now', async () => {
    const desk = await talking();
    await tell(desk, { trigger: 'EventPartyChanged', connectionId: 'c9', facts: { otherNumber: '+1' } });
    await desk.actions.controlCall('e1', { type: 'hold' });
    expect(desk.vendor.asked).toEqual(['hold c9']);
  });

  it('C-13 waits for the vendor, and takes no second press meanwhile', async () => {
    const desk = await talking();
    const accepted = deferred<void>();
    desk.vendor.hold = accepted.promise;
    const first = desk.actions.controlCall('e1', { type: 'mute' });
    await desk.actions.controlCall('e1', { type: 'mute' });
    expect(desk.store.state.contacts[0]?.waiting).toBe('mute');
    accepted.resolve();
    await first;
    expect(desk.vendor.asked).toEqual(['mute c1']);
    expect(desk.store.state.contacts[0]).not.toHaveProperty('waiting');
  });

  it('C-16 sends tones one after the other, however fast they are pressed', async () => {
    const desk = await talking();
    const first = deferred<void>();
    desk.vendor.hold = first.promise;
    for (const digits of ['1', '2', '2']) void desk.actions.controlCall('e1', { type: 'sendDtmf', digits });
    await settled();
    expect(desk.vendor.asked).toEqual(['sendDtmf 1 c1']);
    first.resolve();
    await settled();
    expect(desk.vendor.asked).toEqual(['sendDtmf 1 c1', 'sendDtmf 2 c1', 'sendDtmf 2 c1']);
  });

  it('C-16 goes on with the next tone when one was refused', async () => {
    const desk = await talking();
    desk.vendor.refuse = new ServiceError('wrong-state', 'Not now.', false);
    await desk.actions.controlCall('e1', { type: 'sendDtmf', digits: '1' });
    desk.vendor.refuse = undefined;
    await desk.actions.controlCall('e1', { type: 'sendDtmf', digits: '2' });
    expect(desk.vendor.asked).toEqual(['sendDtmf 1 c1', 'sendDtmf 2 c1']);
  });

  it('C-04 that is refused says so, and offers a retry only where one could help', async () => {
    const desk = await talking();
    desk.vendor.refuse = new ServiceError('wrong-state', 'Nothing was changed.', false);
    await desk.actions.controlCall('e1', { type: 'hold' });
    expect(desk.store.state.notices).toMatchObject([
      { what: 'The call could not be put on hold', why: 'Nothing was changed.', retryable: false },
    ]);
    desk.vendor.refuse = new ServiceError('unreachable', 'No answer.', true);
    await desk.actions.controlCall('e1', { type: 'hold' });
    desk.vendor.refuse = undefined;
    desk.retryFirstNotice();
    await settled();
    expect(desk.vendor.asked).toEqual(['hold c1', 'hold c1', 'hold c1']);
    expect(desk.notices).toEqual([]);
  });
});

describe('what becomes of a call', () => {
  it('C-14 leaves one contact in Fusion through hold, consultation and transfer', async () => {
    const desk = await talking();
    await tell(desk, { trigger: 'EventHeld' });
    await tell(desk, { ...consultation, trigger: 'EventDialing' });
    await tell(desk, { ...consultation, trigger: 'EventEstablished' });
    expect(desk.contacts).toEqual(['e1 Held', 'e2 Connected']);
    expect((await desk.fusion.command('onToolbarAgentCommand', { command: 'getActiveEngagements' })).outData).toEqual({
      activeCount: 1,
      engagements: [{ eventId: 'e1' }],
    });
    await tell(desk, { trigger: 'EventReleased' });
    await tell(desk, { ...consultation, trigger: 'EventReleased' });
    expect(desk.contacts).toEqual(['e1 Null']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1', 'closeCommEvent e1 WRAPUP']);
  });

  it('C-14 tells Fusion of a consultation that comes in, and closes it under the same id after the transfer', async () => {
    const desk = await Desk.open();
    const asked: Partial<CallEvent> = { number: '7001', facts: { consultation: true, consultationFor: 'c0' } };
    await tell(desk, { ...asked, trigger: 'EventRinging' });
    await tell(desk, { ...asked, trigger: 'EventEstablished' });
    await tell(desk, {
      trigger: 'EventPartyChanged',
      connectionId: 'c0',
      facts: { otherNumber: '+1', consultation: false },
    });
    await tell(desk, { trigger: 'EventReleased', connectionId: 'c0' });
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1', 'closeCommEvent e1 WRAPUP']);
  });

  it('C-14 gives a busy consultation up without a word to Fusion', async () => {
    const desk = await talking();
    await tell(desk, { trigger: 'EventHeld' });
    await tell(desk, { ...consultation, trigger: 'EventDialing' });
    await tell(desk, { ...consultation, trigger: 'EventDestinationBusy' });
    await tell(desk, { ...consultation, trigger: 'EventReleased' });
    expect(desk.contacts).toEqual(['e1 Held']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
  });

  it('V-11 is in the snapshot after a loss: hold, mute, data and whom a call is for', async () => {
    const desk = await Desk.open();
    const userData = [{ key: 'Topic', type: 'str', value: 'Boiler' }];
    const main = { connectionId: 'c1', eventId: 'e1', direction: 'inbound', since: 1, ANI: '+1' } as const;
    const asking = { connectionId: 'c2', eventId: 'e2', direction: 'outbound', since: 1, ANI: '7002' } as const;
    desk.events.snapshotHandler([
      { ...main, state: 'Held', userData },
      { ...asking, state: 'Connected', consultationFor: 'c1', muted: true },
    ]);
    await settled();
    expect(desk.store.state.contacts).toMatchObject([
      { eventId: 'e1', party: 'Held', muted: false, userData },
      { eventId: 'e2', party: 'Connected', muted: true, consultation: true, consultationFor: 'e1' },
    ]);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
    desk.events.snapshotHandler([{ ...main, state: 'Connected' }]);
    await settled();
    expect(desk.contacts).toEqual(['e1 Connected']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
  });
});

describe('a control of Fusion', () => {
  it.each([
    ['hold', 'hold c1'],
    ['mute', 'mute c1'],
  ])('C-19 %s is the vendor’s', async (command, asked) => {
    const desk = await talking();
    expect(await desk.fusion.command(COMMAND, { command, eventId: 'e1' })).toMatchObject({ result: 'success' });
    expect(desk.vendor.asked).toEqual([asked]);
  });

  it.each([
    ['hold', { trigger: 'EventHeld' }],
    ['mute', { trigger: 'EventMuteOn' }],
    ['unhold', undefined],
    ['unmute', undefined],
  ] as const)('C-19 %s is done where it is so already', async (command, before) => {
    const desk = await talking();
    if (before !== undefined) await tell(desk, before);
    expect(await desk.fusion.command(COMMAND, { command, eventId: 'e1' })).toMatchObject({ result: 'success' });
    expect(desk.vendor.asked).toEqual([]);
  });

  it('C-19 unhold changes over while somebody is asked about the call', async () => {
    const desk = await talking();
    await tell(desk, { trigger: 'EventHeld' });
    await desk.fusion.command(COMMAND, { command: 'unhold', eventId: 'e1' });
    await tell(desk, { ...consultation, trigger: 'EventDialing' });
    await tell(desk, { ...consultation, trigger: 'EventEstablished' });
    await desk.fusion.command(COMMAND, { command: 'unhold', eventId: 'e1' });
    expect(desk.vendor.asked).toEqual(['retrieve c1', 'alternate c1']);
  });

  it('C-19 hold makes no sense for a call that rings', async () => {
    const desk = await Desk.open();
    desk.events.connectionOpened({ level: 'ours', commands: commandTypes() });
    await tell(desk, { trigger: 'EventRinging' });
    expect(await desk.fusion.command(COMMAND, { command: 'hold', eventId: 'e1' })).toMatchObject({
      result: 'failure',
      resultDisplayString: 'The call is in a state in which that makes no sense.',
    });
  });

  it('C-19 transfer opens what asks where to, and closes with the consultation', async () => {
    const desk = await talking();
    const reply = await desk.fusion.command(COMMAND, { command: 'transfer', eventId: 'e1' });
    expect(reply.result).toBe('success');
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.store.state.panel).toEqual({ eventId: 'e1', panel: 'transfer' });
    await tell(desk, { trigger: 'EventHeld' });
    expect(desk.store.state.panel).toBeUndefined();
  });

  it('C-19 may offer what this contact centre can do', async () => {
    const desk = await talking();
    const offers = async (): Promise<unknown> =>
      (await desk.fusion.command('onToolbarAgentCommand', { command: 'getActiveInteractionCommands' })).outData;
    expect(await offers()).toMatchObject({
      supportedCommands: [
        ...['accept', 'reject', 'disconnect', 'hold', 'unhold', 'mute', 'unmute', 'record', 'stopRecord', 'transfer'],
      ],
    });
    desk.events.connectionOpened({ level: 'ours', commands: ['accept', 'reject', 'hangup', 'mute', 'unmute'] });
    expect(await offers()).toMatchObject({ supportedCommands: ['accept', 'reject', 'disconnect', 'mute', 'unmute'] });
  });
});

describe('what is open on the card of a call', () => {
  it('C-13 is one thing, and the same button closes it', async () => {
    const desk = await talking();
    desk.actions.openPanel('e1', 'keypad');
    desk.actions.openPanel('e1', 'data');
    expect(desk.store.state.panel).toEqual({ eventId: 'e1', panel: 'data' });
    desk.actions.openPanel('e1', 'data');
    expect(desk.store.state.panel).toBeUndefined();
  });

  it('C-13 stays as long as it makes sense', async () => {
    const desk = await talking();
    desk.actions.openPanel('e1', 'data');
    await tell(desk, { trigger: 'EventHeld' });
    expect(desk.store.state.panel?.panel).toBe('data');
    await tell(desk, { trigger: 'EventReleased' });
    expect(desk.store.state.panel).toBeUndefined();
  });
});
