import { afterEach, expect, test } from 'vitest';
import { dialable } from '../state/phone-number.js';
import { formatNumber } from './phone-format.js';
import { loadNumberFormat, setHomeCountry, shownNumber } from './phone-numbers.js';

afterEach(() => setHomeCountry(undefined));

test.each([
  ['+493012345678', 'DE', '030 12345678'],
  ['+493012345678', 'US', '+49 30 12345678'],
  ['+14155550100', 'us', '(415) 555-0100'],
  ['4155550100', 'US', '(415) 555-0100'],
  ['+33142685300', undefined, '+33 1 42 68 53 00'],
  ['+81312345678', 'JP', '03-1234-5678'],
  ['+14155550100', 'XX', '+1 415 555 0100'],
])('A-09 %s is shown in %s as %s', (number, country, shown) => {
  expect(formatNumber(number, country)).toBe(shown);
});

test.each(['7001', '*21#', '112', 'anonymous', '', '+1', '+999123456'])('A-09 %s stays as it is', (number) => {
  expect(formatNumber(number, 'DE')).toBe(number);
});

test.each([
  ['+49 30 12345678', '+493012345678'],
  ['+49 (0)30 12345678', '+493012345678'],
  ['(415) 555-0100', '4155550100'],
])('A-09 %s, as it is shown or written, is dialled as %s', (shown, dialled) => {
  expect(dialable(shown)).toBe(dialled);
});

test('A-09 a number is there at once, and well written as soon as the rules are', async () => {
  expect(shownNumber('+493012345678')).toBe('+493012345678');
  setHomeCountry('DE');
  await loadNumberFormat();
  expect(shownNumber('+493012345678')).toBe('030 12345678');
});
