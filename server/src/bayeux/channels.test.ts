import { describe, expect, it } from 'vitest';
import { CHANNEL_PATTERN, kindOf, SUBSCRIPTION_PATTERN, subscriptionsFor } from './channels.js';

describe('channels', () => {
  it.each([
    ['/a', true, true],
    ['/service/chatV2/customer-support', true, true],
    ['/workspace/v3/media/chat', true, true],
    ['/a.b/c_d/(e)!~$@%20+', true, true],
    ['/**', false, true],
    ['/*', false, true],
    ['/a/*', false, true],
    ['/a/**', false, true],
    ['/a/***', false, false],
    ['/*/a', false, false],
    ['/a*', false, false],
    ['', false, false],
    ['/', false, false],
    ['a', false, false],
    ['/a/', false, false],
    ['//a', false, false],
    ['/a b', false, false],
    ['/a:b', false, false],
    ['/a,b', false, false],
    ['/a\n', false, false],
    ['/é', false, false],
  ])('B-20 tells names from what is none: %j', (name, isChannel, isSubscription) => {
    expect(new RegExp(CHANNEL_PATTERN).test(name)).toBe(isChannel);
    expect(new RegExp(SUBSCRIPTION_PATTERN).test(name)).toBe(isSubscription);
  });

  it.each([
    ['/a', ['/a', '/*', '/**']],
    ['/a/b', ['/a/b', '/a/*', '/a/**', '/**']],
    ['/a/b/c', ['/a/b/c', '/a/b/*', '/a/b/**', '/a/**', '/**']],
  ])('B-12 knows the subscriptions that %s fits', (channel, subscriptions) => {
    expect(subscriptionsFor(channel)).toEqual(subscriptions);
  });

  it.each([
    ['/meta/connect', 'meta'],
    ['/meta', 'broadcast'],
    ['/service', 'broadcast'],
    ['/meta/**', 'meta'],
    ['/service/chatV2/x', 'service'],
    ['/service/**', 'service'],
    ['/metal', 'broadcast'],
    ['/services/x', 'broadcast'],
    ['/**', 'broadcast'],
  ])('B-12 knows who hears %s', (channel, kind) => {
    expect(kindOf(channel)).toBe(kind);
  });
});
