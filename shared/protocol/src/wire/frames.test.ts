import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALL_SNAPSHOT_SHAPE,
  ERROR_SHAPE,
  EVENT_DATA_SHAPE,
  EVENT_SHAPE,
  HELLO_SHAPE,
  parseServerFrame,
  PING_SHAPE,
  SNAPSHOT_SHAPE,
} from './frames.js';
import { fits, jsonSchemaOf, MAX_TEXT, type Shape } from './shape.js';
import { Ajv } from 'ajv';

const SHAPES: Record<string, Shape> = {
  CALL_SNAPSHOT_SHAPE,
  ERROR_SHAPE,
  EVENT_DATA_SHAPE,
  EVENT_SHAPE,
  HELLO_SHAPE,
  PING_SHAPE,
  SNAPSHOT_SHAPE,
};

describe('shapes', () => {
  it.each(Object.keys(SHAPES))('%s accepts exactly what its JSON Schema accepts', (name) => {
    const shape = SHAPES[name]!;
    const validate = new Ajv().compile(jsonSchemaOf(shape));
    const anyField = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
      fc.constantFrom('hello', 'snapshot', 'ping', 'error', 'inbound', 'outbound', 'x'.repeat(MAX_TEXT + 1)),
    );
    const field = (kind: Shape[string]): fc.Arbitrary<unknown> => {
      if (typeof kind !== 'string') return fc.constantFrom(...kind);
      return {
        string: fc.string(),
        number: fc.integer(),
        boolean: fc.boolean(),
        object: fc.constant({}),
        list: fc.constant([]),
      }[kind.replace('?', '')]!;
    };
    // Mostly right, with single fields wrong or missing: random objects alone would never be accepted.
    const fields = Object.fromEntries(
      Object.entries(shape).map(([key, kind]) => [key, fc.oneof({ weight: 12, arbitrary: field(kind) }, anyField)]),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: Object.keys(shape).slice(0, 2) }), (value) => {
        const verdict = fits(shape, value);
        if (verdict) accepted += 1;
        expect(verdict).toBe(validate(value));
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('parseServerFrame', () => {
  it("reads the flat frames of Oracle's page", () => {
    const text = '{"eventName":"EventRinging","ANI":"+14155550100","eventId":"e1","connectionId":"c1"}';
    expect(parseServerFrame(text)).toEqual({ kind: 'event', frame: JSON.parse(text) as unknown });
  });

  it('reads eventType where an older server has no eventName', () => {
    expect(parseServerFrame('{"eventType":"EventRegistered"}')).toMatchObject({
      kind: 'event',
      frame: { eventName: 'EventRegistered' },
    });
  });

  it.each([
    [
      '{"eventName":"hello","session":"s","seq":0,"resumed":false,"agentId":"5001","agentName":"A","dn":"7001","commands":[],"pingMs":1}',
      'hello',
    ],
    ['{"eventName":"snapshot","seq":0,"agentState":"Null","calls":[]}', 'snapshot'],
    ['{"eventName":"ping","time":1}', 'ping'],
    ['{"eventName":"error","code":"commands-by-post","message":"No."}', 'error'],
  ])('tells the frames of our level apart: %s', (text, kind) => {
    expect(parseServerFrame(text)?.kind).toBe(kind);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no name', '{}'],
    ['a name that is no text', '{"eventName":7}'],
    ['an unknown name', '{"eventName":"surprise"}'],
    ['a number where text belongs', '{"eventName":"EventRinging","ANI":5}'],
    ['event data of the wrong kind', '{"eventName":"EventRinging","eventData":{"callID":"x"}}'],
    ['a snapshot with a broken call', '{"eventName":"snapshot","seq":0,"agentState":"Null","calls":[{}]}'],
    ['a text without end', JSON.stringify({ eventName: 'EventRinging', ANI: 'x'.repeat(MAX_TEXT + 1) })],
  ])('refuses %s', (_what, text) => {
    expect(parseServerFrame(text)).toBeUndefined();
  });

  it('survives whatever text arrives', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseServerFrame(text)));
  });
});
