import { commandTypes } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { wrappingUp } from '../state/selectors.js';
import { call, Desk, UEF_TIMEOUT_MS } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

const RESOLUTION = 'WrapUp.ResolutionCd';
const NOTES = 'WrapUp.CallNotes';

/** A desk in a conversation; `shares`: Fusion lets toolbars write its wrap-up. */
async function inConversation(shares = true): Promise<Desk> {
  const desk = await Desk.open();
  if (shares) desk.fusion.record = new Map();
  desk.events.connectionOpened({ level: 'ours', commands: commandTypes() });
  desk.withWrapUps();
  desk.events.incomingCallHandler(call());
  desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
  await settled();
  return desk;
}

async function inWrapUp(shares = true): Promise<Desk> {
  const desk = await inConversation(shares);
  desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
  await settled();
  return desk;
}

const noted = (desk: Desk) => desk.store.state.contacts[0]?.wrapUp;
const sets = (desk: Desk) =>
  desk.fusion.requests
    .filter(({ operation }) => operation === 'cxEventBusSetFieldValueOperation')
    .map(({ inData }) => Object.entries(inData).flat().join(' '));

describe('a wrap-up', () => {
  it('F-15 writes to Fusion what is noted in the toolbar', async () => {
    const desk = await inWrapUp();
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED' });
    desk.wrapUps?.note('e1', { notes: 'Handle broken' });
    await settled();
    expect([...(desk.fusion.record ?? [])]).toEqual([
      [RESOLUTION, 'RESOLVED'],
      [NOTES, 'Handle broken'],
    ]);
    expect(noted(desk)).toMatchObject({ disposition: 'RESOLVED', notes: 'Handle broken' });
  });

  it('F-15 shows in the toolbar what is noted in Fusion, and writes none of it back', async () => {
    const desk = await inWrapUp();
    desk.fusion.writeRecord(RESOLUTION, 'FOLLOW_UP');
    desk.fusion.writeRecord(NOTES, 'Wants a call');
    await settled();
    expect(noted(desk)).toMatchObject({ disposition: 'FOLLOW_UP', notes: 'Wants a call' });
    expect(sets(desk)).toEqual([]);
  });

  it('F-15 takes over what Fusion had noted before the toolbar came', async () => {
    const desk = await Desk.open();
    desk.fusion.record = new Map([[NOTES, 'From the form']]);
    desk.withWrapUps();
    desk.events.incomingCallHandler(call());
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    await settled();
    expect(noted(desk)?.notes).toBe('From the form');
  });

  it('F-15 writes one thing at a time, and the last word wins however slow Fusion is', async () => {
    const desk = await inWrapUp();
    const held: (() => void)[] = [];
    desk.fusion.answers.set('cxEventBusSetFieldValueOperation', ({ inData }) => {
      return new Promise((resolve) => {
        held.push(() => {
          for (const [field, value] of Object.entries(inData)) desk.fusion.writeRecord(field, String(value));
          resolve({ result: 'success', outData: {} });
        });
      });
    });
    for (const notes of ['B', 'Br', 'Bro', 'Broken']) desk.wrapUps?.note('e1', { notes });
    await settled();
    expect(sets(desk)).toEqual([`${NOTES} B`]);
    held.shift()?.();
    await settled();
    expect(noted(desk)?.notes).toBe('Broken');
    expect(sets(desk)).toEqual([`${NOTES} B`, `${NOTES} Broken`]);
    held.shift()?.();
    await settled();
    expect(desk.fusion.record?.get(NOTES)).toBe('Broken');
  });

  it('F-15 saves in Fusion from the toolbar, after all that was noted', async () => {
    const desk = await inWrapUp();
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED', notes: 'Done' });
    await desk.wrapUps?.save('e1');
    await settled();
    expect(desk.fusion.requests.slice(-3).map(({ operation }) => operation)).toEqual([
      'cxEventBusSetFieldValueOperation',
      'cxEventBusSetFieldValueOperation',
      'cxEventBusSaveRecordOperation',
    ]);
    expect(desk.contacts).toEqual([]);
  });

  it.each(['cxEventBusOnAfterSaveEvent', 'onDataUpdated'])(
    'F-15 follows a wrap-up that was saved in Fusion (%s)',
    async (event) => {
      const desk = await inWrapUp();
      desk.fusion.emit(event, { eventId: 'e1', outData: { updateType: 'WRAPUP_CLOSED' } });
      await settled();
      expect(desk.contacts).toEqual([]);
    },
  );

  it('F-15 reads answers of a Fusion that gives nothing but raw ones', async () => {
    const desk = await Desk.open();
    desk.fusion.record = new Map([[NOTES, 'Before']]);
    desk.withWrapUps();
    desk.events.incomingCallHandler(call());
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    await Promise.resolve();
    await settled();
    desk.fusion.shape = 'raw';
    desk.fusion.writeRecord(NOTES, 'After');
    expect(noted(desk)?.notes).toBe('After');
    desk.wrapUps?.note('e1', { notes: 'Later' });
    await settled();
    expect(desk.fusion.record.get(NOTES)).toBe('Later');
  });

  it('F-16 shows that Fusion refused a note, keeps it, and retries', async () => {
    const desk = await inWrapUp();
    desk.fusion.answers.set('cxEventBusSetFieldValueOperation', () => ({ result: 'error', error: 'read only' }));
    desk.wrapUps?.note('e1', { notes: 'Kept' });
    await settled();
    expect(desk.notices).toEqual([
      'Fusion did not take the notes about +14155550100: Fusion refused cxEventBusSetFieldValueOperation: read only',
    ]);
    expect(noted(desk)?.notes).toBe('Kept');
    desk.fusion.answers.delete('cxEventBusSetFieldValueOperation');
    desk.retryFirstNotice();
    await settled();
    expect(desk.notices).toEqual([]);
    expect(desk.fusion.record?.get(NOTES)).toBe('Kept');
  });

  it('F-16 says that Fusion did not answer, and takes a late answer for one', async () => {
    const desk = await inWrapUp();
    let answer: (payload: object) => void = () => undefined;
    desk.fusion.answers.set('cxEventBusSaveRecordOperation', () => new Promise((resolve) => (answer = resolve)));
    const saving = desk.wrapUps?.save('e1');
    await settled();
    expect(noted(desk)?.saving).toBe(true);
    desk.clock.advance(UEF_TIMEOUT_MS);
    await saving;
    expect(noted(desk)?.saving).toBe(false);
    expect(desk.notices[0]).toContain('did not answer cxEventBusSaveRecordOperation within 5 seconds');
    answer({ result: 'success' });
    await settled();
    expect(desk.notices).toEqual([]);
  });

  it('F-16 shows that the wrap-up could not be found, and finds it on a retry', async () => {
    const desk = await Desk.open();
    desk.fusion.record = new Map();
    desk.withWrapUps();
    desk.fusion.answers.set('cxEventBusGetFieldValueOperation', () => Promise.reject(new Error('not now')));
    desk.events.incomingCallHandler(call());
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    await settled();
    expect(desk.notices[0]).toContain('The notes about +14155550100 are not shared with Fusion');
    desk.fusion.answers.delete('cxEventBusGetFieldValueOperation');
    desk.retryFirstNotice();
    await settled();
    desk.wrapUps?.note('e1', { notes: 'Here' });
    await settled();
    expect(desk.fusion.record.get(NOTES)).toBe('Here');
  });

  it('F-16 closes the wrap-up of a Fusion that shows it to nobody, with what was noted', async () => {
    const desk = await inWrapUp(false);
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED', notes: 'Done' });
    await desk.wrapUps?.save('e1');
    await settled();
    const last = desk.fusion.last('closeCommEvent');
    expect(last?.fields).toMatchObject({ EventId: 'e1', Reason: 'ENDCOMMUNICATION' });
    expect(last?.inData).toMatchObject({
      SVCMCA_ANI: '+14155550100',
      SVCMCA_WRAPUP_COMM_REASON: 'RESOLVED',
      SVCMCA_WRAPUP_INTERACTION_NOTES: 'Done',
    });
    expect(desk.contacts).toEqual([]);
  });

  it('C-61 tells Fusion at the end of the call what was noted during it', async () => {
    const desk = await inConversation(false);
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED', notes: 'Quick one' });
    desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
    await settled();
    expect(desk.fusion.last('closeCommEvent')?.inData).toMatchObject({
      SVCMCA_WRAPUP_COMM_REASON: 'RESOLVED',
      SVCMCA_WRAPUP_INTERACTION_NOTES: 'Quick one',
    });
    expect(wrappingUp(desk.store.state)[0]?.wrapUp.notes).toBe('Quick one');
  });
});

describe('the disposition at the switch', () => {
  it('C-60 goes with the data of the call while there is one, and is changed there', async () => {
    const desk = await inConversation();
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED' });
    await settled();
    desk.events.callChangedHandler(
      call({
        trigger: 'EventAttachedDataChanged',
        facts: { userData: [{ key: 'DispositionCode', type: 'str', value: 'RESOLVED' }] },
      }),
    );
    desk.wrapUps?.note('e1', { disposition: 'FOLLOW_UP' });
    await settled();
    expect(desk.vendor.asked.slice(-2)).toEqual([
      'attachData {"DispositionCode":"RESOLVED"} c1',
      'updateData {"DispositionCode":"FOLLOW_UP"} c1',
    ]);
  });

  it('C-60 goes as a user event about the call when that is over, once, when the agent has done', async () => {
    const desk = await inWrapUp();
    const before = desk.vendor.asked.length;
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED' });
    desk.wrapUps?.note('e1', { disposition: 'FOLLOW_UP' });
    await settled();
    expect(desk.vendor.asked.slice(before)).toEqual([]);
    desk.actions.closeWrapUp('e1');
    await settled();
    expect(desk.vendor.asked.slice(before)).toEqual(['event {"DispositionCode":"FOLLOW_UP"} c1']);
  });

  it('C-60 is told whichever side it was chosen at', async () => {
    const desk = await inWrapUp();
    desk.fusion.emit('onDataUpdated', {
      eventId: 'e1',
      outData: { updateType: 'WRAPUP_CLOSED', SVCMCA_WRAPUP_COMM_REASON: 'ESCALATED' },
    });
    await settled();
    expect(desk.vendor.asked.at(-1)).toBe('event {"DispositionCode":"ESCALATED"} c1');
  });

  it('C-60 asks nothing of a switch that takes neither, and shows a refusal with a retry', async () => {
    const desk = await inWrapUp();
    desk.wrapUps?.note('e1', { disposition: 'RESOLVED' });
    desk.vendor.refuse = new Error('No rights.');
    desk.actions.closeWrapUp('e1');
    await settled();
    expect(desk.notices).toEqual(['The contact centre was not told how the conversation ended: No rights.']);
    desk.vendor.refuse = undefined;
    desk.retryFirstNotice();
    await settled();
    expect(desk.notices).toEqual([]);

    const poor = await inConversation();
    poor.events.connectionOpened({ level: 'published', commands: [] });
    poor.wrapUps?.note('e1', { disposition: 'RESOLVED' });
    poor.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
    poor.actions.closeWrapUp('e1');
    await settled();
    expect(poor.vendor.asked.filter((line) => line.includes('Disposition'))).toEqual([]);
  });
});
