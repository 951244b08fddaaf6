import fc from 'fast-check';
import { COMMANDS, type CommandType } from '@fusion-cti/protocol';
import { COMMAND_SCHEMAS } from '../schemas.js';

/** As much of a JSON Schema as the commands' are written in. */
interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly maxLength?: number;
  readonly patternProperties?: Readonly<Record<string, FieldSchema>>;
}

/** `@0` is replaced by the ConnID of the first call that there is, and so on. */
const CALLS = ['@0', '@1', '@2'];
const NUMBERS = [
  '7001',
  '7002',
  '7003',
  '7100',
  '8001',
  '9001',
  '9501',
  '+14155550100',
  '+14155550199',
  '+14155550000',
];

/** What is worth saying in a field, beside what its schema lets one say. */
const WORTH_TRYING: Readonly<Record<string, readonly unknown[]>> = {
  connectionId: [...CALLS, ...CALLS, ...CALLS, 'mine', '0000000000000000'],
  toNumber: NUMBERS,
  number: NUMBERS,
  dn: NUMBERS,
  digits: ['1', '*#ABCD', '12x', '१'],
  key: ['Intent', '__proto__', 'constructor'],
  userData: [{ Intent: 'billing' }, { '': 'x' }, { n: 1.5 }, { list: [] }, { constructor: 'x' }],
  commandId: ['again'],
};

/** What fits no schema of a command, or looks as if it did. */
const MISFITS = [null, true, 0, -1, 1e21, '', ' ', '\0', '\ud800', 'NONE', [], ['7002'], {}, { type: 'initialize' }];

/** A body of that command that is right, nearly right, or wrong in every field. */
export function bodyOf(type: CommandType): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const { type: _type, session: _session, ...fields } = COMMAND_SCHEMAS[type].properties as Record<string, FieldSchema>;
  const known = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, valueOf(name, schema)]));
  const required = (COMMAND_SCHEMAS[type] as { readonly required?: readonly string[] }).required ?? [];
  return fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.record(known, { requiredKeys: required.filter((name) => name in known) }) },
        { weight: 1, arbitrary: fc.record(known, { requiredKeys: [] }) },
      ),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 })),
    )
    .map(([fit, surplus]) => ({ ...surplus, ...fit }));
}

/** The type as clients write it: mostly so that the server knows it. */
export function spellingOf(type: CommandType): fc.Arbitrary<string> {
  const known = [type, ...COMMANDS[type].aliases];
  const near = [`${type} `, `${type}s`, type.slice(1), `${type}\u0000`];
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known, ...known.map((name) => name.toUpperCase())) },
    { weight: 1, arbitrary: fc.constantFrom(...near, 'toString', '__proto__', 'constructor') },
  );
}

function valueOf(name: string, schema: FieldSchema): fc.Arbitrary<unknown> {
  const tooLong = 'x'.repeat((schema.maxLength ?? 64) + 1);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<unknown>(...(WORTH_TRYING[name] ?? schema.enum ?? ['x'])) },
    { weight: 2, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...MISFITS, tooLong) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

function fitting({ type, enum: words, anyOf, maxLength = 64, patternProperties }: FieldSchema): fc.Arbitrary<unknown> {
  if (words !== undefined) return fc.constantFrom(...words);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(fitting));
  const [values] = Object.values(patternProperties ?? {});
  if (values !== undefined) return fc.dictionary(fc.string({ minLength: 1 }), fitting(values), { maxKeys: 3 });
  if (type === 'integer') return fc.maxSafeInteger();
  return fc.string({ minLength: 1, maxLength: Math.min(maxLength, 80) });
}

/** @param connIds of the calls that there are */
export function withCalls(body: object, connIds: readonly string[]): Record<string, unknown> {
  const meant = (value: unknown) => (typeof value === 'string' ? connIds[CALLS.indexOf(value)] : undefined) ?? value;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, meant(value)]));
}
