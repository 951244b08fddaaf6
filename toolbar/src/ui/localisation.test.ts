// @vitest-environment happy-dom
import { html, render } from 'lit';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ERROR_CATALOGUE } from '@fusion-cti/protocol';
import { inWords } from './in-words.js';
import { fittingLocale, getLocale, speak } from './localisation.js';
import './cti-notice.js';
import { VALUED_SENTENCES } from './valued-sentences.js';

const SRC = join(import.meta.dirname, '..');
const log: string[] = [];
const say = (wanted: readonly (string | undefined)[]): Promise<void> => speak(wanted, (line) => log.push(line));

function sources(folder: string): string {
  const files = readdirSync(join(SRC, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return files.map((name) => readFileSync(join(SRC, folder, name), 'utf8')).join('\n');
}

afterEach(() => say(['en']));

describe('A-05 the language', () => {
  test.each([
    [['de-AT', 'en'], 'de'],
    [['pt-BR', 'fr-CA', 'en'], 'fr'],
    [['JA'], 'ja'],
    [['es_MX'], 'es'],
    [['pt-BR', undefined], undefined],
    [[], undefined],
  ])('A-05 of %j is %s', (wanted, fitting) => {
    expect(fittingLocale(wanted)).toBe(fitting);
  });

  test('A-05 is said to the page, for those who hear it', async () => {
    await say(['pt', 'de-CH']);
    expect(getLocale()).toBe('de');
    expect(document.documentElement.lang).toBe('de');
    expect(document.documentElement.dir).toBe('ltr');
    await say(['pt']);
    expect(document.documentElement.lang).toBe('en');
  });
});

describe('A-07 what was refused', () => {
  test.each([
    ['The call could not be answered', 'Der Anruf konnte nicht angenommen werden'],
    [ERROR_CATALOGUE['dn-busy'].sentence, 'Auf der Leitung ist schon ein Anruf. Beenden Sie ihn zuerst.'],
    ['The call to +1 415 could not be placed', 'Der Anruf an +1 415 kam nicht zustande'],
    ['Fusion refused newCommEvent: no such contact', 'Fusion hat newCommEvent abgelehnt: no such contact'],
    ['Fusion was not told about the call (Maria)', 'Fusion weiß nichts von dem Anruf (Maria)'],
    ['Something that nobody has translated.', 'Something that nobody has translated.'],
  ])('A-07 is said in German: %s', async (english, german) => {
    expect(inWords(english)).toBe(english);
    await say(['de']);
    expect(inWords(english)).toBe(german);
  });

  test('A-07 stands so in a notice', async () => {
    await say(['fr']);
    const notice = { id: 'n', what: 'You are still available', why: 'Nobody knows.', retryable: true };
    render(html`<cti-notice .notice=${notice}></cti-notice>`, document.body);
    const element = document.querySelector('cti-notice')!;
    await element.updateComplete;
    expect(element.renderRoot.querySelector('h2')?.textContent).toBe('Vous êtes toujours disponible');
    expect([...element.renderRoot.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
      'Réessayer',
      'Ignorer',
    ]);
  });

  test('A-07 sentences with values are those that the seams say', () => {
    const said = sources('fusion') + sources('vendor');
    for (const [pattern, words] of VALUED_SENTENCES) {
      const english = words('1', '2');
      const start = /^\^\(?([^(\\[.]+)/.exec(pattern.source)?.[1] ?? '';
      expect(said, pattern.source).toContain(start.split(' ').slice(0, 4).join(' ').trim());
      if (!english.startsWith('1')) expect(english).toMatch(pattern);
    }
  });
});
