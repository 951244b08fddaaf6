import { describe, expect, test } from 'vitest';
import { addressProblem, isLoopbackAddress, networksOf } from './address-rules.js';

describe('addresses', () => {
  test.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
    ...['127.0.0.1', '127.255.255.254', '169.254.169.254', '169.254.170.2', '172.16.0.1', '172.31.255.255'],
    ...['192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255', '198.51.100.1'],
    ...['203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ])('O-04 The IPv4 address %s is never called', (address) => {
    expect(addressProblem(address)).toBeTypeOf('string');
  });

  test.each([
    ...['::', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1'],
    ...['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', '2001::1', '2001:0:53aa::1', '2001:db8::1'],
    ...['2002:7f00:1::', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', '4000::1'],
    ...['fe80::1%eth0', '2606:4700::1111%1'],
  ])('O-04 The IPv6 address %s is never called', (address) => {
    expect(addressProblem(address)).toBeTypeOf('string');
  });

  test.each(['', 'localhost', '1.2.3', '0x7f000001', '2130706433', '127.1', '1.2.3.4.5', '[::1]'])(
    'O-04 %s is no address, and never called',
    (text) => {
      expect(addressProblem(text)).toBe('no address');
    },
  );

  test.each(['8.8.8.8', '9.255.255.255', '100.63.255.255', '172.32.0.1', '192.0.1.1', '223.255.255.255'])(
    'O-04 The public address %s may be called',
    (address) => {
      expect(addressProblem(address)).toBeUndefined();
    },
  );

  test.each(['2606:4700:4700::1111', '2a00:1450:4001::1', '2003::1', '2001:200::1'])(
    'O-04 The public address %s may be called',
    (address) => {
      expect(addressProblem(address)).toBeUndefined();
    },
  );

  test('O-04 A network of one’s own is allowed as far as it reaches, and disguises are not', () => {
    const own = networksOf(['10.1.0.0/16', 'fd12::/16']);
    expect(addressProblem('10.1.2.3', own)).toBeUndefined();
    expect(addressProblem('fd12::1', own)).toBeUndefined();
    expect(addressProblem('10.2.0.1', own)).toBe('a private network');
    expect(addressProblem('::ffff:10.1.2.3', own)).toBe('an IPv4 address in disguise');
    expect(addressProblem('fd13::1', own)).toBe('a private network');
  });

  test('knows this machine', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['128.0.0.1', '::2', '10.0.0.1', '', 'localhost'].some(isLoopbackAddress)).toBe(false);
  });
});
