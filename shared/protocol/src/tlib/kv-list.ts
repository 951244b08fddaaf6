/**
 * KVList: ordered key-value pairs that may hold a key twice. UserData, Reasons and Extensions are KVLists, so an
 * object would lose both order and duplicates on the wire.
 */
export type KVPair =
  | { readonly key: string; readonly type: 'str'; readonly value: string }
  | { readonly key: string; readonly type: 'int'; readonly value: number };

export type KVList = readonly KVPair[];

/** Values that a person may write in a world file or a control request. */
export type KVRecord = Readonly<Record<string, string | number>>;

/** A plain object as a KVList, in the object's order. */
export function kvListOf(record: KVRecord): KVList {
  return Object.entries(record).map(([key, value]) =>
    typeof value === 'number' ? { key, type: 'int', value } : { key, type: 'str', value },
  );
}
