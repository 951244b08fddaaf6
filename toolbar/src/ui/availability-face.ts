import { msg, str } from '@lit/localize';
import type { TemplateResult } from 'lit';
import type { Availability } from '../state/availability.js';
import { callDuration } from '../state/duration.js';
import { HOP_NAMES, HOP_STEPS } from './hop-words.js';
import { checkIcon, headsetIcon } from './icons.js';
import { inWords } from './in-words.js';

/** What the wide button says. */
export interface Face {
  readonly title: string;
  readonly detail: string;
  /** The detail says what a press does, and so belongs to the name; else it only describes. */
  readonly says?: boolean;
  readonly icon: TemplateResult;
  readonly tone: 'primary' | 'on' | 'busy';
  readonly since?: number;
}

/** `next`: in words, what was chosen to come after it. */
export function faceOf(availability: Exclude<Availability, { phase: 'failed' }>, now: number, next?: string): Face {
  switch (availability.phase) {
    case 'unavailable':
      return {
        // A press leads to what was chosen to come after it.
        title: availability.wrapUp === true && next !== undefined ? msg('End after-call work') : msg('Go available'),
        detail: pauseText(availability, now, next),
        icon: headsetIcon(),
        tone: 'primary',
        ...(availability.pause !== undefined && { since: availability.pause.since }),
      };
    case 'connecting':
      return {
        title: msg('Connecting…'),
        detail: HOP_STEPS[availability.step](),
        icon: headsetIcon(),
        tone: 'busy',
      };
    case 'available':
      return {
        title: msg('Available'),
        detail: msg('Select to go unavailable'),
        says: true,
        icon: checkIcon(),
        tone: 'on',
        since: availability.since,
      };
    case 'leaving':
      return {
        title: msg('Going unavailable…'),
        detail: msg('Waiting for the phone switch and Fusion'),
        icon: headsetIcon(),
        tone: 'busy',
      };
  }
}

/** Why there are no calls and, where the switch ends that by itself, when. */
function pauseText(
  { why, pause }: Extract<Availability, { phase: 'unavailable' }>,
  now: number,
  next: string | undefined,
): string {
  const words = why === undefined ? msg('You are not taking calls') : inWords(why);
  if (pause?.until === undefined) return words;
  const left = callDuration(pause.until - now);
  return next === undefined ? msg(str`${words} · available again in ${left}`) : msg(str`${words} · ${next} in ${left}`);
}

/** For those who hear the toolbar. Without durations: they would be read out every second. */
export function statusText(availability: Availability): string {
  switch (availability.phase) {
    case 'unavailable':
      return availability.why === undefined
        ? msg('You are unavailable.')
        : msg(str`You are unavailable: ${inWords(availability.why)}.`);
    case 'connecting':
      return msg(str`Connecting: ${HOP_STEPS[availability.step]()}.`);
    case 'available':
      return msg('You are available.');
    case 'leaving':
      return msg('Going unavailable.');
    case 'failed':
      return msg(str`Not available. ${HOP_NAMES[availability.failure.hop]()}: ${inWords(availability.failure.reason)}`);
  }
}
