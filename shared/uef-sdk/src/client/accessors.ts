/** Getters and setters made from tables: one row per key instead of one method per key. */

/** Accessor name to the key it stands for; several keys are read in order, the first that is present counts. */
export type AccessorTable = Readonly<Record<string, string | readonly string[]>>;

export type Setters<Table> = { readonly [Name in keyof Table]: (value: unknown) => void };
export type Getters<Table> = { readonly [Name in keyof Table]: () => string };

/** One setter per row, each of which writes its key. */
export function settersOf<Table extends Readonly<Record<string, string>>>(
  table: Table,
  write: (key: string, value: unknown) => void,
): Setters<Table> {
  const setters = Object.entries(table).map(([name, key]) => [name, (value: unknown) => write(key, value)] as const);
  return Object.fromEntries(setters) as Setters<Table>;
}

/** One getter per row; a key that is not there reads as an empty string, since the declared type is string (assumption). */
export function gettersOf<Table extends AccessorTable>(
  table: Table,
  record: Readonly<Record<string, unknown>>,
): Getters<Table> {
  const getters = Object.entries(table).map(([name, keys]) => [name, () => readText(record, keys)] as const);
  return Object.fromEntries(getters) as Getters<Table>;
}

/** The first of the keys that is present, as text. Numbers and booleans are written out: tokens are always text. */
export function readText(record: Readonly<Record<string, unknown>>, keys: string | readonly string[]): string {
  for (const key of typeof keys === 'string' ? [keys] : keys) {
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return '';
}
