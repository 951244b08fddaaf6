/** Light or dark: the address, else the last choice, else what the system prefers. */
import type { Theme } from './page-options.js';

const STORED_AS = 'fusion-cti-theme';

export function initialTheme(asked: Theme | undefined): Theme {
  if (asked !== undefined) return asked;
  const stored = localStorage.getItem(STORED_AS);
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function storeTheme(theme: Theme): void {
  localStorage.setItem(STORED_AS, theme);
}

export function applyTheme(theme: Theme, page: Document): void {
  page.documentElement.dataset.theme = theme;
}
