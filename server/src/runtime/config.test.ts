import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, DEFAULT_CONFIG, readConfig } from './config.js';

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cti-')), 'config.json');
  writeFileSync(path, text);
  return path;
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('has a default for everything, on loopback', () => {
    expect(readConfig({})).toEqual(DEFAULT_CONFIG);
    expect(DEFAULT_CONFIG).toMatchObject({ host: '127.0.0.1', port: 8087, open: true });
  });

  it('reads the environment', () => {
    const config = readConfig({
      CTI_HOST: '0.0.0.0',
      CTI_PORT: '9000',
      CTI_OPEN: 'false',
      CTI_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 9000,
      open: false,
      allowedOrigins: ['https://a.example', 'https://b.example'],
    });
  });

  it('reads a file, which may set one limit without repeating the others', () => {
    const path = fileWith('{"port":9001,"limits":{"bodyBytes":1024}}');
    const config = readConfig({ CTI_CONFIG: path });
    expect(config.port).toBe(9001);
    expect(config.limits).toEqual({ ...DEFAULT_CONFIG.limits, bodyBytes: 1024 });
  });

  it('lets the environment win over the file', () => {
    expect(readConfig({ CTI_CONFIG: fileWith('{"port":9001}'), CTI_PORT: '9002' }).port).toBe(9002);
  });

  it('S-03 refuses open mode where others could reach it', () => {
    expect(problemsOf({ CTI_HOST: '0.0.0.0' })).toEqual([
      'Open mode lets anyone act as the default agent, so it is refused on 0.0.0.0. ' +
        'Set CTI_OPEN=false, or CTI_HOST=127.0.0.1.',
    ]);
  });

  it('reads which clock the world goes by', () => {
    expect(readConfig({ CTI_CLOCK: 'virtual' }).clock).toBe('virtual');
    expect(readConfig({ CTI_CONFIG: fileWith('{"clock":"virtual"}') }).clock).toBe('virtual');
  });

  it('refuses virtual time where nobody could move it', () => {
    expect(problemsOf({ CTI_CLOCK: 'virtual', CTI_OPEN: 'false' })).toEqual([
      'Virtual time moves only by the control API, which is there in open mode only. ' +
        'Set CTI_CLOCK=system, or CTI_OPEN=true.',
    ]);
  });

  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('S-03 takes %s for loopback', (host) => {
    expect(readConfig({ CTI_HOST: host }).open).toBe(true);
  });

  it.each([
    [{ CTI_PORT: 'http' }, 'Setting /port must be integer.'],
    [{ CTI_PORT: '70000' }, 'Setting /port must be <= 65535.'],
    [{ CTI_CLOCK: 'sundial' }, 'Setting /clock must be equal to one of the allowed values.'],
    [{ CTI_OPEN: 'maybe' }, 'Setting /open must be boolean.'],
    [{ CTI_CONFIG: fileWith('{"prot":1}') }, 'Setting the body must not have additional properties.'],
    [{ CTI_CONFIG: fileWith('{"limits":5}') }, 'Setting /limits must be object.'],
  ])('says in a sentence what is wrong with %o', (environment, sentence) => {
    expect(problemsOf(environment)).toContain(sentence);
  });

  it('tells every problem at once', () => {
    expect(problemsOf({ CTI_PORT: '-1', CTI_LOG_LEVEL: 'loud' })).toHaveLength(2);
  });

  it.each([
    ['/nowhere/config.json', /cannot be read: ENOENT/],
    [fileWith('{'), /cannot be read/],
  ])('names a file that cannot be used: %s', (path, sentence) => {
    expect(problemsOf({ CTI_CONFIG: path })).toEqual([expect.stringMatching(sentence)]);
  });
});
