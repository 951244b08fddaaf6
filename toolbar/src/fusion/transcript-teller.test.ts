import { describe, expect, it } from 'vitest';
import type { Desk } from '../testing/desk.js';
import { call, Desk as TestDesk, UEF_TIMEOUT_MS } from '../testing/desk.js';
import { settled } from '../testing/settled.js';
import { TranscriptTeller } from './transcript-teller.js';

async function inConversation(): Promise<{ desk: Desk; teller: TranscriptTeller }> {
  const desk = await TestDesk.open();
  desk.fusion.record = new Map();
  let ids = 0;
  const { handler: fusion, store, board, clock, events } = desk;
  const teller = new TranscriptTeller({
    fusion,
    store,
    board,
    clock,
    events,
    ids: { newId: () => `sys-${(ids += 1)}` },
    appClassification: 'ORA_SERVICE',
  });
  desk.events.incomingCallHandler(call());
  desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
  await settled();
  return { desk, teller };
}

const line = (over: object = {}) =>
  ({ role: 'END_USER', transcript: 'Hello', final: true, messageId: 'm1', connectionId: 'c1', ...over }) as const;

const fed = (desk: Desk) =>
  desk.fusion.requests
    .filter(({ operation }) => operation.startsWith('Feed'))
    .map(({ fields }) => [fields.MessageId, fields.State ?? fields.Type, fields.Message ?? fields.Username].join(' '));

describe('what is said', () => {
  it('F-19 is fed to the engagement, partial and final, with role, id and time', async () => {
    const { desk, teller } = await inConversation();
    teller.said(line({ transcript: 'Hel', final: false }));
    await settled();
    teller.said(line());
    teller.said(line({ role: 'AGENT', messageId: 'm2', transcript: 'Good morning' }));
    await settled();
    expect(fed(desk)).toEqual(['m1 INPROGRESS Hel', 'm1 COMPLETE Hello', 'm2 COMPLETE Good morning']);
    expect(desk.fusion.last('FeedLiveTranscript')?.fields).toMatchObject({ Role: 'AGENT', Time: desk.clock.now() });
  });

  it('F-19 is told in order however slow Fusion is, and what was said better since is left out', async () => {
    const { desk, teller } = await inConversation();
    const held: (() => void)[] = [];
    desk.fusion.answers.set(
      'FeedLiveTranscript',
      () => new Promise((resolve) => held.push(() => resolve({ result: 'success' }))),
    );
    teller.said(line({ messageId: 'm1', transcript: 'First' }));
    for (const transcript of ['S', 'Se', 'Sec']) teller.said(line({ messageId: 'm2', transcript, final: false }));
    teller.said(line({ messageId: 'm2', transcript: 'Second' }));
    await settled();
    held.shift()?.();
    await settled();
    held.shift()?.();
    await settled();
    expect(fed(desk)).toEqual(['m1 COMPLETE First', 'm2 COMPLETE Second']);
  });

  it('F-19 belongs to the call that is heard, where the server does not say to which', async () => {
    const { desk, teller } = await inConversation();
    teller.said(line({ connectionId: undefined }));
    teller.said(line({ connectionId: 'another', messageId: 'm2' }));
    await settled();
    expect(fed(desk)).toEqual(['m1 COMPLETE Hello']);
  });

  it('F-19 that Fusion refuses or never answers is shown once, and what is said next goes on', async () => {
    const { desk, teller } = await inConversation();
    desk.fusion.answers.set('FeedLiveTranscript', () => ({ result: 'error', error: 'switched off' }));
    teller.said(line());
    teller.said(line({ messageId: 'm2' }));
    await settled();
    expect(desk.notices).toEqual([
      'Fusion does not show what is said in the call with +14155550100: Fusion refused FeedLiveTranscript: switched off',
    ]);
    desk.fusion.answers.set('FeedLiveTranscript', () => new Promise(() => undefined));
    teller.said(line({ messageId: 'm3' }));
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    expect(desk.notices[0]).toContain('did not answer FeedLiveTranscript within 5 seconds');
    desk.fusion.answers.delete('FeedLiveTranscript');
    teller.said(line({ messageId: 'm4' }));
    await settled();
    expect(desk.notices).toEqual([]);
  });

  it('F-19 goes nowhere in a Fusion that has no place for it', async () => {
    const { desk, teller } = await inConversation();
    desk.fusion.record = undefined;
    desk.handler.forgetEngagement('e1');
    teller.said(line());
    await settled();
    expect(fed(desk)).toEqual([]);
    expect(desk.notices).toEqual([]);
  });

  it('F-20 names who joins a conference, and who leaves it', async () => {
    const { desk, teller } = await inConversation();
    desk.store.dispatch({ type: 'installation', directory: [{ name: 'Ben', number: '7002' }], dispositions: [] });
    const contact = desk.store.state.contacts[0]!;
    const conference = (participants: readonly string[]) =>
      teller.heard({ ...contact, conference: participants.length > 0, participants });
    conference(['+14155550100', '7003']);
    conference(['+14155550100', '7003', '7002']);
    conference(['+14155550100', '7002']);
    await settled();
    expect(fed(desk)).toEqual(['sys-1 WorkJoin_Conferee Ben', 'sys-2 WorkLeave_Conferee 7003']);
    expect(desk.fusion.last('FeedSystemMessage')?.fields).toMatchObject({
      EventId: 'e1',
      AppClassification: 'ORA_SERVICE',
      UserId: '7003',
    });
  });
});
