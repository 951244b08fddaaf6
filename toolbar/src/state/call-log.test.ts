import { describe, expect, it } from 'vitest';
import { callsFound, csvOf, loggedCall } from './call-log.js';
import { aContact } from './testing/a-contact.js';

const log = (over: Parameters<typeof aContact>[0] = {}) => loggedCall(aContact(over), 1000, 9000);

describe('a logged call', () => {
  it.each([
    ['answered', { answeredAt: 4000, party: 'Null', since: 7000 }, 3000],
    ['missed', { party: 'Null' }, 0],
    ['declined', { party: 'Null', asked: 'reject' }, 0],
    ['unreached', { party: 'Null', direction: 'outbound' }, 0],
  ] as const)('C-62 says that it was %s, and how long was talked', (outcome, contact, talkMs) => {
    expect(log(contact)).toMatchObject({ outcome, talkMs, beganAt: 1000, number: '+14155550100' });
  });

  it('C-63 is found by name, queue or number, however that is written', () => {
    const calls = [
      log({ eventId: 'a', name: 'Maria Gonzalez', queueName: 'Care' }),
      log({ eventId: 'b', number: '+4930901820' }),
    ];
    const found = (typed: string) => callsFound(calls, typed).map(({ id }) => id.slice(0, 1));
    expect(found('gonz maria')).toEqual(['a']);
    expect(found('care')).toEqual(['a']);
    expect(found('+49 (30) 90-18')).toEqual(['b']);
    expect(found('nobody')).toEqual([]);
    expect(found('')).toEqual(['a', 'b']);
  });

  it.each(['=HYPERLINK("http://evil")', '+14155550100', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])(
    'C-64 is no formula in a spreadsheet (%j)',
    (value) => {
      expect(csvOf([[value]])).toBe(`\uFEFF"'${value.replaceAll('"', '""')}"\r\n`);
    },
  );

  it('C-64 keeps commas, quotes and line ends inside their cell', () => {
    expect(csvOf([['Smith, "Jo"', 'a\nb', 'plain']])).toBe('\uFEFF"Smith, ""Jo""","a\nb","plain"\r\n');
  });
});
