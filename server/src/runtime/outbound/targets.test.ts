import { describe, expect, test } from 'vitest';
import { checkerOf } from '../schema.js';
import { HTTP, LOOPBACK_TARGETS, type OutboundTarget, OutboundTargetSchema, targetOf, WEB_SOCKET } from './targets.js';

const TARGETS: readonly OutboundTarget[] = [
  { host: 'api.example.com' },
  { host: 'hooks.example.com', path: '/aex/hooks', ports: [443, 8443] },
  { host: '.cloud.test' },
  { host: 'xn--bcher-kva.example' },
  { host: '[2606:4700::1111]' },
];

function codeOf(text: string, targets = TARGETS, kind = HTTP): string | undefined {
  try {
    targetOf(text, kind, targets);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('targets', () => {
  test.each([
    'https://api.example.com',
    'https://API.Example.com:443/any/path?query=1',
    'https://hooks.example.com/aex/hooks',
    'https://hooks.example.com:8443/aex/hooks/1?x=%2f',
    'https://a.cloud.test/',
    'https://a.b.cloud.test/',
    'https://bücher.example/',
    'https://[2606:4700::1111]/',
  ])('O-02 %s is on the list', (address) => {
    expect(codeOf(address)).toBeUndefined();
  });

  test.each([
    ['another host', 'https://example.com/'],
    ['a host below one that is listed alone', 'https://a.api.example.com/'],
    ['a host that only ends alike', 'https://evilcloud.test/'],
    ['a host that only begins alike', 'https://api.example.com.evil.test/'],
    ['the bare suffix', 'https://cloud.test/'],
    ['another port', 'https://api.example.com:8443/'],
    ['another port of a host with ports', 'https://hooks.example.com:444/aex/hooks'],
    ['another path', 'https://hooks.example.com/aex'],
    ['a path that only begins alike', 'https://hooks.example.com/aex/hooks-2'],
    ['a path that climbs out', 'https://hooks.example.com/aex/hooks/../admin'],
    ['a path that climbs out in disguise', 'https://hooks.example.com/aex/hooks/%2e%2e/admin'],
    ['a path with a hidden slash', 'https://hooks.example.com/aex/hooks/..%2f..%2fadmin'],
    ['a path with a hidden backslash', 'https://hooks.example.com/aex/hooks/..%5Cadmin'],
    ['a look-alike', 'https://аpi.example.com/'],
    ['an IP address', 'https://8.8.8.8/'],
    ['an IP address as one number', 'https://134744072/'],
    ['an IP address in octal', 'https://010.0.0.1/'],
    ['this machine', 'https://localhost/'],
  ])('O-02 %s is refused: %s', (_what, address) => {
    expect(codeOf(address)).toBe('outbound-host-forbidden');
  });

  test.each([
    ['nothing', ''],
    ['no address', 'api.example.com'],
    ['a user', 'https://user@api.example.com/'],
    ['a password', 'https://:secret@api.example.com/'],
    ['a host behind a user', 'https://api.example.com@evil.test/'],
    ['a dot at the end', 'https://api.example.com./'],
    ['a line break', 'https://api.example.com/\r\nx: y'],
    ['a blank', ' https://api.example.com/'],
    ['a tab in the host', 'https://api.exam\tple.com/'],
    ['a port that is none', 'https://api.example.com:99999/'],
    ['a very long address', `https://api.example.com/${'x'.repeat(2048)}`],
  ])('O-03 An address with %s is refused', (_what, address) => {
    expect(codeOf(address)).toBe('outbound-url-invalid');
  });

  test.each([
    'http://api.example.com/',
    'ftp://api.example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'wss://api.example.com/',
    'javascript:alert(1)',
    'gopher://api.example.com/',
  ])('O-01 %s is refused: HTTP is called by https only', (address) => {
    expect(codeOf(address)).toMatch(/^outbound-(scheme-forbidden|url-invalid)$/);
  });

  test('O-01 WebSockets are called by wss only', () => {
    expect(codeOf('wss://api.example.com/', TARGETS, WEB_SOCKET)).toBeUndefined();
    for (const scheme of ['ws', 'https', 'http'])
      expect(codeOf(`${scheme}://api.example.com/`, TARGETS, WEB_SOCKET)).toBe('outbound-scheme-forbidden');
  });

  test('O-01 This machine may be called without TLS where development says so, and nobody else', () => {
    const targets = [...LOOPBACK_TARGETS, ...TARGETS];
    for (const address of ['http://localhost:1234/', 'http://127.0.0.1/', 'http://[::1]:99/x', 'https://localhost:1/'])
      expect(codeOf(address, targets)).toBeUndefined();
    expect(codeOf('http://api.example.com/', targets)).toBe('outbound-scheme-forbidden');
    expect(codeOf('http://127.0.0.2/', targets)).toBe('outbound-scheme-forbidden');
    expect(codeOf('https://127.0.0.2/', targets)).toBe('outbound-host-forbidden');
    expect(codeOf('http://127.0.0.1/', TARGETS)).toBe('outbound-scheme-forbidden');
  });

  test('the schema of a list takes these and refuses nonsense', () => {
    const checker = checkerOf(OutboundTargetSchema);
    for (const target of [...TARGETS, ...LOOPBACK_TARGETS]) expect(checker.problems(target)).toEqual([]);
    for (const host of ['', '*', '*.example.com', 'https://a', 'a..b', 'A.example', 'a/b'])
      expect(checker.fits({ host })).toBe(false);
    expect(checker.fits({ host: 'a', networks: ['10.0.0.0'] })).toBe(false);
    expect(checker.fits({ host: 'a', port: 1 })).toBe(false);
  });
});
