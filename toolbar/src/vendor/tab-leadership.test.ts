import { describe, expect, it } from 'vitest';
import { FakeLocks } from '../testing/fake-locks.js';
import { settled } from '../testing/settled.js';
import { TabLeadership, type TabLocks } from './tab-leadership.js';

/** Tabs of one browser, and what each was told. */
class Browser {
  readonly locks = new FakeLocks();
  readonly told: string[] = [];

  tab(name: string, locks: TabLocks | undefined = this.locks.page()): TabLeadership {
    const note = (what: string) => () => void this.told.push(`${name} ${what}`);
    return new TabLeadership({ name: 'desk', locks, log: note('log') }, { led: note('led'), deposed: note('deposed') });
  }
}

describe('leadership', () => {
  it('L-03 is one tab’s, and goes to the next when that one resigns or dies', async () => {
    const browser = new Browser();
    const dying = browser.locks.page();
    const [a, b, c] = [browser.tab('a'), browser.tab('b', dying), browser.tab('c')];
    for (const tab of [a, b, c]) tab.stand();
    await settled();
    expect(browser.told).toEqual(['a led']);
    a.resign();
    await settled();
    dying.die();
    await settled();
    expect(browser.told).toEqual(['a led', 'b led', 'c led']);
  });

  it('L-04 does not go to a tab that has withdrawn, and may come back to one that stands again', async () => {
    const browser = new Browser();
    const [a, b] = [browser.tab('a'), browser.tab('b')];
    a.stand();
    b.stand();
    await settled();
    b.resign();
    a.resign();
    await settled();
    expect(browser.told).toEqual(['a led']);
    b.stand();
    b.stand();
    await settled();
    expect(browser.told).toEqual(['a led', 'b led']);
  });

  it('L-07 can be seized, and who had it is told once', async () => {
    const browser = new Browser();
    const [a, b] = [browser.tab('a'), browser.tab('b')];
    a.stand();
    b.stand();
    await settled();
    b.seize();
    b.seize();
    await settled();
    expect(browser.told).toEqual(['a led', 'a deposed', 'b led']);
    a.stand();
    b.resign();
    await settled();
    expect(browser.told.at(-1)).toBe('a led');
  });

  it('L-06 is every tab’s own where the browser has no locks, or refuses them', async () => {
    const browser = new Browser();
    const none = new TabLeadership(
      { name: 'desk', locks: undefined, log: () => undefined },
      { led: () => void browser.told.push('alone led'), deposed: () => undefined },
    );
    none.stand();
    browser.locks.refusal = Object.assign(new Error('no'), { name: 'SecurityError' });
    browser.tab('framed').stand();
    await settled();
    expect(browser.told).toEqual(['alone led', 'framed log', 'framed led']);
  });
});
