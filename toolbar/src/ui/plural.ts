import { getLocale } from './localisation.js';

/** The form that the agent's language has for this many. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  return new Intl.PluralRules(getLocale()).select(count) === 'one' ? forms.one : forms.other;
}
