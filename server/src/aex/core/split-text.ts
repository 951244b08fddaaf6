/** Line feeds and tabs are text; other control characters are none. */
const UNFIT = /(?![\n\t])\p{Cc}|\p{Surrogate}/gu;

/** What a user has written, without what no text has. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNFIT, '');
}

/**
 * Parts of at most `limit` characters, cut between words where there are any.
 * @returns at least one part; the blanks at a cut are gone, everything else is there in its order
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

function cutOf(text: string, limit: number): number {
  const blank = Math.max(...[' ', '\n', '\t'].map((space) => text.lastIndexOf(space, limit)));
  if (blank > 0 && text.slice(0, blank).trim() !== '') return blank;
  // Half a character would be none: its first half goes with the second.
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isHalf ? limit - 1 : limit;
}
