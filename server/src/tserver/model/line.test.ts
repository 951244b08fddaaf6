import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Line, Place } from './line.js';

/** Takes everybody out, from the front. */
function emptied(line: Line<string>, places: readonly Place<string>[]): string[] {
  const order: string[] = [];
  for (let first = line.first; first !== undefined; first = line.first) {
    order.push(first);
    places.find((place) => place.holder === first)?.leave();
  }
  return order;
}

test('K-12 A waiting line keeps its order, whoever joins, joins in front or leaves.', () => {
  const step = fc.record({ who: fc.nat(5), what: fc.constantFrom('join', 'joinInFront', 'leave') });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const line = new Line<string>();
      const places = Array.from({ length: 6 }, (_, who) => new Place(String(who)));
      let expected: string[] = [];
      for (const { who, what } of steps) {
        const place = places[who]!;
        expected = expected.filter((other) => other !== String(who));
        if (what === 'join') {
          line.join(place);
          expected.push(String(who));
        } else if (what === 'joinInFront') {
          line.joinInFront(place);
          expected.unshift(String(who));
        } else place.leave();
        expect(line.first).toBe(expected[0]);
      }
      expect(emptied(line, places)).toEqual(expected);
    }),
  );
});
