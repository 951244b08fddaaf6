import { describe, expect, it } from 'vitest';
import { T_ERRORS } from '../tlib/errors.js';
import { CLOSE_CODES, closeCodeEntry } from './close-codes.js';
import { COMMANDS, commandTypeOf, commandTypes, PUBLISHED_COMMANDS } from './commands.js';
import { ERROR_CATALOGUE } from './error-catalogue.js';
import { SUBPROTOCOL, subprotocolsFor, ticketIn } from './session.js';

describe('error catalogue', () => {
  it.each(Object.entries(ERROR_CATALOGUE))(
    '%s has a status that fits its kind, and whole sentences',
    (_code, entry) => {
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
      expect(entry.sentence).toMatch(/^[A-Z].*\.$|^[A-Z].*[}]\.$/);
    },
  );

  it('has an entry for whatever the switch refuses with', () => {
    for (const { code } of Object.values(T_ERRORS)) expect(Object.keys(ERROR_CATALOGUE)).toContain(code);
  });

  it('keeps the text that field clients compare', () => {
    expect(T_ERRORS[71].message).toBe('Invalid Called Dn');
  });
});

describe('close codes', () => {
  it('are distinct, and in the ranges that RFC 6455 allows', () => {
    const codes = Object.values(CLOSE_CODES).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect([1001, 1009, 1011].includes(code) || (code >= 4000 && code < 5000)).toBe(true);
  });

  it('treat an unknown code as a lost connection, worth a retry', () => {
    expect(closeCodeEntry(1006)).toMatchObject({ code: 1006, retryable: true });
    expect(closeCodeEntry(4409)).toBe(CLOSE_CODES.replaced);
  });
});

describe('commands', () => {
  it.each([
    ['initialize', 'initialize'],
    ['Register', 'initialize'],
    ['ACCEPT', 'accept'],
    ['answer', 'accept'],
    ['Reject', 'reject'],
    ['Hangup', 'hangup'],
    ['disconnect', 'hangup'],
    ['release', 'hangup'],
    ['makeCall', 'makeCall'],
    ['make-call', 'makeCall'],
    ['makecall', 'makeCall'],
    ['transfer', 'singleStepTransfer'],
    ['blind-transfer', 'singleStepTransfer'],
    ['DTMF', 'sendDtmf'],
    ['complete_conference', 'completeConference'],
  ])('%s means %s', (spelling, type) => {
    expect(commandTypeOf(spelling)).toBe(type);
  });

  it('have no spelling in common', () => {
    const spellings = commandTypes().flatMap((type) => [type, ...COMMANDS[type].aliases].map((s) => s.toLowerCase()));
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it('are not found among the properties of objects', () => {
    expect(commandTypeOf('constructor')).toBeUndefined();
    expect(commandTypeOf('__proto__')).toBeUndefined();
  });

  it("include those of Oracle's page", () => {
    expect(PUBLISHED_COMMANDS).toEqual(['initialize', 'accept', 'reject', 'hangup', 'makeCall']);
  });
});

describe('subprotocols', () => {
  it('carry the ticket beside the name of the protocol', () => {
    const offered = subprotocolsFor('abc');
    expect(offered).toContain(SUBPROTOCOL);
    expect(ticketIn(offered)).toBe('abc');
    expect(ticketIn([SUBPROTOCOL])).toBeUndefined();
  });
});
