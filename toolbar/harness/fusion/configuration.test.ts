import { describe, expect, it } from 'vitest';
import { AGENT } from '../testing/fusion-bench.js';
import { configurationAnswer, namedFeatures } from './configuration.js';

const NOW = Date.UTC(2026, 0, 5, 9);
const configurationOf = (type: string): Record<string, unknown> =>
  configurationAnswer(type, AGENT, NOW).configuration as Record<string, unknown>;

describe('configuration', () => {
  it.each(['', 'TOOLBAR', 'TOKENS', 'PAGES', 'LOOKUP_OBJECTS', 'ALL', 'FA_TOKEN'])(
    'H-06 names the agent, the party and the features for every type: "%s"',
    (type) => {
      expect(configurationOf(type)).toMatchObject({
        agentId: '300000005001',
        agentPartyId: '300000005001-party',
        features:
          'INBOUND_CALL,OUTBOUND_CALL,TRANSFER_CALL,CONFERENCE_CALL,OUTBOUND_CALL_EXTENSIONS,INBOUND_CHAT,NRT_WORK_ASSIGN',
      });
    },
  );

  it.each([
    ['', ['toolbarEnabled', 'toolbarHeight', 'toolbarWidth']],
    ['TOOLBAR', ['toolbarEnabled', 'toolbarHeight', 'toolbarWidth']],
    ['TOKENS', ['tokens']],
    ['PAGES', ['pages']],
    ['LOOKUP_OBJECTS', ['lookupObjects']],
    ['ALL', ['lookupObjects', 'pages', 'tokens', 'toolbarEnabled', 'toolbarHeight', 'toolbarWidth']],
    ['FA_TOKEN', []],
  ])('H-07 tells of "%s" what was asked and nothing else', (type, keys) => {
    expect(Object.keys(configurationAnswer(type, AGENT, NOW).outData ?? {}).sort()).toEqual(keys);
  });

  it.each(['', 'TOOLBAR', 'TOKENS', 'PAGES', 'LOOKUP_OBJECTS', 'ALL'])('H-08 gives no token for "%s"', (type) => {
    expect(configurationOf(type).faTrustToken).toBe('');
  });

  it('H-08 gives an unsigned token when it is asked for by name', () => {
    const [header = '', payload = '', signature] = String(configurationOf('FA_TOKEN').faTrustToken).split('.');
    expect(JSON.parse(atob(header))).toEqual({ alg: 'none', typ: 'JWT' });
    expect(JSON.parse(atob(payload))).toMatchObject({ sub: '300000005001', exp: NOW / 1000 + 3600 });
    expect(signature).toBe('');
  });

  it('H-07 refuses a type that does not exist', () => {
    expect(configurationAnswer('EVERYTHING', AGENT, NOW)).toMatchObject({
      result: 'error',
      error: { status: 'INVALID_CONFIG_TYPE' },
    });
  });

  it.each([
    [
      ['OUTGOING', 'TRANSFER_CALL'],
      ['OUTBOUND_CALL', 'TRANSFER_CALL'],
    ],
    ['INCOMING, OUTGOING', ['INBOUND_CALL', 'OUTBOUND_CALL']],
    ['', []],
    [undefined, []],
  ])('H-09 understands both spellings and both shapes of a feature list: %j', (features, names) => {
    expect(namedFeatures(features)).toEqual(names);
  });
});
