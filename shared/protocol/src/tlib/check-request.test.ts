import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { T_ATTRIBUTES, type AttributeKind, type AttributeRow, type TAttributeName } from './attributes.js';
import { checkAttribute, checkRequest } from './check-request.js';
import { KV_LIMITS, type KVList } from './kv-list.js';
import { T_REQUESTS, type RequestOf, type RequestRow, type TRequestName } from './requests.js';

const SAMPLES: Readonly<
  Record<AttributeKind, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }>
> = {
  str: { good: ['', 'x'.repeat(255)], bad: [7, 'x'.repeat(256), {}] },
  int: { good: [0, -1, Number.MAX_SAFE_INTEGER], bad: ['7', 1.5, 2 ** 53, Number.NaN] },
  dn: { good: ['7001', '+49 30 12', 'gcti::park', 'x'.repeat(64)], bad: ['', 'x'.repeat(65), 'a\nb', 7001] },
  connId: { good: ['006c02462a161006'], bad: ['006C02462A161006', '6c02462a161006', `${'0'.repeat(16)}\n`, 1] },
  digits: { good: ['12#', 'not digits', ''], bad: ['1'.repeat(65), 12] },
  kvList: {
    good: [[], [{ key: 'a', type: 'str', value: 'b' }], nested(KV_LIMITS.depth), pairs(KV_LIMITS.pairs)],
    bad: [
      {},
      [null],
      [[]],
      [{ key: 'a', type: 'str', value: 1 }],
      [{ key: '', type: 'str', value: 'b' }],
      [{ key: 'a', type: 'int', value: 1.5 }],
      [{ key: 'a', type: 'bin', value: 'YQ' }],
      [{ key: 'a', type: 'constructor', value: 'b' }],
      [{ key: 'a', type: 'str', value: 'b', more: 'c' }],
      nested(KV_LIMITS.depth + 1),
      pairs(KV_LIMITS.pairs + 1),
      [{ key: 'a', type: 'kvlist', value: pairs(KV_LIMITS.pairs) }],
    ],
  },
};

function pairs(count: number): KVList {
  return Array.from({ length: count }, () => ({ key: 'a', type: 'bin', value: 'YQ==' }) as const);
}

function nested(depth: number): KVList {
  return depth === 1 ? [] : [{ key: 'in', type: 'kvlist', value: nested(depth - 1) }];
}

function samplesOf(name: TAttributeName) {
  const { kind }: AttributeRow = T_ATTRIBUTES[name];
  if (typeof kind === 'string') return SAMPLES[kind];
  return { good: Object.keys(kind), bad: ['', 'toString', Object.values(kind)[0]] };
}

function minimal(request: string, { required }: RequestRow): Readonly<Record<string, unknown>> {
  return { request, ...Object.fromEntries(required.map((name): [string, unknown] => [name, samplesOf(name).good[0]])) };
}

describe.each(Object.entries<RequestRow>(T_REQUESTS))('%s', (request, row) => {
  const sample = minimal(request, row);
  const known = [...row.required, ...row.optional];

  it('passes as it came, with what it must have and with each thing that it may have', () => {
    const checked = checkRequest(sample);
    expect('request' in checked && checked.request).toBe(sample);
    for (const name of known) {
      for (const good of samplesOf(name).good) {
        const value = { ...sample, [name]: good };
        expect(checkRequest(value), `${name}: ${JSON.stringify(good)}`).toEqual({ request: value });
      }
    }
  });

  it('is refused with 53 and the name of whatever is missing, of a wrong kind or unknown', () => {
    for (const attribute of row.required) {
      const { [attribute]: _left, ...rest } = sample;
      expect(checkRequest(rest)).toEqual({ code: 53, attribute });
    }
    for (const attribute of known) {
      for (const bad of [null, ...samplesOf(attribute).bad]) {
        const value = { ...sample, [attribute]: bad };
        expect(checkRequest(value), `${attribute}: ${JSON.stringify(bad)}`).toEqual({ code: 53, attribute });
      }
    }
    const foreign = Object.keys(T_ATTRIBUTES).filter((name) => !(known as string[]).includes(name));
    for (const attribute of [...foreign, 'Nonsense', 'constructor']) {
      expect(checkRequest({ ...sample, [attribute]: 'x' })).toEqual({ code: 53, attribute });
    }
  });
});

describe('checkAttribute', () => {
  it.each(Object.keys(T_ATTRIBUTES) as TAttributeName[])('knows what %s can be', (name) => {
    const { good, bad } = samplesOf(name);
    expect(good.filter((value) => !checkAttribute(name, value))).toEqual([]);
    expect(bad.filter((value) => checkAttribute(name, value))).toEqual([]);
  });
});

describe('checkRequest', () => {
  it.each([
    undefined,
    null,
    'RequestMakeCall',
    [],
    {},
    { request: 14 },
    { request: 'toString' },
    { request: 'EventACK' },
  ])('answers 51 to %j', (value) => {
    expect(checkRequest(value)).toEqual({ code: 51 });
  });

  it('takes __proto__ in JSON for an attribute that nobody knows', () => {
    const value: unknown = JSON.parse('{"request":"RequestQueryServer","__proto__":{"ThisDN":"7001"}}');
    expect(checkRequest(value)).toEqual({ code: 53, attribute: '__proto__' });
  });

  it('has an answer to any JSON', () => {
    const names = Object.keys(T_REQUESTS) as TRequestName[];
    const attributes = Object.keys(T_ATTRIBUTES);
    const request = fc
      .tuple(fc.constantFrom(...names), fc.dictionary(fc.constantFrom(...attributes), fc.jsonValue()))
      .map(([name, rest]) => ({ ...minimal(name, T_REQUESTS[name]), ...rest }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), request), (value) => {
        const checked = checkRequest(value);
        if ('request' in checked) expect(checked.request).toBe(value);
        else expect([51, 53]).toContain(checked.code);
      }),
    );
  });

  it('has answers whose types follow the rows', () => {
    expectTypeOf<RequestOf<'RequestMakeCall'>['OtherDN']>().toEqualTypeOf<string>();
    expectTypeOf<RequestOf<'RequestMergeCalls'>['MergeType']>().toEqualTypeOf<'Transfer' | 'Conference'>();
    expectTypeOf<RequestOf<'RequestAttachUserData'>['UserData']>().toEqualTypeOf<KVList>();
    expectTypeOf<RequestOf<'RequestQueryServer'>>().not.toHaveProperty('ThisDN');
  });
});
