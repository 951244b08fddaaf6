import { describe, expect, it } from 'vitest';
import type { HostAnswer } from '@oracle/uef-sdk/host';
import { FakeClock } from '../testing/fake-clock.js';
import { action } from '../testing/fusion-bench.js';
import { NO_FAULTS, parseFaults, withFaults, type Faults } from './faults.js';

const TENANT = { appClassification: 'ORA_SERVICE' };
const faultsOf = (query: string): ReturnType<typeof parseFaults> => parseFaults(new URLSearchParams(query));

describe('faults in the address', () => {
  it('H-36 are none by default', () => {
    expect(faultsOf('')).toEqual({ faults: NO_FAULTS, problems: [] });
  });

  it('H-36 are read from the address, as many as there are', () => {
    expect(
      faultsOf('strict=1&handshake=hang&responses=raw&fail=agentStateEvent:reject&fail=newCommEvent:hang').faults,
    ).toEqual({
      strict: true,
      handshake: 'hang',
      responses: 'raw',
      failing: { agentStateEvent: 'reject', newCommEvent: 'hang' },
    });
  });

  it('H-37 take an operation by its request string too', () => {
    expect(faultsOf('fail=agentStateEventOperation:hang').faults.failing).toEqual({ agentStateEvent: 'hang' });
  });

  it.each([
    ['handshake=maybe', 'handshake is one of answer, hang, reject.'],
    ['responses=none', 'responses is one of full, raw.'],
    ['fail=makeCoffee:hang', 'fail names no operation: "makeCoffee".'],
    ['fail=newCommEvent', 'fail=newCommEvent needs :reject or :hang.'],
  ])('H-38 that make no sense are said, not guessed: %s', (query, problem) => {
    expect(faultsOf(query)).toEqual({ faults: NO_FAULTS, problems: [problem] });
  });
});

describe('faults at work', () => {
  const success: HostAnswer = { result: 'success' };
  const arrange = (): { faults: { current: Faults }; clock: FakeClock; handle: ReturnType<typeof withFaults> } => {
    const faults = { current: NO_FAULTS };
    const clock = new FakeClock(0);
    const handle = withFaults(
      () => faults.current,
      TENANT,
      clock,
      () => Promise.resolve(success),
    );
    return { faults, clock, handle };
  };
  const newComm = action('newCommEvent', { eventId: 'e1' });
  const classified = { ...newComm, appClassification: 'ORA_SERVICE' };

  it('H-39 reject or never answer the chosen operation, from one action to the next', async () => {
    const { faults, handle } = arrange();
    expect(await handle(newComm)).toEqual(success);
    faults.current = { ...NO_FAULTS, failing: { newCommEvent: 'reject' } };
    expect(await handle(newComm)).toMatchObject({ result: 'error', error: { status: 'REJECTED_ON_REQUEST' } });
    faults.current = { ...NO_FAULTS, failing: { newCommEvent: 'hang' } };
    expect(await handle(newComm)).toBeUndefined();
    expect(await handle(action('agentStateEvent', {}))).toEqual(success);
  });

  it('H-40 drop a wrong classification in strict mode only', async () => {
    const { faults, handle } = arrange();
    expect(await handle(newComm)).toEqual(success);
    faults.current = { ...NO_FAULTS, strict: true };
    expect(await handle(newComm)).toBeUndefined();
  });

  it('H-41 give a strict tenant time to look up, so that startCommEvent can overtake newCommEvent', async () => {
    const { faults, clock, handle } = arrange();
    faults.current = { ...NO_FAULTS, strict: true };
    const announced = handle(classified);
    await handle({ ...classified, method: 'startCommEvent' });
    clock.advance(150);
    expect(await announced).toBeUndefined();
  });

  it('H-41 answer a patient toolbar in strict mode', async () => {
    const { faults, clock, handle } = arrange();
    faults.current = { ...NO_FAULTS, strict: true };
    const announced = handle(classified);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    clock.advance(150);
    expect(await announced).toEqual(success);
  });
});
