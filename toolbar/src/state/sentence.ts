/**
 * Marks a sentence that the agent reads in their own language: it is translated like the texts of `ui`, which looks it
 * up by its English words. Fusion and the log get it in English.
 */
export const sentence: Mark = (english) => english;

/** The property is what `lit-localize extract` knows the functions by whose texts it takes. */
type Mark = ((english: string) => string) & { _LIT_LOCALIZE_MSG_?: never };
