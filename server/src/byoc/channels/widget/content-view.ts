import type { MessageContent } from '../../core/content.js';

/** What a click says for the customer: the words, and beside them what the maker of the button wants to hear. */
export interface ButtonView {
  readonly text: string;
  readonly description: string;
  readonly postback: string;
}

export interface LinkView {
  readonly title: string;
  /** http or https, and nothing else. */
  readonly url: string;
}

/** Content of any type as a page may show it: plain texts, buttons that answer, links that are links. */
export interface ContentView {
  readonly text: string;
  readonly buttons: readonly ButtonView[];
  readonly links: readonly LinkView[];
}

const MAX_BUTTONS = 20;
const MAX_LEVELS = 3;
const MAX_BUTTON_TEXT = 200;
const MAX_URL = 2048;
const MAX_POSTBACK = 4096;

type Payload = Readonly<Record<string, unknown>>;

const NOTHING = { buttons: [], links: [] };

/** What each type has beside its words. Types that are not here have their words alone. */
const VIEWS: Readonly<Record<string, (payload: Payload, text: string) => ContentView>> = {
  QUICK_REPLIES: ({ actions }, text) => ({ ...NOTHING, text, buttons: buttonsOf(actions) }),
  LIST_PICKER: ({ actions, text: under }, text) => {
    const more = wordsOf(under);
    return { ...NOTHING, text: more === '' || more === text ? text : `${text}\n${more}`, buttons: buttonsOf(actions) };
  },
  RICH_LINK: ({ url }, text) => ({ ...NOTHING, text, links: linksOf(url, text) }),
  PLUGIN: ({ elements }, text) => {
    const flat = flattened(elements, MAX_LEVELS);
    const words = flat.filter(({ type }) => type === 'TITLE' || type === 'TEXT').map(({ text: said }) => wordsOf(said));
    const buttons = flat.filter(({ type }) => type === 'BUTTON');
    return { ...NOTHING, text: words.join('\n') || text, buttons: buttonsOf(buttons) };
  },
};

/** @param text what any channel can show of it */
export function contentView({ type, payload }: MessageContent, text: string): ContentView {
  return VIEWS[type]?.(payload, text) ?? { ...NOTHING, text };
}

function buttonsOf(actions: unknown): readonly ButtonView[] {
  return objectsIn(actions)
    .map(({ text, description, postback }) => ({
      text: wordsOf(text).slice(0, MAX_BUTTON_TEXT),
      description: wordsOf(description).slice(0, MAX_BUTTON_TEXT),
      postback: wordsOf(postback).slice(0, MAX_POSTBACK),
    }))
    .filter(({ text }) => text !== '')
    .slice(0, MAX_BUTTONS);
}

function linksOf(url: unknown, title: string): readonly LinkView[] {
  const isLink = typeof url === 'string' && url.length <= MAX_URL && URL.canParse(url);
  return isLink && ['https:', 'http:'].includes(new URL(url).protocol) ? [{ title, url }] : [];
}

function flattened(elements: unknown, levels: number): readonly Payload[] {
  if (levels === 0) return [];
  return objectsIn(elements).flatMap((element) => [element, ...flattened(element.elements, levels - 1)]);
}

function objectsIn(value: unknown): readonly Payload[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one): one is Payload => typeof one === 'object' && one !== null);
}

/** A text, or one that lies one level deeper. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { content } = (value ?? {}) as { readonly content?: unknown };
  return typeof content === 'string' ? content : '';
}
