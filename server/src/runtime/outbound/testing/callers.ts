import { ManualClock } from '../../clock.js';
import { OutboundGuard } from '../outbound-guard.js';
import { OutboundHttp, type OutboundOptions, trusting } from '../outbound-http.js';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../targets.js';
import { TEST_CERTIFICATE, TEST_HOST } from './certificate.js';
import { FakeResolver } from './fake-resolver.js';

/** What a test calls with, and what it can see of it. */
export interface TestCaller {
  readonly clock: ManualClock;
  readonly resolver: FakeResolver;
  readonly options: OutboundOptions;
  readonly http: OutboundHttp;
}

/** `partner.test`, in a network of one's own that is this machine, at any port. */
export const PARTNER: OutboundTarget = { host: TEST_HOST, ports: 'any', networks: ['127.0.0.0/8'] };

/** @param answers of the DNS, for each name one after the other */
export function testCaller(
  answers: Readonly<Record<string, readonly (readonly string[])[]>> = {},
  targets: readonly OutboundTarget[] = [PARTNER, ...LOOPBACK_TARGETS],
): TestCaller {
  const clock = new ManualClock();
  const resolver = new FakeResolver({ localhost: [['127.0.0.1']], [TEST_HOST]: [['127.0.0.1']], ...answers });
  const guard = new OutboundGuard(targets, resolver);
  const options = { guard, clock, trust: trusting([TEST_CERTIFICATE]) };
  return { clock, resolver, options, http: new OutboundHttp(options) };
}
