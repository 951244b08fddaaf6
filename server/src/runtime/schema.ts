import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** A schema, compiled: checks a value, and says in sentences what does not fit. */
export interface Checker<T> {
  fits(value: unknown): value is T;
  /** One sentence a problem, each naming the field, for example `/port must be <= 65535`. */
  problems(value: unknown): string[];
}

/** To compile takes two hundred times as long as to check: who asks again for each answer gets the same. */
const CHECKERS = new WeakMap<TSchema, Checker<unknown>>();

export function checkerOf<S extends TSchema>(schema: S): Checker<Static<S>> {
  const known = CHECKERS.get(schema);
  if (known !== undefined) return known as Checker<Static<S>>;
  const compiled = Compile(schema);
  const checker: Checker<Static<S>> = {
    fits: (value): value is Static<S> => compiled.Check(value),
    problems: (value) => compiled.Errors(value).map((error) => problemSentence(error)),
  };
  CHECKERS.set(schema, checker);
  return checker;
}

export interface SchemaProblem {
  readonly instancePath: string;
  readonly message: string;
  readonly params?: unknown;
}

export function problemSentence(problem: SchemaProblem): string {
  const place = problem.instancePath === '' ? 'the body' : problem.instancePath;
  return `${place} ${problem.message}`;
}
