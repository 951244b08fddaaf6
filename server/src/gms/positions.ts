import { GmsError } from './errors.js';
import type { GmsOptions } from './options.js';
import type { Params } from './params.js';

/** Nothing has such an index. */
const NONE = Number.MAX_SAFE_INTEGER;

/** `transcriptPosition` means three things: what is answered without one, and with 0. From 1 on they agree. [D, O] */
const MEANINGS = {
  refresh: { absent: 1, zero: NONE },
  posting: { absent: NONE, zero: NONE },
  notifications: { absent: 1, zero: 1 },
} as const;

export type PositionMeaning = keyof typeof MEANINGS;

/**
 * The index from which events are wanted.
 * @throws GmsError 901 in strict mode, when it is no number of that kind
 */
export function positionOf({ text }: Params, meaning: PositionMeaning, { strict }: GmsOptions): number {
  const { absent, zero } = MEANINGS[meaning];
  const given = text.transcriptPosition;
  if (given === undefined || given === '') return absent;
  if (!/^\d{1,15}$/.test(given)) {
    if (strict) throw GmsError.of(901, 'transcriptPosition is no number from 0 on.');
    return absent;
  }
  return Number(given) === 0 ? zero : Number(given);
}
