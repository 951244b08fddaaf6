import { getLocale } from './localisation.js';

/** A moment as the agent's language writes it, in the way of the agent's country where the browser names one of it. */
export function momentIn(at: number, parts: Intl.DateTimeFormatOptions): string {
  const language = getLocale();
  const own = navigator.languages.filter((tag) => tag.toLowerCase().split('-')[0] === language);
  return new Intl.DateTimeFormat([...own, language], parts).format(at);
}

/** The time of day, without seconds. */
export function timeOfDay(at: number): string {
  return momentIn(at, { timeStyle: 'short' });
}
