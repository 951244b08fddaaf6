import { configureLocalization, type LocaleModule } from '@lit/localize';
import { knowSentences } from './in-words.js';
import { allLocales, sourceLocale, targetLocales } from './locales/codes.js';

type TargetLocale = (typeof targetLocales)[number];
export type Locale = (typeof allLocales)[number];

/** Loaded when somebody speaks it. */
const LOADERS: Readonly<Record<TargetLocale, () => Promise<LocaleModule>>> = {
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  ja: () => import('./locales/ja.js'),
};

/** Written from right to left, for the day on which a translation into one of them comes. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

const { getLocale, setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: async (locale) => {
    const [module, { VALUED_SENTENCES }] = await Promise.all([
      LOADERS[locale as TargetLocale](),
      import('./valued-sentences.js'),
    ]);
    knowSentences(VALUED_SENTENCES);
    return module;
  },
});

/** The first of the wanted languages that the toolbar speaks, whatever the country: `de-AT` is `de`. */
export function fittingLocale(wanted: readonly (string | undefined)[]): Locale | undefined {
  const languages = wanted.map((tag) => tag?.toLowerCase().split(/[-_]/)[0]);
  return languages.map((language) => allLocales.find((locale) => locale === language)).find(Boolean);
}

/**
 * The toolbar speaks the first of these languages that it knows, else English. Never fails: a language that cannot be
 * loaded must not keep anybody from working.
 */
export async function speak(wanted: readonly (string | undefined)[], log: (message: string) => void): Promise<void> {
  const locale = fittingLocale(wanted) ?? sourceLocale;
  try {
    await setLocale(locale);
  } catch {
    log(`The texts in "${locale}" could not be loaded.`);
  }
  const { documentElement } = document;
  documentElement.lang = getLocale();
  documentElement.dir = RIGHT_TO_LEFT.has(getLocale()) ? 'rtl' : 'ltr';
}

export { getLocale, sourceLocale };
