import {
  type AttributeKind,
  type KVList,
  type KVPair,
  T_ATTRIBUTES,
  type TAttributeName,
  type TAttributes,
} from '@fusion-cti/protocol';

type Value = TAttributes[TAttributeName];
type NameOf<Kind> = { [Name in TAttributeName]: (typeof T_ATTRIBUTES)[Name]['kind'] extends Kind ? Name : never };
type ValueOf<Kind> = TAttributes[NameOf<Kind>[TAttributeName]];

/** How T-Servers write the values of each kind. */
const KINDS: { readonly [Kind in AttributeKind]: (value: ValueOf<Kind>) => string } = {
  str: quoted,
  int: String,
  dn: quoted,
  connId: printable,
  digits: quoted,
  kvList: (list) => [shownBytes(sizeOf(list), headOf(list)), ...pairLines(list, 2)].join('\n'),
};

/** Attributes with a notation of their own. */
const SPECIAL: { readonly [Name in TAttributeName]?: (value: TAttributes[Name]) => string } = {
  EventSequenceNumber: (number) => number.toString(16).padStart(16, '0'),
  TimeinSecs: moment,
  ServerStartTime: moment,
  // A message name is a word of T-Library, not a text.
  Event: printable,
};

/** Enumerations whose number is followed by its name. Readers of logs take all others for bare numbers. */
const NAMED: ReadonlySet<TAttributeName> = new Set<TAttributeName>([
  'AddressInfoType',
  'AddressType',
  'AgentWorkMode',
  'CallInfoType',
  'MakeCallType',
  'RouteType',
  'SwitchInfoType',
]);

/** Attributes that are called otherwise in a log. */
const LOG_NAMES: Partial<Readonly<Record<TAttributeName, string>>> = { Event: 'UserEvent', Reasons: 'Reason' };

interface LogRow {
  readonly name: TAttributeName;
  readonly start: string;
  readonly notation: (value: Value) => string;
}

/** [A] The highest number first, as in most of what T-Servers write; attributes without a published number come last. */
const ROWS: readonly LogRow[] = (Object.keys(T_ATTRIBUTES) as TAttributeName[])
  .sort((a, b) => numberOf(b) - numberOf(a))
  .map((name) => ({ name, start: `\tAttribute${LOG_NAMES[name] ?? name}\t`, notation: notationOf(name) }));

/** One line for each attribute, and one for each pair of a list. A secret is there, and not told. */
export function attributeLines(attributes: Partial<TAttributes>): string[] {
  return ROWS.flatMap(({ name, start, notation }) => {
    const value = attributes[name];
    return value === undefined ? [] : [start + notation(value)];
  });
}

/** What would end a line would let a caller's data write lines of the log. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

function numberOf(name: TAttributeName): number {
  const row = T_ATTRIBUTES[name];
  return 'number' in row ? row.number : -1;
}

function notationOf(name: TAttributeName): LogRow['notation'] {
  const row = T_ATTRIBUTES[name];
  if ('secret' in row) return () => quoted('[redacted]');
  const { kind } = row;
  if (typeof kind === 'string') return (SPECIAL[name] ?? KINDS[kind]) as LogRow['notation'];
  const numbers: Readonly<Record<string, number>> = kind;
  const word = (value: Value) => String(numbers[value as string]);
  return NAMED.has(name) ? (value) => `${word(value)} (${value as string})` : word;
}

function quoted(text: string): string {
  return `'${printable(text)}'`;
}

/** @param seconds since 1970. Logs are in UTC: a process has no place. */
function moment(seconds: number): string {
  return `${seconds} (${new Date(seconds * 1000).toISOString().slice(11, 19)})`;
}

function pairLines(list: KVList, depth: number): string[] {
  return list.flatMap((pair) => {
    const start = `${'\t'.repeat(depth)}${quoted(pair.key)}`;
    return pair.type === 'kvlist'
      ? [`${start}(list)`, ...pairLines(pair.value, depth + 1)]
      : [`${start}\t${flatValue(pair)}`];
  });
}

function flatValue(pair: Exclude<KVPair, { readonly type: 'kvlist' }>): string {
  if (pair.type === 'int') return String(pair.value);
  if (pair.type === 'str') return quoted(pair.value);
  const bytes = Buffer.from(pair.value, 'base64');
  return shownBytes(bytes.length, bytes);
}

/** How much there is, and how it begins. */
function shownBytes(size: number, bytes: Uint8Array): string {
  const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `[${size}] ${first}${size > 4 ? '..' : ''}`;
}

/** T-Library's numbers for the types of values; those of the last two are assumed. */
const PACKED_TYPES: Readonly<Record<KVPair['type'], number>> = { str: 0, int: 1, bin: 2, kvlist: 3 };

/** A packed list begins with the number of its pairs; each pair with its type and the length of its key. */
function headOf(list: KVList): Uint8Array {
  const [first] = list;
  const count = [list.length >> 8, list.length & 0xff];
  return Uint8Array.from(
    first === undefined ? count : [...count, PACKED_TYPES[first.type], Buffer.byteLength(first.key) >> 8],
  );
}

/** Bytes of a packed list: two for the number of pairs, five for each pair beside its key and value. */
function sizeOf(list: KVList): number {
  return list.reduce((sum, pair) => sum + 5 + Buffer.byteLength(pair.key) + valueSize(pair), 2);
}

function valueSize(pair: KVPair): number {
  switch (pair.type) {
    case 'str':
      return Buffer.byteLength(pair.value);
    case 'int':
      return 4;
    case 'bin':
      return Buffer.byteLength(pair.value, 'base64');
    case 'kvlist':
      return 2 + sizeOf(pair.value);
  }
}
