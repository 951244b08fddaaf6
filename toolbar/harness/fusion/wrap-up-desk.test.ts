import { describe, expect, it } from 'vitest';
import { FusionBench } from '../testing/fusion-bench.js';

const GET = 'cxEventBusGetFieldValueOperation';
const SET = 'cxEventBusSetFieldValueOperation';
const SAVE = 'cxEventBusSaveRecordOperation';
const RESOLUTION = 'WrapUp.ResolutionCd';
const NOTES = 'WrapUp.CallNotes';

async function started(): Promise<{ bench: FusionBench; record: { recordType: string; recordId: string } }> {
  const bench = new FusionBench();
  await bench.newComm('e1');
  const { wrapupId } = await bench.startComm('e1');
  return { bench, record: { recordType: 'WrapUp', recordId: String(wrapupId) } };
}

describe("the local Fusion's wrap-up", () => {
  it('F-17 is a record that the toolbar reads and writes, and tells of every change', async () => {
    const { bench, record } = await started();
    bench.fusion.noteWrapUp('e1', { notes: 'From Fusion' });
    expect((await bench.publish(GET, { ...record, fields: [RESOLUTION, NOTES] })).outData).toEqual({
      [RESOLUTION]: '',
      [NOTES]: 'From Fusion',
    });
    await bench.publish(SET, { ...record, values: { [RESOLUTION]: 'RESOLVED' } });
    expect(bench.fusion.state.engagements[0]).toMatchObject({ resolution: 'RESOLVED', notes: 'From Fusion' });
    expect(bench.sentAs('desktop')).toMatchObject([
      { contextId: record.recordId, outData: { fieldName: NOTES, oldValue: '', newValue: 'From Fusion' } },
      { contextId: record.recordId, outData: { fieldName: RESOLUTION, oldValue: '', newValue: 'RESOLVED' } },
    ]);
  });

  it('F-17 is saved by the toolbar as by its own button, and only once it is open', async () => {
    const { bench, record } = await started();
    expect(await bench.publish(SAVE, record)).toMatchObject({ error: { status: 'WRONG_STATE' } });
    await bench.closeComm('e1', 'WRAPUP');
    await bench.publish(SET, { ...record, values: { [RESOLUTION]: 'RESOLVED', [NOTES]: 'Done' } });
    expect(await bench.publish(SAVE, record)).toMatchObject({ outData: { objectId: record.recordId } });
    expect(bench.phase('e1')).toBe('Closed');
    expect(bench.sentAs('updated')).toMatchObject([{ updateType: 'WRAPUP_CLOSED' }]);
    expect(bench.sentAs('desktop').at(-1)).toMatchObject({ eventName: 'cxEventBusOnAfterSaveEvent' });
    expect(bench.fusion.state.history[0]).toMatchObject({ wrapUpReason: 'RESOLVED', notes: 'Done' });
  });

  it.each([
    ['another record', GET, { recordId: 'other' }, 'NOT_FOUND'],
    ['a field that it does not have', SET, { values: { 'WrapUp.Mood': 'good' } }, 'UNKNOWN_FIELD'],
    ['an outcome that nobody defined', SET, { values: { [RESOLUTION]: 'WHO_KNOWS' } }, 'INVALID_VALUE'],
  ])('F-17 refuses %s', async (_what, method, data, status) => {
    const { bench, record } = await started();
    expect(await bench.publish(method, { ...record, ...data })).toMatchObject({ result: 'error', error: { status } });
  });

  it('F-17 begins with what the close of the contact brought, and ends with ENDCOMMUNICATION', async () => {
    const { bench } = await started();
    const inData = { SVCMCA_WRAPUP_COMM_REASON: 'FOLLOW_UP', SVCMCA_WRAPUP_INTERACTION_NOTES: 'Later' };
    await bench.publish('closeCommEvent', { eventId: 'e1', reason: 'WRAPUP', inData });
    expect(bench.fusion.state.engagements[0]).toMatchObject({ resolution: 'FOLLOW_UP', notes: 'Later' });
    await bench.closeComm('e1', 'ENDCOMMUNICATION');
    expect(bench.fusion.state.history[0]).toMatchObject({ wrapUpReason: 'FOLLOW_UP', notes: 'Later' });
  });
});
