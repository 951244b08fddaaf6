import { WebSocket as MockWebSocket } from 'mock-socket';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, type Page } from './testing/fake-browser.js';
import type { FakeService } from './testing/fake-service.js';
import { settled } from './testing/settled.js';
import { service, stopServices } from './testing/toolbar.js';

const HELLO = {
  eventName: 'hello',
  session: 's1',
  agentId: '5001',
  agentName: 'Ava Martin',
  dn: '7001',
  commands: ['initialize', 'ready', 'notReady', 'accept', 'reject', 'hangup', 'makeCall'],
  pingMs: 10_000,
};
const RINGING = {
  eventName: 'EventRinging',
  ANI: '+14155550100',
  eventId: 'c1',
  connectionId: 'c1',
  direction: 'inbound',
};
const ESTABLISHED = { ...RINGING, eventName: 'EventEstablished' };
const RELEASED = { ...RINGING, eventName: 'EventReleased' };

beforeEach(() => void vi.stubGlobal('WebSocket', MockWebSocket));
afterEach(() => {
  stopServices();
  vi.unstubAllGlobals();
});

/** A service that numbers what it says, and keeps all of it. */
class Service {
  readonly at: FakeService;
  #said: object[] = [];
  readonly claims: unknown[] = [];

  constructor() {
    this.at = service();
    this.at.greet = (send) => {
      const { session, lastSeq } = this.at.posted.findLast(({ path }) => path === '/genesys/session')?.body ?? {};
      this.claims.push({ session, lastSeq });
      const seq = this.#said.length;
      const resumed = typeof lastSeq === 'number';
      send({ ...HELLO, seq, resumed });
      if (resumed) this.#said.slice(lastSeq).forEach(send);
      else send({ eventName: 'snapshot', seq, agentState: 'Null', calls: [] });
    };
  }

  say(...frames: object[]): void {
    for (const frame of frames) {
      const numbered = { ...frame, seq: this.#said.length + 1 };
      this.#said.push(numbered);
      this.at.send(numbered);
    }
  }
}

async function available(...pages: readonly Page[]): Promise<void> {
  await vi.waitFor(() =>
    expect(pages.map(({ state }) => state.availability.phase)).toEqual(pages.map(() => 'available')),
  );
}

function parties(page: Page): readonly string[] {
  return page.state.contacts.map(({ eventId, party, lost }) => `${eventId} ${party}${lost ? ' lost' : ''}`);
}

async function show(parts: readonly string[], ...pages: readonly Page[]): Promise<void> {
  await vi.waitFor(() => expect(pages.map(parties)).toEqual(pages.map(() => parts)));
}

/** What Fusion heard of contacts, from all pages together. */
function told(...pages: readonly Page[]): readonly string[] {
  return [...new Set(pages.map(({ fusion }) => fusion))].flatMap(({ callTrace }) => callTrace);
}

async function readyIn(of: Service, page: Page, ...others: readonly Page[]): Promise<void> {
  page.tab.perform({ type: 'toggleAvailability' });
  await vi.waitFor(() => expect(of.at.commands).toContain('initialize'));
  of.say({ eventName: 'EventAgentReady' });
  await available(page, ...others);
}

describe('several tabs', () => {
  it('L-02 have one line and show the same; one tells Fusion of contacts, and each of the agent', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b, c] = [await browser.open(), await browser.open(), await browser.open()];
    await readyIn(of, b, a, c);
    expect(of.at.openSockets).toBe(1);
    of.say(RINGING);
    await show(['c1 Alerting'], a, b, c);
    c.tab.perform({ type: 'answer', eventId: 'c1' });
    await vi.waitFor(() => expect(of.at.commands).toEqual(['initialize', 'accept c1']));
    of.say(ESTABLISHED);
    await show(['c1 Connected'], a, b, c);
    expect(b.state).toEqual(a.state);
    const outcome = await b.tab.interactionCommand({ command: 'disconnect', eventId: 'c1' });
    expect(outcome).toEqual({ ok: true });
    of.say(RELEASED);
    await show(['c1 Null'], a, b, c);
    b.tab.dataUpdated({ eventId: 'c1', updateType: 'WRAPUP_CLOSED', outData: {} });
    await show([], a, b, c);
    expect(of.at.commands).toEqual(['initialize', 'accept c1', 'hangup c1']);
    expect([a, b, c].map(({ fusion }) => fusion.callTrace)).toEqual([
      ['newCommEvent c1', 'startCommEvent c1', 'closeCommEvent c1 WRAPUP'],
      [],
      [],
    ]);
    for (const { fusion } of [a, b, c]) expect(fusion.trace.at(-1 - fusion.callTrace.length)).toMatch(/AVAILABLE$/);
  });

  it.each<[string, (page: Page) => void]>([
    ['dies', (page) => page.die()],
    ['closes', (page) => page.tab.sleep()],
  ])('L-03 go on where the leader was when it %s, and hear what happened meanwhile', async (_, end) => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b, c] = [await browser.open(), await browser.open(), await browser.open()];
    await readyIn(of, a, b, c);
    of.say(RINGING, ESTABLISHED);
    await show(['c1 Connected'], a, b, c);
    await vi.waitFor(() => expect(told(a)).toHaveLength(2));
    const { since } = b.state.contacts[0]!;
    browser.clock.advance(1000);
    end(a);
    of.say(RELEASED);
    await show(['c1 Null'], b, c);
    await available(b, c);
    expect(of.claims.at(-1)).toEqual({ session: 's1', lastSeq: 3 });
    expect(of.at.openSockets).toBe(1);
    expect(since).toBeLessThan(browser.clock.now());
    expect(told(a, b, c)).toEqual(['newCommEvent c1', 'startCommEvent c1', 'closeCommEvent c1 WRAPUP']);
    expect(of.at.commands).toEqual(['initialize']);
  });

  it('L-04 do not leave the lead to a tab that sleeps, and let it follow when it wakes', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b] = [await browser.open(), await browser.open()];
    await readyIn(of, a, b);
    a.tab.sleep();
    await available(b);
    await vi.waitFor(() => expect(of.claims).toHaveLength(2));
    of.say(RINGING);
    await show(['c1 Alerting'], b);
    a.tab.wake();
    await show(['c1 Alerting'], a);
    await settled();
    expect(of.claims).toHaveLength(2);
    expect(told(a)).toEqual([]);
  });

  it('R-09 open no line any more once they have left it to another tab', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const page = await browser.open();
    await readyIn(of, page);
    of.at.close(1001);
    await vi.waitFor(() => expect(page.state.availability.phase).toBe('failed'));
    browser.clock.advance(500);
    page.tab.sleep();
    const asked = of.at.posted.length;
    for (let second = 0; second < 60; second += 1) {
      browser.clock.advance(1000);
      await settled();
    }
    expect(of.at.posted.length).toBe(asked);
    await vi.waitFor(() => expect(of.at.openSockets).toBe(0));
  });

  it('L-07 seize the lead from a tab that does not take what the agent asks for, and do it once', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b] = [await browser.open(), await browser.open()];
    await readyIn(of, a, b);
    of.say(RINGING);
    await show(['c1 Alerting'], a, b);
    a.hang();
    b.tab.perform({ type: 'answer', eventId: 'c1' });
    browser.clock.advance(4999);
    await settled();
    expect(of.at.commands).toEqual(['initialize']);
    browser.clock.advance(1);
    await vi.waitFor(() => expect(of.at.commands).toEqual(['initialize', 'accept c1']));
    of.say(ESTABLISHED);
    await show(['c1 Connected'], b);
    expect(told(a, b)).toEqual(['newCommEvent c1', 'startCommEvent c1']);
  });

  it('L-07 never begin again what the tab that led had begun', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b] = [await browser.open(), await browser.open()];
    await readyIn(of, a, b);
    of.at.answers.set('/genesys/events', { body: new Promise(() => undefined) });
    const asked = b.tab.agentCommand('makeUnavailable');
    await vi.waitFor(() => expect(of.at.commands).toEqual(['initialize', 'notReady']));
    await settled();
    a.die();
    of.at.answers.set('/genesys/events', { body: { status: 'Success' } });
    expect(await asked).toEqual({ ok: true });
    await vi.waitFor(() => expect(of.at.commands).toHaveLength(3));
    const ids = of.at.posted.filter(({ body }) => body.type === 'notReady').map(({ body }) => body.commandId);
    expect(new Set(ids).size).toBe(1);
    of.say({ eventName: 'EventAgentNotReady' });
    await vi.waitFor(() => expect(b.state.availability.phase).toBe('unavailable'));
  });

  it('L-08 give the lead to a tab that is seen, between calls', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b] = [await browser.open(), await browser.open()];
    await readyIn(of, a, b);
    of.say(RINGING);
    await show(['c1 Alerting'], a, b);
    a.hidden = true;
    a.tab.visibilityChanged();
    await settled();
    browser.clock.advance(3000);
    await settled();
    expect(of.claims).toHaveLength(1);
    of.say({ ...RINGING, eventName: 'EventAbandoned' });
    await show([], a, b);
    await settled();
    browser.clock.advance(3000);
    await vi.waitFor(() => expect(of.claims).toHaveLength(2));
    await available(a, b);
    a.hidden = false;
    a.tab.visibilityChanged();
    browser.clock.advance(10_000);
    await settled();
    expect(of.claims).toHaveLength(2);
  });

  it('L-08 stay as they are when none is seen', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const [a, b] = [await browser.open(), await browser.open()];
    await readyIn(of, a, b);
    for (const page of [a, b]) {
      page.hidden = true;
      page.tab.visibilityChanged();
    }
    await settled();
    browser.clock.advance(10_000);
    await settled();
    expect(of.claims).toHaveLength(1);
  });
});

describe('a page that is loaded again', () => {
  /** In a call, with the page gone. */
  async function inCall(): Promise<{ of: Service; browser: FakeBrowser; page: Page }> {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const page = await browser.open();
    await readyIn(of, page);
    of.say(RINGING, ESTABLISHED);
    await show(['c1 Connected'], page);
    await vi.waitFor(() => expect(told(page)).toHaveLength(2));
    return { of, browser, page };
  }

  it('R-08 shows the same state, call and times again, and tells Fusion nothing twice', async () => {
    const { of, browser, page } = await inCall();
    const before = page.state;
    browser.clock.advance(20_000);
    page.die();
    const after = await browser.open(page);
    await available(after);
    // The line is a new one, and so is the time since which it is up.
    expect({ ...after.state, hops: before.hops }).toEqual(before);
    of.say(RELEASED);
    await show(['c1 Null'], after);
    await settled();
    expect(told(page)).toEqual(['newCommEvent c1', 'startCommEvent c1', 'closeCommEvent c1 WRAPUP']);
    expect(of.at.commands).toEqual(['initialize']);
  });

  it('R-08 keeps a wrap-up that is not done, and closes nothing twice', async () => {
    const { of, browser, page } = await inCall();
    page.fusion.answers.set('closeCommEvent', () => new Promise(() => undefined));
    of.say(RELEASED);
    await show(['c1 Null'], page);
    await settled();
    page.die();
    const after = await browser.open(page);
    await available(after);
    await show(['c1 Null'], after);
    expect(told(page).filter((line) => line.startsWith('close'))).toHaveLength(1);
  });

  it('R-08 starts nothing twice although Fusion had not answered yet', async () => {
    const of = new Service();
    const browser = FakeBrowser.at(of.at);
    const page = await browser.open();
    await readyIn(of, page);
    page.fusion.answers.set('startCommEvent', () => new Promise(() => undefined));
    of.say(RINGING, ESTABLISHED);
    await vi.waitFor(() => expect(told(page)).toHaveLength(2));
    page.die();
    const after = await browser.open(page);
    await available(after);
    await show(['c1 Connected'], after);
    await settled();
    expect(told(page)).toEqual(['newCommEvent c1', 'startCommEvent c1']);
  });

  it('R-08 says why when the line does not come back, and goes on trying', async () => {
    const { of, browser, page } = await inCall();
    page.die();
    of.at.answers.set('/genesys/session', new TypeError('network'));
    const after = await browser.open(page);
    await vi.waitFor(() => expect(after.state.availability).toMatchObject({ failure: { hop: 'service' } }));
    expect(parties(after)).toEqual(['c1 Connected lost']);
    of.at.answers.set('/genesys/session', { body: { ticket: 't1', expiresInMs: 5000 } });
    browser.clock.advance(500);
    await available(after);
    expect(parties(after)).toEqual(['c1 Connected']);
  });

  it.each<[string, (page: Page) => void]>([
    ['by another version', ({ frame }) => frame.kept.set('fusion-cti.desk', '{"agent":"5001","record":{"version":0}}')],
    ['by another agent', ({ frame }) => frame.kept.set('fusion-cti.desk', '{"agent":"5002","record":{}}')],
    ['half', ({ frame }) => frame.kept.set('fusion-cti.desk', '{"agent":')],
    ['not at all', ({ frame }) => (frame.locked = true)],
  ])('R-08 begins anew with what was left %s', async (_, leave) => {
    const { of, browser, page } = await inCall();
    page.die();
    leave(page);
    const after = await browser.open(page);
    expect(after.state).toMatchObject({ availability: { phase: 'unavailable' }, contacts: [] });
    expect(of.claims).toHaveLength(1);
  });

  it('R-08 leaves nothing behind when there is no line to go on with', async () => {
    const { of, page } = await inCall();
    expect(page.frame.kept.get('fusion-cti.desk')).toContain('"session":"s1"');
    of.at.close(4409);
    await vi.waitFor(() => expect(page.state.availability.phase).toBe('failed'));
    await settled();
    expect(page.frame.kept.has('fusion-cti.desk')).toBe(false);
  });
});
