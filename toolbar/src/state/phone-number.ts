/** `+49 (0)30`: the zero in brackets is for those who call from within the country. */
const TRUNK_ZERO = /^(\s*\+[\d\s.-]*)\(0\)/;
/** What people put between digits when they type or paste a number. */
const DECORATION = /[\s().\-/]/g;
/** E.164 with its plus, or whatever the switch's dial plan knows: extensions, service codes. */
const DIALABLE = /^\+?[0-9*#]{2,20}$/;

/** The number as it is dialled; `undefined` when it is none. */
export function dialable(typed: string): string | undefined {
  const number = typed.replace(TRUNK_ZERO, '$1').replaceAll(DECORATION, '');
  return DIALABLE.test(number) ? number : undefined;
}
