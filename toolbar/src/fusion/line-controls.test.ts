import { describe, expect, it } from 'vitest';
import { HopError } from '../state/failure.js';
import { call, Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

describe('what is done with the line', () => {
  it('V-22 is asked of the vendor, and so only when the switch says so', async () => {
    const desk = await Desk.open();
    await desk.actions.controlLine({ type: 'dndOn' });
    expect(desk.vendor.asked).toEqual(['dndOn']);
    expect(desk.store.state.line.doNotDisturb).toBe(false);
    desk.events.lineTold({ doNotDisturb: true });
    expect(desk.store.state.line.doNotDisturb).toBe(true);
  });

  it('V-22 that is refused is told with its reason, and tried again where that could help', async () => {
    const desk = await Desk.open();
    desk.vendor.refuse = new HopError('switch', 'Nobody has that number.', true);
    await desk.actions.controlLine({ type: 'forward', toNumber: '1' });
    expect(desk.notices).toEqual(['Your calls could not be forwarded: Nobody has that number.']);
    desk.vendor.refuse = undefined;
    desk.retryFirstNotice();
    await settled();
    expect(desk.vendor.asked).toEqual(['forward 1', 'forward 1']);
    expect(desk.notices).toEqual([]);
  });

  it('C-22 is to see who is at work', async () => {
    const desk = await Desk.open();
    const ben = {
      agentId: '5002',
      name: 'Ben',
      dn: '7002',
      state: 'Ready',
      since: 1,
      wrapUp: false,
      onCall: true,
    } as const;
    desk.vendor.atWork = [ben];
    await desk.actions.lookAtColleagues();
    expect(desk.store.state.colleagues).toEqual([ben]);
    desk.vendor.refuse = new Error('Not yours.');
    await desk.actions.lookAtColleagues();
    expect(desk.notices).toEqual(['Nobody says what your colleagues do: Not yours.']);
  });

  it('C-23 is to record a call, from Fusion too', async () => {
    const desk = await Desk.open();
    desk.events.connectionOpened({ level: 'ours', commands: ['startRecording', 'stopRecording', 'resumeRecording'] });
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    await settled();
    const ask = (command: string) => desk.actions.interactionCommand({ command, eventId: 'e1' });
    expect(await ask('stopRecord')).toEqual({ ok: true });
    expect(desk.vendor.asked).toEqual([]);
    expect(await ask('record')).toEqual({ ok: true });
    const recorded = (value: string) =>
      desk.events.callChangedHandler(
        call({
          trigger: 'EventAttachedDataChanged',
          facts: { userData: [{ key: 'GSIP_RECORD', type: 'str', value }] },
        }),
      );
    recorded('on');
    await ask('record');
    await ask('stopRecord');
    recorded('paused');
    await ask('record');
    expect(desk.vendor.asked).toEqual(['startRecording c1', 'stopRecording c1', 'resumeRecording c1']);
  });
});
