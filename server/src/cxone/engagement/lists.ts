import { Type } from 'typebox';

const MOST = 200;

/** Which page of a list is asked for. */
export const PageQuery = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST })),
};

/** One page of a list. */
export function pageOf<T>(
  all: readonly T[],
  { page = 1, size = 25 }: { readonly page?: number; readonly size?: number },
) {
  const data = all.slice((page - 1) * size, page * size);
  return { totalRecords: all.length, data, _links: {} };
}

/** [A] The next part of a list that goes on where the last one ended: the token is a place in it. */
export function scrolled<T>(all: readonly T[], scrollToken = '') {
  const from = /^\d{1,9}$/.test(scrollToken) ? Number(scrollToken) : 0;
  const data = all.slice(from, from + MOST);
  const next = from + data.length;
  return { hits: all.length, data, scrollToken: next < all.length ? String(next) : null };
}

export const Texts = Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 500 }));

/** Whether a filter that was not given, or names it, lets this through. */
export function isAmong(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
