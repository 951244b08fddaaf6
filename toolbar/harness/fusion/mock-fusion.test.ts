import { describe, expect, it } from 'vitest';
import { FusionBench } from '../testing/fusion-bench.js';
import type { FusionTabs } from './fusion-tabs.js';

const FAILED = {
  result: 'failure',
  resultDisplayString: 'The line is gone.',
  outData: {},
  settledBy: 'reply',
} as const;

describe('newCommEvent', () => {
  it('H-14 answers with everything that was sent, the contact, and a new interaction', async () => {
    const bench = new FusionBench();
    const answer = await bench.newComm('e1', { queue: 'Support' });
    expect(answer).toMatchObject({ result: 'success', engagementId: expect.any(String) as string });
    expect(answer.outData).toMatchObject({
      SVCMCA_ANI: '+4930901820',
      queue: 'Support',
      channel: 'PHONE',
      channelType: 'ORA_SVC_PHONE',
      channelId: answer.channelId,
      SVCMCA_CONTACT_ID: 'C-1',
      SVCMCA_CONTACT_NUMBER: 'P-1',
      SVCMCA_CONTACT_NAME: 'Maria Keller',
      SVCMCA_CONTACT_FIRST_NAME: 'Maria',
      SVCMCA_CONTACT_LAST_NAME: 'Keller',
      SVCMCA_CONTACT_PRIMARY_PHONE: '+4930901820',
      SVCMCA_CONTACT_ORG_ID: 'O-1',
      SVCMCA_CONTACT_PRIM_ORG_NAME: 'Northwind',
      SVCMCA_DISPLAY_NAME: 'Maria Keller',
      SVCMCA_EMAIL: 'maria.keller@example.com',
      SVCMCA_SR_ID: 'SR-1',
      SVCMCA_SR_NUM: 'SR0001',
      SVCMCA_INTERACTION_ID: answer.interactionId,
      SVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVC_SERVICE_REQUESTS',
      SVCMCA_INTERACTION_REF_OBJ_ID: 'SR-1',
    });
  });

  it.each([
    ['nobody', '+15550000'],
    ['several people', '390655501'],
  ])('H-15 names no contact when the number belongs to %s', async (_who, ani) => {
    const answer = await new FusionBench().newComm('e1', { SVCMCA_ANI: ani });
    expect(answer.outData).not.toHaveProperty('SVCMCA_CONTACT_ID');
    expect(answer.outData).toHaveProperty('SVCMCA_INTERACTION_ID');
  });

  it('H-16 keeps a known interaction, so that there is no second one', async () => {
    const answer = await new FusionBench().newComm('e1', { SVCMCA_INTERACTION_ID: 'known' });
    expect(answer.outData?.SVCMCA_INTERACTION_ID).toBe('known');
  });

  it('H-17 is answered alike when it comes twice', async () => {
    const bench = new FusionBench();
    const first = await bench.newComm('e1');
    expect(await bench.newComm('e1')).toEqual(first);
    expect(bench.fusion.state.engagements).toHaveLength(1);
  });

  it.each([
    ['an event id', '', {}, 'MISSING_EVENT_ID'],
    ['a direction', 'e1', { SVCMCA_COMMUNICATION_DIRECTION: '' }, 'MISSING_DIRECTION'],
  ])('H-18 is refused without %s', async (_what, eventId, inData, status) => {
    expect(await new FusionBench().newComm(eventId, inData)).toMatchObject({ result: 'error', error: { status } });
  });

  it('H-19 lets the toolbar say how long the offer stands', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1', { SVCMCA_OFFER_TIMEOUT_SEC: '5' });
    bench.clock.advance(4_999);
    expect(bench.phase('e1')).toBe('Offered');
    bench.clock.advance(1);
    expect(bench.phase('e1')).toBe('Expired');
    expect(bench.sentAs('updated')).toEqual([{ eventId: 'e1', updateType: 'OFFER_TIMEOUT', channel: 'PHONE' }]);
  });
});

describe('startCommEvent and closeCommEvent', () => {
  it('H-20 answers a start with screen pop mode, wrap-up id and the keys of a started contact', async () => {
    const bench = new FusionBench();
    const { engagementId } = await bench.newComm('e1');
    const answer = await bench.startComm('e1');
    expect(answer).toMatchObject({ result: 'success', engagementId, screenPopMode: 'AUTOMATIC' });
    expect(answer.outData).toMatchObject({
      SVCMCA_CONTACT_ID: 'C-1',
      SVCMCA_CHANNEL_ID: answer.channelId,
      SVCMCA_UI_TYPE_CD: 'ORA_SVC_REDWOOD',
      SVCMCA_SR_TITLE: 'Scanner arrived damaged',
      SVCMCA_WRAPUP_ID: answer.wrapupId,
    });
    expect(bench.fusion.state.record).toEqual({ kind: 'contact', contactId: 'C-1', popped: true });
  });

  it.each(['startCommEvent', 'closeCommEvent'])('H-21 refuses a %s that nothing announced', async (method) => {
    const answer = await new FusionBench().publish(method, { eventId: 'nobody', reason: 'WRAPUP' });
    expect(answer).toMatchObject({ result: 'error', error: { status: 'UNKNOWN_EVENT_ID' } });
  });

  it('H-22 takes a close that comes twice', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1');
    await bench.closeComm('e1', 'REJECT');
    expect(await bench.closeComm('e1', 'REJECT')).toMatchObject({ result: 'success' });
    expect(bench.fusion.state.history).toHaveLength(1);
  });

  it('H-23 carries a call from ring to saved wrap-up, and keeps what was written', async () => {
    const bench = new FusionBench();
    const phases: string[] = [];
    const note = (): number => phases.push(bench.phase('e1'));
    await bench.newComm('e1');
    note();
    await bench.startComm('e1');
    note();
    bench.clock.advance(65_000);
    bench.fusion.takeNotes('e1', 'Handle broken');
    const { outData, wrapupId } = await bench.closeComm('e1', 'wrapup');
    note();
    bench.clock.advance(20_000);
    bench.fusion.saveWrapUp('e1', { reason: 'RESOLVED', notes: 'Handle broken, replaced' });
    note();
    expect(phases).toEqual(['Offered', 'Engaged', 'WrapUp', 'Closed']);
    expect(outData?.WrapupStartTime).toBe('2026-01-05T09:01:05.000Z');
    expect(bench.sentAs('updated')).toMatchObject([
      {
        eventId: 'e1',
        updateType: 'WRAPUP_CLOSED',
        outData: {
          SVCMCA_WRAPUP_ID: wrapupId,
          SVCMCA_WRAPUP_COMM_REASON: 'RESOLVED',
          SVCMCA_WRAPUP_INTERACTION_NOTES: 'Handle broken, replaced',
        },
      },
    ]);
    expect(bench.fusion.state.history).toMatchObject([
      {
        contactId: 'C-1',
        outcome: 'WRAPUP',
        talkMs: 65_000,
        wrapUpReason: 'RESOLVED',
        notes: 'Handle broken, replaced',
      },
    ]);
  });
});

describe('commands', () => {
  it('H-24 sends Answer with the contact it is for, and waits for the toolbar', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1');
    const answering = bench.fusion.command('e1', 'accept');
    expect(bench.fusion.state.engagements[0]?.pending).toBe('accept');
    expect(await answering).toBe(true);
    expect(bench.sentAs('interaction')).toEqual([{ command: 'accept', eventId: 'e1', slot: 'e1', channel: 'PHONE' }]);
    // Only the vendor's event, told by startCommEvent, makes it a call.
    expect(bench.fusion.state.engagements[0]).toMatchObject({ phase: 'Offered', pending: undefined });
  });

  it('H-25 shows the text of a command that failed, and changes nothing', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1');
    await bench.startComm('e1');
    bench.reply = () => Promise.resolve(FAILED);
    expect(await bench.fusion.command('e1', 'hold')).toBe(false);
    expect(bench.fusion.state.toasts).toMatchObject([
      { tone: 'failure', text: 'The command "hold" failed. The line is gone.' },
    ]);
    expect(bench.fusion.state.engagements[0]?.switches.held).toBe(false);
    bench.clock.advance(10_000);
    expect(bench.fusion.state.toasts).toEqual([]);
  });

  it.each([
    ['hold', 'unhold', 'held'],
    ['mute', 'unmute', 'muted'],
    ['record', 'stopRecord', 'recording'],
  ] as const)('H-26 remembers %s until %s', async (press, release, name) => {
    const bench = new FusionBench();
    await bench.newComm('e1');
    await bench.startComm('e1');
    await bench.fusion.command('e1', press);
    expect(bench.fusion.state.engagements[0]?.switches[name]).toBe(true);
    await bench.fusion.command('e1', release);
    expect(bench.fusion.state.engagements[0]?.switches[name]).toBe(false);
  });

  it('H-27 tells the toolbar which of two contacts is in front', async () => {
    const bench = new FusionBench();
    for (const eventId of ['e1', 'e2']) {
      await bench.newComm(eventId);
      await bench.startComm(eventId);
    }
    await bench.fusion.activate('e1');
    expect(bench.fusion.state.activeEventId).toBe('e1');
    expect(bench.sentAs('interaction')).toMatchObject([{ command: 'setActive', eventId: 'e1' }]);
  });
});

describe('click-to-dial', () => {
  it('H-28 hands the toolbar every key of the contact, under the id that the call will have', async () => {
    const bench = new FusionBench();
    await bench.ready();
    bench.fusion.dial('+4930901820', 'C-1');
    const [outgoing] = bench.sentAs('outgoing');
    expect(outgoing).toMatchObject({
      SVCMCA_ANI: '+4930901820',
      SVCMCA_DISPLAY_NAME: 'Maria Keller',
      SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_OUTBOUND',
      SVCMCA_CONTACT_ID: 'C-1',
      SVCMCA_CONTACT_JOB_TITLE: 'Facility manager',
      SVCMCA_ORG_ID: 'O-1',
      SVCMCA_INTERACTION_REF_OBJ_TYPE: 'SVC_SERVICE_REQUESTS',
      SVCMCA_INTERACTION_REF_OBJ_ID: 'SR-1',
    });
    expect(bench.phase(String(outgoing?.SVCMCA_CALL_ID))).toBe('Placing');
  });

  it.each([
    ['before readiness', (_bench: FusionBench) => undefined],
    [
      'to a toolbar that does not listen',
      async (bench: FusionBench) => {
        bench.subscribed = false;
        await bench.ready();
      },
    ],
    [
      'to a toolbar that disabled it',
      async (bench: FusionBench) => {
        await bench.ready();
        await bench.publish('disableFeature', { features: ['OUTGOING'] });
      },
    ],
  ])('H-29 sends nothing %s, and says so', async (_when, prepare) => {
    const bench = new FusionBench();
    await prepare(bench);
    bench.fusion.dial('+4930901820', 'C-1');
    expect(bench.sentAs('outgoing')).toEqual([]);
    expect(bench.fusion.state.engagements).toEqual([]);
    expect(bench.fusion.state.toasts).toHaveLength(1);
  });

  it('H-30 shows why a call could not be placed, and takes the close that follows', async () => {
    const bench = new FusionBench();
    await bench.dialled('e1');
    await bench.publish('outboundCommError', {
      commUuid: 'e1',
      errorCode: 'INVALID_NUMBER',
      errorMsg: 'No such number.',
    });
    expect(bench.phase('e1')).toBe('Closed');
    expect(bench.fusion.state.banner).toMatchObject({ code: 'INVALID_NUMBER', text: 'No such number.' });
    expect(await bench.closeComm('e1', 'REJECT')).toMatchObject({ result: 'success' });
  });

  it('H-30 shows no JSON to the agent', async () => {
    const bench = new FusionBench();
    await bench.publish('outboundCommError', { commUuid: 'x', errorCode: 'BUSY', errorMsg: '{"phoneLineId":"1"}' });
    expect(bench.fusion.state.banner).toMatchObject({ code: 'BUSY', text: '' });
  });
});

describe('several contacts with one number', () => {
  it('H-31 waits for the agent to choose, and then tells the toolbar who it is', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1', { SVCMCA_ANI: '390655501' });
    await bench.startComm('e1');
    expect(bench.fusion.state.record).toEqual({ kind: 'caller', eventId: 'e1' });
    bench.fusion.chooseContact('e1', 'C-3');
    expect(bench.fusion.state.record).toEqual({ kind: 'contact', contactId: 'C-3', popped: true });
    expect(bench.sentAs('updated')).toMatchObject([
      { eventId: 'e1', updateType: 'CUSTOMER_DATA', outData: { SVCMCA_CONTACT_ID: 'C-3' } },
    ]);
  });
});

describe('Fusion in several tabs', () => {
  /** Tabs that hear each other at once. */
  class Tabs {
    readonly #heard: Parameters<FusionTabs['listen']>[0][] = [];

    join(): FusionTabs {
      let own: Parameters<FusionTabs['listen']>[0] | undefined;
      const others = () => this.#heard.filter((heard) => heard !== own);
      return {
        tell: (engagement) => others().forEach(({ changed }) => changed(structuredClone(engagement))),
        listen: (heard) => {
          own = heard;
          this.#heard.push(heard);
          others().forEach(({ greeted }) => greeted());
        },
      };
    }
  }

  it('H-54 has every contact in every tab, and goes on with it wherever the toolbar tells', async () => {
    const tabs = new Tabs();
    const first = new FusionBench(tabs.join());
    await first.newComm('e1');
    const second = new FusionBench(tabs.join());
    expect(second.phase('e1')).toBe('Offered');
    await second.startComm('e1');
    expect(first.phase('e1')).toBe('Engaged');
    expect(first.clock.waiting).toEqual([]);
    await first.closeComm('e1', 'WRAPUP');
    expect(second.phase('e1')).toBe('WrapUp');
    second.fusion.saveWrapUp('e1', { reason: 'RESOLVED', notes: '' });
    expect([first.phase('e1'), second.phase('e1')]).toEqual(['Closed', 'Closed']);
    expect(await first.closeComm('e1', 'WRAPUP')).toMatchObject({ result: 'success' });
  });

  it('H-54 lets an offer run out although the tab that was told of it is closed', async () => {
    const tabs = new Tabs();
    await new FusionBench(tabs.join()).newComm('e1');
    const other = new FusionBench(tabs.join());
    other.clock.advance(30_000);
    expect(other.phase('e1')).toBe('Expired');
    expect(other.sentAs('updated')).toMatchObject([{ eventId: 'e1', updateType: 'OFFER_TIMEOUT' }]);
  });
});
