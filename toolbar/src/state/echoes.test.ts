import { expect, test } from 'vitest';
import { Echoes } from './echoes.js';

test('What comes back is told from what somebody else wrote', () => {
  const echoes = new Echoes();
  for (const value of ['B', 'Br', 'Bro']) echoes.send(value);
  expect(echoes.hears('Br')).toBe(true);
  expect(echoes.hears('B')).toBe(false);
  expect(echoes.hears('Bro')).toBe(false);
});

test('What was sent before something that arrived is not waited for any more', () => {
  const echoes = new Echoes();
  for (const value of ['A', 'B']) echoes.send(value);
  echoes.arrived('B');
  expect(echoes.hears('A')).toBe(false);
});
