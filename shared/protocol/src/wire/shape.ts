/**
 * The shape of a frame as data. From one table come the TypeScript type, the check that the toolbar runs on everything
 * it receives, and the JSON Schema in the documentation: they cannot drift apart. A schema library would do the same
 * for a quarter of the toolbar's size budget.
 */
type Kind = 'string' | 'number' | 'boolean' | 'object' | 'list';
type OptionalKind = `${Kind}?`;
/** A kind, an optional kind, or the strings allowed. */
type Field = Kind | OptionalKind | readonly string[];
export type Shape = Readonly<Record<string, Field>>;

interface KindTypes {
  string: string;
  number: number;
  boolean: boolean;
  object: Readonly<Record<string, unknown>>;
  list: readonly unknown[];
}
type FieldType<F> = F extends readonly string[]
  ? F[number]
  : F extends `${infer K extends Kind}?`
    ? KindTypes[K]
    : F extends Kind
      ? KindTypes[F]
      : never;
type OptionalKeys<S extends Shape> = { [K in keyof S]: S[K] extends OptionalKind ? K : never }[keyof S];

/** The TypeScript type of whatever fits a shape. */
export type ShapeOf<S extends Shape> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: FieldType<S[K]>;
} & { readonly [K in OptionalKeys<S>]?: FieldType<S[K]> };

/** No text of the wire is longer; a longer one is not ours. */
export const MAX_TEXT = 4096;

/** Whether a value has every field of the shape, each of its kind. Fields beyond the shape are allowed. */
export function fits<S extends Shape>(shape: S, value: unknown): value is ShapeOf<S> {
  if (!isRecord(value)) return false;
  return Object.entries(shape).every(([name, field]) => fieldFits(field, value[name]));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const KIND_CHECKS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string' && value.length <= MAX_TEXT,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  object: isRecord,
  list: Array.isArray,
};

function fieldFits(field: Field, value: unknown): boolean {
  if (typeof field !== 'string') return typeof value === 'string' && field.includes(value);
  const { kind, optional } = readField(field);
  return (optional && value === undefined) || KIND_CHECKS[kind](value);
}

function readField(field: Kind | OptionalKind): { kind: Kind; optional: boolean } {
  return field.endsWith('?')
    ? { kind: field.slice(0, -1) as Kind, optional: true }
    : { kind: field as Kind, optional: false };
}

const JSON_KINDS: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  string: { type: 'string', maxLength: MAX_TEXT },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
  list: { type: 'array' },
};

/** The same shape as JSON Schema, for documentation and for validators written by others. */
export function jsonSchemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  const fields = Object.entries(shape);
  return {
    type: 'object',
    required: fields.filter(([, field]) => typeof field !== 'string' || !field.endsWith('?')).map(([name]) => name),
    properties: Object.fromEntries(
      fields.map(([name, field]) => [
        name,
        typeof field === 'string' ? JSON_KINDS[readField(field).kind] : { type: 'string', enum: field },
      ]),
    ),
  };
}
