import { commandTypes } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import { agentChoices } from '../state/agent-choices.js';
import type { AgentWish } from '../state/agent-wish.js';
import { call, Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

const AGENT = 'onToolbarAgentCommand';
const STATE = 'agentStateEventOperation';
const REASONS = [
  { code: 'LUNCH', text: 'Lunch break' },
  { code: 'MEET', text: 'Meeting' },
];
const LUNCH: AgentWish = { to: 'unavailable', code: 'LUNCH' };
const AT_LUNCH = { code: 'LUNCH', why: 'Lunch break' };
const WRAP_UP = { why: 'After-call work', wrapUp: true };

/** Available at a contact centre that lets agents choose. */
async function atWork(): Promise<Desk> {
  const desk = await Desk.open();
  desk.events.connectionOpened({ level: 'ours', commands: commandTypes(), notReadyReasons: REASONS });
  return desk;
}

/** Available, in a call. */
async function talking(): Promise<Desk> {
  const desk = await atWork();
  desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
  await settled();
  return desk;
}

/** What the switch does, once it has been asked. */
async function tells(desk: Desk, ...happened: readonly ((desk: Desk) => void)[]): Promise<void> {
  for (const happen of happened) happen(desk);
  await settled();
}
const goesToLunch = ({ events }: Desk): void => events.makeAgentUnavailable(AT_LUNCH);
const wrapsUp = ({ events }: Desk): void => events.makeAgentUnavailable(WRAP_UP, 30_000);
const isReady = ({ events }: Desk): void => events.makeAgentAvailable();
const ends = ({ events }: Desk): void => events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));

function offered(desk: Desk): readonly string[] {
  return agentChoices(desk.store.state).choices.map(
    ({ wish, text, chosen }) => `${text ?? wish.to}${chosen ? ' (chosen)' : ''}`,
  );
}

describe('a reason for not being ready', () => {
  it('V-15 goes to the switch as a code, and to Fusion with its text once the switch has said so', async () => {
    const desk = await atWork();
    expect(offered(desk)).toEqual(['available (chosen)', 'Lunch break', 'Meeting', 'signedOff']);
    desk.actions.chooseAgentState(LUNCH);
    await settled();
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
    expect(desk.phase).toBe('leaving');
    await tells(desk, goesToLunch);
    expect(desk.store.state.availability).toMatchObject({ phase: 'unavailable', ...AT_LUNCH });
    expect(desk.fusion.last(STATE)?.fields).toMatchObject({
      IsAvailable: false,
      IsLoggedIn: true,
      State: 'UNAVAILABLE',
      StateDisplayString: 'Lunch break',
      Reason: 'LUNCH',
      ReasonDisplayString: 'Lunch break',
    });
    expect(offered(desk)).toEqual(['available', 'Lunch break (chosen)', 'Meeting', 'signedOff']);
  });

  it('V-15 is asked for once, and another one takes its place', async () => {
    const desk = await atWork();
    await tells(desk, goesToLunch);
    desk.actions.chooseAgentState(LUNCH);
    await settled();
    expect(desk.vendor.asked).toEqual([]);
    desk.actions.chooseAgentState({ to: 'unavailable', code: 'MEET' });
    await settled();
    expect(desk.vendor.asked).toEqual(['unavailable MEET']);
  });

  it('V-15 is offered only where the contact centre takes it, and to those who are signed in', async () => {
    const desk = await Desk.open();
    expect(offered(desk)).toEqual([]);
    desk.events.connectionOpened({ level: 'ours', commands: commandTypes() });
    expect(offered(desk)).toEqual(['available (chosen)', 'unavailable', 'signedOff']);
    await tells(desk, ({ events }) => events.agentLoggedOut());
    expect(offered(desk)).toEqual([]);
  });

  it('V-16 follows the switch when it changes by itself, in Fusion too', async () => {
    const desk = await atWork();
    await tells(desk, goesToLunch);
    await tells(desk, ({ events }) => events.makeAgentUnavailable({ code: 'MEET', why: 'Meeting' }));
    expect(desk.store.state.availability).toMatchObject({ code: 'MEET', why: 'Meeting' });
    expect(desk.fusion.last(STATE)?.fields).toMatchObject({ Reason: 'MEET', ReasonDisplayString: 'Meeting' });
    await tells(desk, isReady);
    expect(desk.fusion.last(STATE)?.fields).toMatchObject({ State: 'AVAILABLE', Reason: null });
  });

  it('V-08 that the switch refuses leaves the agent as they were, and is told', async () => {
    const desk = await atWork();
    await tells(desk, goesToLunch);
    desk.vendor.refuse = new Error('Not now.');
    desk.actions.chooseAgentState({ to: 'unavailable', code: 'MEET' });
    await settled();
    expect(desk.store.state.availability).toMatchObject(AT_LUNCH);
    expect(desk.notices).toEqual(['Your state could not be changed: Not now.']);
  });
});

describe('contradicting wishes', () => {
  it('V-17 come down to the last one, one request at a time', async () => {
    const desk = await atWork();
    const slow = deferred<void>();
    desk.vendor.hold = slow.promise;
    desk.actions.chooseAgentState(LUNCH);
    desk.actions.chooseAgentState({ to: 'available' });
    desk.actions.chooseAgentState({ to: 'unavailable', code: 'MEET' });
    desk.actions.chooseAgentState({ to: 'signedOff' });
    desk.actions.chooseAgentState({ to: 'available' });
    await settled();
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
    slow.resolve();
    await settled();
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH', 'available']);
    await tells(desk, goesToLunch, isReady);
    expect(desk.phase).toBe('available');
    expect(desk.fusion.trace.at(-1)).toBe(`${STATE} AVAILABLE`);
  });

  it('V-17 come down to the one under way, when the last is the same', async () => {
    const desk = await atWork();
    const slow = deferred<void>();
    desk.vendor.hold = slow.promise;
    for (const wish of [LUNCH, { to: 'available' }, LUNCH] as const) desk.actions.chooseAgentState(wish);
    slow.resolve();
    await settled();
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
  });

  it('V-17 tell whoever was overtaken, and show no failure that nobody waits for', async () => {
    const desk = await atWork();
    const slow = deferred<void>();
    desk.vendor.hold = slow.promise;
    desk.actions.chooseAgentState(LUNCH);
    const overtaken = desk.fusion.command(AGENT, { command: 'makeUnavailable' });
    await settled();
    const last = desk.fusion.command(AGENT, { command: 'makeAvailable' });
    await settled();
    desk.vendor.refuse = new Error('No.');
    slow.resolve();
    expect(await overtaken).toMatchObject({
      result: 'failure',
      resultDisplayString: 'Something else was asked for afterwards.',
    });
    // The refused wish has left the agent available, which is what was wished for last.
    expect(await last).toMatchObject({ result: 'success' });
    expect(desk.phase).toBe('available');
    expect(desk.notices).toEqual([]);
  });
});

describe('what comes next', () => {
  it('V-18 is chosen during a call, and comes when the call is over', async () => {
    const desk = await talking();
    desk.actions.chooseAgentState(LUNCH);
    await settled();
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.phase).toBe('available');
    expect(agentChoices(desk.store.state).later).toBe(true);
    expect(offered(desk)).toEqual(['available', 'Lunch break (chosen)', 'Meeting', 'signedOff']);
    await tells(desk, ends);
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
    expect(desk.store.state.next).toBeUndefined();
  });

  it('V-18 can be changed, and taken back', async () => {
    const desk = await talking();
    desk.actions.chooseAgentState(LUNCH);
    desk.actions.chooseAgentState({ to: 'signedOff' });
    expect(desk.store.state.next).toEqual({ to: 'signedOff' });
    desk.actions.chooseAgentState({ to: 'signedOff' });
    expect(desk.store.state.next).toBeUndefined();
    desk.actions.chooseAgentState(LUNCH);
    desk.actions.cancelNextAgentState();
    await tells(desk, ends);
    expect(desk.vendor.asked).toEqual([]);
  });

  it('V-18 waits for after-call work, and comes a moment before the switch would send the next call', async () => {
    const desk = await talking();
    desk.actions.chooseAgentState(LUNCH);
    await tells(desk, wrapsUp, ends);
    desk.clock.advance(29_499);
    expect(desk.vendor.asked).toEqual([]);
    desk.clock.advance(1);
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
    await tells(desk, goesToLunch);
    expect(desk.store.state.availability).toMatchObject(AT_LUNCH);
  });

  it('V-18 comes at once when the agent ends after-call work, instead of available', async () => {
    const desk = await talking();
    await tells(desk, wrapsUp, ends);
    desk.actions.chooseAgentState({ to: 'signedOff' });
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual(['sign off']);
    expect(desk.store.state.next).toBeUndefined();
  });

  it('V-18 is left to the switch where it comes true by itself', async () => {
    const desk = await talking();
    desk.actions.chooseAgentState({ to: 'available' });
    await tells(desk, wrapsUp, ends);
    desk.clock.advance(30_000);
    await tells(desk, isReady);
    expect(desk.vendor.asked).toEqual([]);
    expect(desk.store.state.next).toBeUndefined();
    expect(desk.phase).toBe('available');
  });

  it('V-18 waits for the line when that breaks meanwhile', async () => {
    const desk = await talking();
    desk.actions.chooseAgentState(LUNCH);
    desk.events.connectionLost({ hop: 'socket', reason: 'Gone.', retryable: true });
    await tells(desk, ends);
    expect(desk.vendor.asked).toEqual([]);
    desk.events.connectionOpened({ level: 'ours', commands: commandTypes(), notReadyReasons: REASONS });
    await tells(desk, ({ events }) => events.agentStateKnown({ state: 'Ready' }));
    expect(desk.vendor.asked).toEqual(['unavailable LUNCH']);
  });
});

describe('signing off', () => {
  it('V-20 is asked of the switch, and told to Fusion when it is done', async () => {
    const desk = await atWork();
    desk.actions.chooseAgentState({ to: 'signedOff' });
    await settled();
    expect(desk.vendor.asked).toEqual(['sign off']);
    await tells(desk, ({ events }) => events.agentLoggedOut());
    expect(desk.store.state.availability).toMatchObject({ phase: 'unavailable', why: 'Signed off', signedOff: true });
    expect(desk.fusion.last(STATE)?.fields).toMatchObject({ IsAvailable: false, IsLoggedIn: false });
    await desk.actions.toggleAgentAvailability();
    expect(desk.vendor.asked).toEqual(['sign off', 'available']);
  });
});

describe('the agent commands of Fusion', () => {
  const reply = async (desk: Desk, command: string): Promise<unknown> =>
    (await desk.fusion.command(AGENT, { command })).outData;

  it('C-21 tell the state with its reason, and what is going on', async () => {
    const desk = await talking();
    expect(await reply(desk, 'getActiveEngagements')).toEqual({ activeCount: 1, engagements: [{ eventId: 'e1' }] });
    await tells(desk, ends, goesToLunch);
    expect(await reply(desk, 'getCurrentAgentState')).toEqual({
      channel: 'PHONE',
      channelType: 'ORA_SVC_PHONE',
      isAvailable: false,
      isLoggedIn: true,
      state: 'UNAVAILABLE',
      stateDisplayString: 'Lunch break',
      reason: 'LUNCH',
      reasonDisplayString: 'Lunch break',
    });
    expect(await reply(desk, 'getActiveEngagements')).toEqual({ activeCount: 0, engagements: [] });
    await tells(desk, isReady);
    expect(await reply(desk, 'getCurrentAgentState')).toMatchObject({ isAvailable: true, reason: null });
  });

  it('C-21 keep calls away also from after-call work, and leave a break what it is', async () => {
    const desk = await talking();
    await tells(desk, wrapsUp, ends);
    await desk.fusion.command(AGENT, { command: 'makeUnavailable' });
    expect(desk.vendor.asked).toEqual(['unavailable']);
    await tells(desk, goesToLunch);
    await desk.fusion.command(AGENT, { command: 'makeUnavailable' });
    expect(desk.vendor.asked).toHaveLength(1);
    await desk.fusion.command(AGENT, { command: 'makeAvailable' });
    expect(desk.vendor.asked).toEqual(['unavailable', 'available']);
  });
});
