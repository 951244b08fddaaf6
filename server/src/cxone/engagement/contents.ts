import type { MessageContent } from './model.js';

const PLACES: readonly (readonly string[])[] = [
  ['text'],
  ['text', 'content'],
  ['title', 'content'],
  ['title'],
  ['url'],
  ['postback'],
];

/** What an agent reads of it. */
export function readable({ type, payload, fallbackText }: MessageContent): string {
  if (type !== 'TEXT' && typeof fallbackText === 'string' && fallbackText !== '') return fallbackText;
  const texts = PLACES.map((path) => path.reduce<unknown>(inside, payload));
  const text = texts.find((found): found is string => typeof found === 'string' && found !== '');
  return text ?? fallbackText ?? `[${type}]`;
}

function inside(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

export function textContent(text: string): MessageContent {
  return { type: 'TEXT', payload: { text }, fallbackText: text, postback: null };
}
