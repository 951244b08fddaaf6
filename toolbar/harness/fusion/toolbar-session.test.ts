import { describe, expect, it } from 'vitest';
import { FusionBench, TOOK } from '../testing/fusion-bench.js';
import { phoneStatus } from './fusion-state.js';

async function announcing(features: readonly unknown[]): Promise<FusionBench> {
  const bench = new FusionBench();
  bench.reply = (command) =>
    Promise.resolve(
      command === 'getActiveInteractionCommands'
        ? { ...TOOK, outData: { supportedCommands: ['hold', 'unhold'], supportedFeatures: features } }
        : TOOK,
    );
  await bench.ready();
  await Promise.resolve();
  return bench;
}

describe('the phone icon', () => {
  it('H-10 is disabled, then idle, then what the toolbar reports', async () => {
    const bench = new FusionBench();
    const seen = [phoneStatus(bench.fusion.state, 'PHONE')];
    const note = (): number => seen.push(phoneStatus(bench.fusion.state, 'PHONE'));
    await bench.ready();
    note();
    await bench.publish('agentStateEvent', { isAvailable: true, isLoggedIn: true, state: 'AVAILABLE' });
    note();
    await bench.publish('agentStateEvent', { isAvailable: false, isLoggedIn: true, reasonDisplayString: 'On Break' });
    note();
    await bench.publish('agentStateEvent', { isAvailable: false, isLoggedIn: false, state: 'DISCONNECTED' });
    note();
    await bench.publish('readyForOperation', { readiness: false });
    note();
    expect(seen).toEqual(['disabled', 'idle', 'available', 'unavailable', 'idle', 'disabled']);
  });

  it('H-10 stays disabled while an agent state comes before readiness, and then shows that state', async () => {
    const bench = new FusionBench();
    await bench.publish('agentStateEvent', { isAvailable: true, isLoggedIn: true });
    expect(phoneStatus(bench.fusion.state, 'PHONE')).toBe('disabled');
    await bench.ready();
    expect(phoneStatus(bench.fusion.state, 'PHONE')).toBe('available');
  });

  it('H-11 keeps each channel apart', async () => {
    const bench = new FusionBench();
    await bench.ready();
    await bench.publish('agentStateEvent', { channel: 'CHAT', isAvailable: true, isLoggedIn: true });
    expect(phoneStatus(bench.fusion.state, 'CHAT')).toBe('available');
    expect(phoneStatus(bench.fusion.state, 'PHONE')).toBe('idle');
  });
});

describe('what the toolbar announces', () => {
  it('H-12 is asked for once per page, after readiness', async () => {
    const bench = await announcing([{ name: 'transcriptEnabled', isEnabled: true }]);
    await bench.ready();
    expect(bench.sentAs('agent')).toEqual([{ command: 'getActiveInteractionCommands' }]);
    expect(bench.fusion.state.announced).toEqual({ commands: ['hold', 'unhold'], transcript: true });
    bench.fusion.toolbarLoaded();
    expect(bench.fusion.state).toMatchObject({ ready: false, announced: undefined });
    await bench.ready();
    expect(bench.sentAs('agent')).toHaveLength(2);
  });

  it('H-13 keeps contacts through a reload of the toolbar', async () => {
    const bench = new FusionBench();
    await bench.newComm('e1');
    await bench.startComm('e1');
    bench.fusion.toolbarLoaded();
    expect(bench.phase('e1')).toBe('Engaged');
    expect(await bench.closeComm('e1', 'WRAPUP')).toMatchObject({ result: 'success' });
  });
});

describe('the rest of the toolbar', () => {
  it('H-34 caps a size beyond the limits and reports it without rejecting', async () => {
    const bench = new FusionBench();
    const answer = await bench.publish('SetToolbarProperties', { width: 900, height: 400 });
    expect(answer).toEqual({ result: 'error', error: 'The toolbar is at most 470 by 470.' });
    expect(bench.fusion.state.toolbarSize).toEqual({ width: 470, height: 400 });
  });

  it('H-35 refuses an operation that it does not have', async () => {
    expect(await new FusionBench().publish('makeCoffee')).toMatchObject({
      result: 'error',
      error: { status: 'UNSUPPORTED_ACTION' },
    });
  });
});

describe('live transcript', () => {
  const spoken = (message: string, state: string): Record<string, unknown> => ({
    eventId: 'e1',
    messageId: 'm1',
    role: 'END_USER',
    message,
    state,
    time: 1,
  });

  it('H-32 replaces a line by its id and keeps its place', async () => {
    const bench = await announcing([{ name: 'transcriptEnabled', isEnabled: true }]);
    await bench.newComm('e1');
    await bench.startComm('e1');
    await bench.publish('FeedLiveTranscript', spoken('', 'STARTED'));
    await bench.publish('FeedSystemMessage', {
      eventId: 'e1',
      messageId: 's1',
      type: 'WorkJoin',
      username: 'Ava',
      time: 2,
    });
    await bench.publish('FeedLiveTranscript', spoken('Good mor', 'INPROGRESS'));
    await bench.publish('FeedLiveTranscript', spoken('Good morning', 'COMPLETE'));
    expect(bench.fusion.state.engagements[0]?.transcript).toEqual([
      { messageId: 'm1', speaker: 'customer', text: 'Good morning', final: true, time: 1 },
      { messageId: 's1', speaker: 'system', text: 'Ava joined', final: true, time: 2 },
    ]);
  });

  it('H-33 is refused unless the toolbar announced it', async () => {
    const bench = await announcing([{ name: 'transcriptEnabled', isEnabled: false }]);
    await bench.newComm('e1');
    await bench.startComm('e1');
    expect(await bench.publish('FeedLiveTranscript', spoken('Hello', 'COMPLETE'))).toMatchObject({
      result: 'error',
      error: { status: 'FEATURE_DISABLED' },
    });
  });

  it('H-33 is refused without a started call', async () => {
    const bench = await announcing([{ name: 'transcriptEnabled', isEnabled: true }]);
    await bench.newComm('e1');
    expect(await bench.publish('FeedLiveTranscript', spoken('Hello', 'COMPLETE'))).toMatchObject({
      result: 'error',
      error: { status: 'NO_ENGAGEMENT' },
    });
  });
});
