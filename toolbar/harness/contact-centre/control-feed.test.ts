import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ControlError } from './control-api.js';
import { ControlFeed, type FeedItem } from './control-feed.js';

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const NOTHING = { dns: [], calls: [] };

describe('the contact centre feed', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('H-50 looks once a second, rests while the page is hidden, and ends with its subscription', async () => {
    const state = vi.fn(() => Promise.resolve(NOTHING));
    const page = new FakePage();
    const watching = new ControlFeed({ state }).watch(page as unknown as Document).subscribe();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(state).toHaveBeenCalledTimes(3);
    page.turn('hidden');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state).toHaveBeenCalledTimes(3);
    page.turn('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(state).toHaveBeenCalledTimes(4);
    watching.unsubscribe();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state).toHaveBeenCalledTimes(4);
  });

  it('H-51 asks a slow server again only after it has answered', async () => {
    const state = vi.fn(() => new Promise<typeof NOTHING>(() => undefined));
    new ControlFeed({ state }).watch(new FakePage() as unknown as Document).subscribe();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state).toHaveBeenCalledTimes(1);
  });

  it('H-52 tells of a failure and goes on', async () => {
    const state = vi.fn(() => Promise.resolve(NOTHING)).mockRejectedValueOnce(new ControlError('Not there.'));
    const seen: FeedItem[] = [];
    new ControlFeed({ state }).watch(new FakePage() as unknown as Document).subscribe((item) => seen.push(item));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).toEqual([{ problem: 'Not there.' }, { state: NOTHING }]);
  });
});
