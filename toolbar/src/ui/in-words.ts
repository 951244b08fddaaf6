import { msg } from '@lit/localize';

/** A sentence with values in it, recognised by its English words; the values are what the groups caught. */
export type ValuedSentence = readonly [pattern: RegExp, words: (...values: string[]) => string];

let valued: readonly ValuedSentence[] = [];

/** What sentences of the seams with values in them are in another language. */
export function knowSentences(sentences: readonly ValuedSentence[]): void {
  valued = sentences;
}

/** What a seam, or the contact centre, says in English, in the language of the agent; as it is when nobody knows it. */
export function inWords(english: string): string {
  // As something else than `msg`: the extraction takes only what is written out.
  const whole = (msg as (text: string) => string)(english);
  if (whole !== english) return whole;
  for (const [pattern, words] of valued) {
    const found = pattern.exec(english);
    if (found !== null) return words(...found.slice(1));
  }
  return english;
}
