import { describe, expect, it } from 'vitest';
import type { CallSnapshot } from '@fusion-cti/protocol';
import type { CallEvent } from '../state/contacts.js';
import { call, Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';
import type { FusionAnswer } from '../testing/fake-fusion.js';

const NEW = 'newCommEvent';
const START = 'startCommEvent';
const CLOSE = 'closeCommEvent';

const ring = (over?: Partial<CallEvent>): CallEvent => call(over);
const established = (over?: Partial<CallEvent>): CallEvent => call({ trigger: 'EventEstablished', ...over });
const released = (over?: Partial<CallEvent>): CallEvent => call({ trigger: 'EventReleased', ...over });

describe('a snapshot', () => {
  const connected = {
    connectionId: 'c1',
    eventId: 'e1',
    direction: 'inbound',
    state: 'Connected',
    since: 0,
    ANI: '1',
  } as const;

  it('V-11 met by a page that was loaded again does not offer Fusion a contact that it has', async () => {
    const desk = new Desk();
    desk.fusion.started = [{ eventId: 'e1', outData: { SVCMCA_CONTACT_NAME: 'Maria', SVCMCA_INTERACTION_ID: '9' } }];
    await desk.handler.initialize();
    desk.events.snapshotHandler([connected]);
    await settled();
    expect(desk.store.state.contacts).toMatchObject([{ eventId: 'e1', name: 'Maria', party: 'Connected' }]);
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['closeCommEvent e1 WRAPUP']);
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9' });
  });

  it('V-11 ends calls that are gone, shows those that are new, and repeats nothing about the rest', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.incomingCallHandler(ring({ eventId: 'e2', connectionId: 'c2' }));
    await settled();
    desk.events.connectionLost({ hop: 'socket', reason: 'Gone.', retryable: true });
    desk.events.snapshotHandler([
      { connectionId: 'c1', eventId: 'e1', direction: 'inbound', state: 'Connected', since: 0, ANI: '1' },
      {
        connectionId: 'c3',
        eventId: 'e3',
        direction: 'inbound',
        state: 'Connected',
        since: 0,
        ANI: '3',
        queueName: 'Care',
      },
    ]);
    await settled();
    expect(desk.contacts).toEqual(['e1 Connected', 'e3 Connected']);
    expect(desk.fusion.callTrace.slice(3)).toEqual([
      'closeCommEvent e2 MISSED',
      'newCommEvent e3',
      'startCommEvent e3',
    ]);
  });
});

describe('a page that is loaded again', () => {
  const snapshot = (state: CallSnapshot['state'], over: Partial<CallSnapshot> = {}): CallSnapshot => ({
    connectionId: 'c1',
    eventId: 'e1',
    direction: 'inbound',
    state,
    since: 0,
    ANI: '+14155550100',
    ...over,
  });
  const known: FusionAnswer = ({ inData }) => ({
    result: 'success',
    eventId: 'f1',
    outData: { ...inData, SVCMCA_CONTACT_NAME: 'Maria', SVCMCA_INTERACTION_ID: '9' },
  });

  async function ringingDesk(answer: FusionAnswer = known): Promise<Desk> {
    const desk = await Desk.open();
    desk.fusion.answers.set(NEW, answer);
    desk.events.incomingCallHandler(ring());
    await settled();
    return desk;
  }

  it('F-14 while it rings sends no second newCommEvent, and carries the answer to the first one on', async () => {
    const desk = await (await ringingDesk()).reload();
    desk.events.snapshotHandler([snapshot('Alerting')]);
    await settled();
    expect(desk.store.state.contacts).toMatchObject([{ eventId: 'e1', name: 'Maria', party: 'Alerting' }]);
    desk.events.incomingCallAcceptedHandler(established());
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent f1', 'closeCommEvent f1 WRAPUP']);
    expect(desk.fusion.last(START)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9' });
  });

  it('F-14 before Fusion has answered does not ask it a second time: that answer would never come', async () => {
    const desk = await (await ringingDesk(() => new Promise(() => undefined))).reload();
    desk.events.snapshotHandler([snapshot('Connected')]);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'startCommEvent e1']);
    expect(desk.fusion.last(START)?.inData).toMatchObject({ SVCMCA_ANI: '+14155550100' });
  });

  it('F-14 during a call sends nothing, and ends it with what startCommEvent was answered', async () => {
    const before = await ringingDesk();
    before.fusion.answers.set(START, ({ inData }) => ({
      result: 'success',
      outData: { ...inData, SVCMCA_WRAPUP_ID: 'w' },
    }));
    before.events.incomingCallAcceptedHandler(established());
    await settled();
    const desk = await before.reload();
    desk.events.snapshotHandler([snapshot('Connected')]);
    await settled();
    expect(desk.contacts).toEqual(['e1 Connected']);
    expect(desk.fusion.callTrace).toHaveLength(2);
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.fusion.callTrace.at(-1)).toBe('closeCommEvent f1 WRAPUP');
    expect(desk.fusion.last(CLOSE)?.inData).toMatchObject({ SVCMCA_INTERACTION_ID: '9', SVCMCA_WRAPUP_ID: 'w' });
  });

  it.each([
    ['rang', false, 'closeCommEvent f1 MISSED'],
    ['was answered', true, 'closeCommEvent f1 WRAPUP'],
  ])('F-14 ends in Fusion what %s and ended meanwhile, once', async (_, answered, close) => {
    const before = await ringingDesk();
    if (answered) before.events.incomingCallAcceptedHandler(established());
    await settled();
    const desk = await before.reload();
    desk.events.snapshotHandler([]);
    desk.events.snapshotHandler([]);
    await settled();
    expect(desk.fusion.callTrace.slice(answered ? 2 : 1)).toEqual([close]);
    const again = await desk.reload();
    again.events.snapshotHandler([]);
    await settled();
    expect(desk.fusion.callTrace.at(-2)).not.toBe(close);
  });

  it.each<[string, (before: Desk) => void]>([
    ['Fusion was loaded again too', ({ frame }) => (frame.name = '')],
    ['Fusion named the frame itself', ({ frame }) => (frame.name = 'toolbar')],
    ['the browser keeps nothing', ({ frame }) => (frame.locked = true)],
    ['what was kept is broken', ({ frame }) => frame.kept.set('fusion-cti.contacts', '{')],
  ])('F-14 announces the call anew when %s', async (_, happen) => {
    const before = await ringingDesk();
    happen(before);
    // Another frame gets another name.
    const desk = await before.reload('frame-2');
    desk.events.snapshotHandler([snapshot('Alerting')]);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'newCommEvent e1']);
  });

  it('F-14 announces anew what Fusion had refused', async () => {
    const desk = await (await ringingDesk(() => ({ result: 'error', error: 'NO' }))).reload();
    desk.events.snapshotHandler([snapshot('Alerting')]);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'newCommEvent e1']);
  });

  it('R-08 closes nothing twice although Fusion had not answered yet', async () => {
    const before = await ringingDesk();
    before.fusion.answers.set(CLOSE, () => new Promise(() => undefined));
    before.events.callDisconnectedHandler(released());
    await settled();
    const desk = await before.reload();
    desk.events.snapshotHandler([]);
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent e1', 'closeCommEvent f1 REJECT']);
  });

  it('F-14 finds nothing of calls whose end Fusion has heard, and only the latest of a great many', async () => {
    const desk = await ringingDesk();
    desk.events.callDisconnectedHandler(released());
    await settled();
    expect(desk.frame.kept.get('fusion-cti.contacts')).not.toContain('e1');
    for (let n = 0; n < 30; n += 1) desk.events.incomingCallHandler(ring({ eventId: `many-${n}` }));
    await settled();
    const kept = desk.frame.kept.get('fusion-cti.contacts') ?? '';
    expect(kept.match(/"eventId"/g)).toHaveLength(20);
    expect(kept).toContain('many-29');
  });
});
