/** A message as CXone has it: one of its types, each with a payload of its own. */
export interface MessageContent {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly fallbackText: string;
  readonly postback: string;
}

export function textContent(text: string, postback = ''): MessageContent {
  return { type: 'TEXT', payload: { text }, fallbackText: text, postback };
}

/** Where each type has what a person reads first. Types that are not here are shown by their fallback. */
const TEXTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  TEXT: [['text']],
  QUICK_REPLIES: [['text', 'content'], ['text']],
  LIST_PICKER: [['title', 'content'], ['title'], ['text', 'content'], ['text']],
  RICH_LINK: [['title', 'content'], ['title'], ['url']],
  POSTBACK: [['text']],
};

/** Content as one text, for channels that show no more; empty when it has none. */
export function plainText({ type, payload, fallbackText }: MessageContent): string {
  const found = (TEXTS[type] ?? []).map((path) => textAt(payload, path)).find((text) => text !== '');
  return found ?? fallbackText;
}

function textAt(value: unknown, [name, ...rest]: readonly string[]): string {
  if (name === undefined) return typeof value === 'string' ? value : '';
  if (typeof value !== 'object' || value === null) return '';
  return textAt((value as Record<string, unknown>)[name], rest);
}
