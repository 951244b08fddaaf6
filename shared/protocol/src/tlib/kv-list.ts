/**
 * KVList: ordered key-value pairs that may hold a key twice. UserData, Reasons and Extensions are KVLists, so an
 * object would lose both order and duplicates on the wire.
 */
export type KVPair =
  | { readonly key: string; readonly type: 'str'; readonly value: string }
  | { readonly key: string; readonly type: 'int'; readonly value: number }
  /** Bytes, as base64 with padding. */
  | { readonly key: string; readonly type: 'bin'; readonly value: string }
  | { readonly key: string; readonly type: 'kvlist'; readonly value: KVList };

export type KVList = readonly KVPair[];

/** Bounds of a list from outside. Pairs are counted through all levels; the list itself is level one. */
export const KV_LIMITS = { pairs: 256, depth: 4, keyLength: 255, valueLength: 65_535 } as const;

/** Values that a person may write in a world file or a control request. */
export type KVRecord = Readonly<Record<string, string | number>>;

/** A plain object as a KVList, in the object's order. */
export function kvListOf(record: KVRecord): KVList {
  return Object.entries(record).map(([key, value]) =>
    typeof value === 'number' ? { key, type: 'int', value } : { key, type: 'str', value },
  );
}

/** Whether a value from outside is a KVList within {@link KV_LIMITS}, and nothing but one. */
export function isKVList(value: unknown): value is KVList {
  return pairsLeft(value, KV_LIMITS.pairs, KV_LIMITS.depth) >= 0;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= KV_LIMITS.valueLength;

const FLAT_VALUES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['str', isText],
  ['int', Number.isSafeInteger],
  ['bin', (value: unknown) => isText(value) && BASE64.test(value)],
]);

/** How many of the allowed pairs a list leaves for the lists beside it; negative when it is no list that we take. */
function pairsLeft(list: unknown, allowed: number, depth: number): number {
  if (!Array.isArray(list) || depth === 0 || list.length > allowed) return -1;
  let left = allowed - list.length;
  for (const pair of list as readonly unknown[]) {
    if (!isPair(pair)) return -1;
    if (pair.type === 'kvlist') left = pairsLeft(pair.value, left, depth - 1);
    else if (FLAT_VALUES.get(pair.type)?.(pair.value) !== true) return -1;
    if (left < 0) return -1;
  }
  return left;
}

function isPair(pair: unknown): pair is { readonly key: string; readonly type: string; readonly value: unknown } {
  if (typeof pair !== 'object' || pair === null) return false;
  // A list goes out again as it came in: a field that nobody has checked would travel with it.
  for (const name in pair) if (name !== 'key' && name !== 'type' && name !== 'value') return false;
  const { key, type } = pair as Readonly<Record<string, unknown>>;
  return typeof key === 'string' && key.length > 0 && key.length <= KV_LIMITS.keyLength && typeof type === 'string';
}
