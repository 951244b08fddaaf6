import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SIDE = /(?:^|[;{\s])((?:[a-z-]+-)?(?:left|right)(?:-[a-z]+)?\s*:[^;]+)/g;
const SIDE_VALUE = /((?:text-align|float|clear|justify-content|align-self)\s*:\s*(?:left|right)\b)/g;
const FOUR_VALUES = /((?:margin|padding|inset|border-width|border-radius)\s*:([^;{}]+);)/g;

const files = readdirSync(import.meta.dirname).filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith('.test.ts'));

/** Places where a style speaks of left and right, or means them: the four-value shorthands go round by the clock. */
function physical(source: string): string[] {
  const styles = source.startsWith(':root') || !source.includes('css`') ? [source] : source.split('css`').slice(1);
  const found = styles.flatMap((style) =>
    [...style.matchAll(SIDE), ...style.matchAll(SIDE_VALUE)].map(([, it]) => it!),
  );
  const lopsided = styles.flatMap((style) =>
    [...style.matchAll(FOUR_VALUES)]
      .filter(([, , values]) => {
        const [, right, , left] = values!.trim().split(/\s+(?![^(]*\))/);
        return left !== undefined && left !== right;
      })
      .map(([, it]) => it!),
  );
  return [...found, ...lopsided];
}

test.each(files)('A-08 %s knows beginning and end, not left and right', (name) => {
  expect(physical(readFileSync(join(import.meta.dirname, name), 'utf8'))).toEqual([]);
});

test.each([
  'css`a { margin-left: 4px; }`',
  'css`a { left: 0; }`',
  'css`a { text-align: right; }`',
  'css`a { padding: 1px 2px 3px 4px; }`',
])('A-08 is checked: %s would be found', (style) => {
  expect(physical(style)).toHaveLength(1);
});
