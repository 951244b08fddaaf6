import { describe, expect, it } from 'vitest';
import { T_ATTRIBUTES, type AttributeRow } from './attributes.js';
import * as enums from './enums.js';
import { T_ERRORS, type TServerError } from './errors.js';
import { T_EVENTS } from './events.js';
import { T_REQUESTS, type RequestRow } from './requests.js';

const attributes = Object.entries<AttributeRow>(T_ATTRIBUTES);
const requests = Object.entries<RequestRow>(T_REQUESTS);

/** The numbers that stand more than once. */
const repeated = (numbers: readonly number[]) => numbers.filter((number, at) => numbers.indexOf(number) !== at);

describe('T-Library numbers', () => {
  it('are given once: requests and events share one sequence, attributes have their own', () => {
    expect(repeated([...requests.map(([, row]) => row.number), ...Object.values(T_EVENTS)])).toEqual([]);
    expect(repeated(attributes.flatMap(([, row]) => row.number ?? []))).toEqual([]);
  });

  it.each(Object.entries(enums))('of %s are given once, but for two work modes', (name, table) => {
    expect(repeated(Object.values(table))).toEqual(name === 'AGENT_WORK_MODES' ? [2] : []);
  });

  it.each([
    ['RequestMakeCall', 14],
    ['RequestCompleteTransfer', 26],
    ['RequestDeletePair', 33],
    ['RequestRedirectCall', 103],
    ['RequestSingleStepConference', 120],
  ] as const)('%s is %i', (name, number) => {
    expect(T_REQUESTS[name].number).toBe(number);
  });

  it.each([
    ['EventHeld', 66],
    ['EventPartyChanged', 68],
    ['EventRouteRequest', 71],
    ['EventAttachedDataChanged', 85],
    ['EventDNBackInService', 148],
  ] as const)('%s is %i', (name, number) => {
    expect(T_EVENTS[name]).toBe(number);
  });

  it('leave out the events that a T-Server no longer sends', () => {
    for (const obsolete of [118, 131]) expect(Object.values<number>(T_EVENTS)).not.toContain(obsolete);
  });
});

describe('requests', () => {
  it.each(requests)('%s names attributes that exist, each once', (_name, { required, optional }) => {
    const names: readonly string[] = [...required, ...optional];
    for (const name of names) expect(Object.keys(T_ATTRIBUTES)).toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('that name a call name the DN too, unless they only ask', () => {
    const without = requests.filter(([, { required }]) => required.includes('ConnID') && !required.includes('ThisDN'));
    expect(without.map(([name]) => name)).toEqual(['RequestQueryCall']);
  });

  it('use every attribute that no event has, and keep passwords secret', () => {
    const used = new Set(requests.flatMap(([, { required, optional }]) => [...required, ...optional]));
    for (const name of ['InputMask', 'MergeType', 'UserDataKey', 'PrivateServiceID'] as const)
      expect(used).toContain(name);
    expect(attributes.filter(([, row]) => row.secret === true).map(([name]) => name)).toEqual(['Password']);
  });
});

describe('errors', () => {
  const errors = Object.values<TServerError>(T_ERRORS);

  it('have a text each, and no symbol twice', () => {
    for (const { message } of errors) expect(message).toMatch(/^[A-Z][^.]*[^. ]$/);
    const symbols = errors.flatMap(({ symbol }) => symbol ?? []);
    expect(new Set(symbols).size).toBe(symbols.length);
    for (const symbol of symbols) expect(symbol).toMatch(/^TERR_[A-Z_]+$/);
  });

  it.each([
    [40, 'no-license'],
    [51, 'not-supported'],
    [54, 'switch-unavailable'],
    [57, 'switch-timeout'],
    [58, 'out-of-service'],
    [98, 'transfer-impossible'],
    [96, 'conference-impossible'],
    [302, 'invalid-digits'],
    [1167, 'wrong-state'],
  ] as const)('%i becomes %s', (number, code) => {
    expect(T_ERRORS[number].code).toBe(code);
  });
});
