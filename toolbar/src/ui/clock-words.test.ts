// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { momentIn, timeOfDay } from './clock-words.js';
import { speak } from './localisation.js';

const MORNING = new Date(2026, 0, 5, 9, 5).getTime();
const AFTERNOON = new Date(2026, 0, 5, 14, 5).getTime();

const prefer = (...languages: string[]): unknown => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);

afterEach(async () => {
  vi.restoreAllMocks();
  await speak(['en'], () => undefined);
});

describe('moments', () => {
  it('A-05 are written in the language that the toolbar speaks, whatever the browser’s is', async () => {
    prefer('en-US');
    await speak(['de'], () => undefined);
    expect(timeOfDay(AFTERNOON)).toBe('14:05');
    expect(timeOfDay(MORNING)).toBe('09:05');
    expect(momentIn(AFTERNOON, { day: 'numeric', month: 'short' })).toBe('5. Jan.');
  });

  it('A-05 are written as in the country that the browser names of that language', () => {
    prefer('de-DE', 'en-GB', 'en-US');
    expect(timeOfDay(AFTERNOON)).toBe('14:05');
    prefer('en-US');
    expect(timeOfDay(AFTERNOON)).toMatch(/^2:05\sPM$/);
  });
});
