import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.js';
import shipped from '../public/config.json' with { type: 'json' };

const serving =
  (body: string, status = 200): typeof fetch =>
  async () =>
    new Response(body, { status });

describe('config.json', () => {
  it('is shipped complete', async () => {
    await expect(loadConfig('config.json', serving(JSON.stringify(shipped)))).resolves.toEqual(shipped);
  });

  it.each([
    ['is not there', serving('Not found', 404), 'config.json could not be loaded: the server answered 404.'],
    ['is not JSON', serving('<html>'), 'config.json is not valid JSON.'],
    [
      'lacks a field',
      serving(JSON.stringify({ ...shipped, uefLibraryUrl: undefined, uefTimeoutMs: '10' })),
      'config.json is not complete: "uefLibraryUrl" must be a string; "uefTimeoutMs" must be a number.',
    ],
    [
      'names nobody in its directory',
      serving(JSON.stringify({ ...shipped, directory: [{ name: 'Ben' }] })),
      'config.json is not complete: "directory" must be a list of { "name", "number" }.',
    ],
    [
      'has an outcome without a name',
      serving(JSON.stringify({ ...shipped, dispositions: [{ code: 'RESOLVED' }] })),
      'config.json is not complete: "dispositions" must be a list of { "code", "name" }.',
    ],
    [
      'wants a size in words',
      serving(JSON.stringify({ ...shipped, toolbarSize: { width: '400px' } })),
      'config.json is not complete: "toolbarSize" must be { "width", "height" } in numbers.',
    ],
    [
      'cannot be fetched',
      () => Promise.reject(new TypeError('network')),
      'config.json could not be loaded: the server did not answer.',
    ],
  ] as const)('V-12 that %s is told in a sentence', async (_, fetchFrom, sentence) => {
    await expect(loadConfig('config.json', fetchFrom)).rejects.toThrow(sentence);
  });
});
