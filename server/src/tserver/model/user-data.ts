import type { KVList, KVPair } from '@fusion-cti/protocol';
import type { Call } from './call.js';

/** Business data of a call, or of two that share it. The list is replaced, never changed: events keep what they told. */
export class UserData {
  list: KVList;
  /** The calls that it is attached to: one, or two in joint mode. */
  readonly calls: Call[] = [];

  constructor(list: KVList) {
    this.list = list;
  }

  /** Pairs are appended, also when their key is there already. */
  attach(pairs: KVList): void {
    this.list = attached(this.list, pairs);
  }

  /** The value of a key is replaced, and several of them by one. */
  update(pairs: KVList): void {
    this.list = updated(this.list, pairs);
  }

  deletePair(key: string): void {
    this.list = this.list.filter((pair) => pair.key !== key);
  }

  clear(): void {
    this.list = [];
  }

  release(call: Call): void {
    const index = this.calls.indexOf(call);
    if (index >= 0) this.calls.splice(index, 1);
  }
}

export function attached(list: KVList, pairs: KVList): KVList {
  return [...list, ...pairs];
}

export function updated(list: KVList, pairs: KVList): KVList {
  let result = list;
  for (const pair of pairs) result = replaced(result, pair);
  return result;
}

function replaced(list: KVList, pair: KVPair): KVList {
  const at = list.findIndex(({ key }) => key === pair.key);
  if (at < 0) return [...list, pair];
  return list.flatMap((present, n) => {
    if (n === at) return [pair];
    return present.key === pair.key ? [] : [present];
  });
}

/** [A] What counts against the limit: keys and values, numbers as text. Bytes. */
export function sizeOf(list: KVList): number {
  let bytes = 0;
  for (const pair of list) bytes += Buffer.byteLength(pair.key) + sizeOfValue(pair);
  return bytes;
}

function sizeOfValue({ type, value }: KVPair): number {
  switch (type) {
    case 'str':
      return Buffer.byteLength(value);
    case 'bin':
      return Buffer.byteLength(value, 'base64');
    case 'int':
      return String(value).length;
    case 'kvlist':
      return sizeOf(value);
  }
}
