import { type TInteger, type TOptional, Type } from 'typebox';

/** Which page of a list is asked for. `most`: entities of the largest page. */
export function pageQuery(most: number): { pageSize: TOptional<TInteger>; pageNumber: TOptional<TInteger> } {
  return {
    pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: most, default: 25 })),
    pageNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
  };
}

export interface PageRequest {
  readonly pageSize?: number;
  readonly pageNumber?: number;
}

/** One page of a list, in the fields that all lists of the platform have. A list without entities has one page. */
export function pageOf<T>(all: readonly T[], { pageSize = 25, pageNumber = 1 }: PageRequest) {
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount: Math.max(1, Math.ceil(all.length / pageSize)),
  };
}
