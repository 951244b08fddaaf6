import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../bayeux/options.js';
import { until } from '../bayeux/testing/endpoint.js';
import { CometdClient, type Transport } from '../bayeux/testing/real-clients.js';
import { hasProxy, ProxyProcess, type ProxyProgram, proxySample } from '../testing/proxy-process.js';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';

const CHANNEL = '/service/chatV2/customer-support';

interface Proxy {
  readonly program: ProxyProgram;
  readonly sample: string;
  /** Its time-outs while nothing comes, seconds. */
  readonly timeouts: RegExp;
}

const PROXIES: readonly Proxy[] = [
  { program: 'nginx', sample: 'nginx.conf', timeouts: /proxy_read_timeout (\d+)s/g },
  { program: 'apache2', sample: 'apache.conf', timeouts: /(?:Timeout |timeout=)(\d+)/g },
  { program: 'haproxy', sample: 'haproxy.cfg', timeouts: /timeout (?:client|server)\s+(\d+)s/g },
];

describe('behind a proxy', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  for (const proxy of PROXIES) {
    const isInstalled = hasProxy(proxy.program);
    const without = isInstalled ? '' : ` (not tried: ${proxy.program} is not installed here)`;

    it.skipIf(!isInstalled)(
      `N-85 ${proxy.program}, by its sample, carries polls and sockets to two nodes, and a browser to one of them${without}`,
      async () => {
        const nodes = [await node(), await node()];
        const url = await run(proxy, nodes);
        expect(await cookiesOfNewcomers(url)).toBe(2);
        for (const transport of ['long-polling', 'websocket'] as const) await chat(url, nodes, transport);
      },
      90_000,
    );

    it(`N-85 ${proxy.program} waits longer, by its sample, than polls are held`, () => {
      const seconds = [...proxySample(proxy.sample).matchAll(proxy.timeouts)].map(([, text]) => Number(text));
      expect(seconds).not.toEqual([]);
      expect(Math.min(...seconds) * 1000).toBeGreaterThanOrEqual(2 * DEFAULT_LIMITS.timeoutMs);
    });
  }

  async function node(): Promise<TestServer> {
    const server = await TestServer.start();
    open.push(() => server.stop());
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    return server;
  }

  async function run({ program, sample }: Proxy, nodes: readonly TestServer[]): Promise<string> {
    const proxy = await ProxyProcess.start(
      program,
      sample,
      nodes.map(({ port }) => port),
    );
    open.push(() => proxy.stop());
    return proxy.url;
  }

  /** A whole chat: the proxy holds what is held, and lets through at once what comes. */
  async function chat(url: string, nodes: readonly TestServer[], transport: Transport): Promise<void> {
    const client = new CometdClient(transport);
    await client.start(`${url}/genesys/cometd`, CHANNEL);
    await client.publish(CHANNEL, { operation: 'requestChat', nickname: 'Rita' });
    await until(() => client.heard.length === 1);
    const { chatId = '', secureKey } = client.heard[0] as Envelope;
    const held = () => nodes.find(({ clock }) => clock.pending().some(({ name }) => name.startsWith('bayeux connect')));
    await until(() => held() !== undefined);
    await held()!.post(`/control/chats/${chatId}/accept`, {});
    await until(() => client.heard.length === 2);
    for (let n = 0; n < 5; n += 1) {
      await client.publish(CHANNEL, { operation: 'sendMessage', secureKey, message: String(n) });
      await until(() => held() !== undefined);
      await held()!.post(`/control/chats/${chatId}/say`, { text: String(n) });
      await until(() => client.heard.length === 4 + 2 * n);
    }
    const indices = (client.heard as Envelope[]).flatMap(({ messages }) => messages.map(({ index }) => index));
    expect([indices, client.handshakes]).toEqual([Array.from({ length: 12 }, (_, n) => n + 1), 1]);
    await client.publish(CHANNEL, { operation: 'disconnect', secureKey });
    await client.stop();
  }

  /** How many nodes those get who come for the first time. */
  async function cookiesOfNewcomers(url: string): Promise<number> {
    const cookies = new Set<string>();
    for (let n = 0; n < 40; n += 1) {
      const { headers } = await fetch(`${url}/healthz`);
      const cookie = /cti_node=[^;]*/.exec(headers.getSetCookie().join())?.[0];
      if (cookie === undefined) throw new Error('There is no cookie');
      cookies.add(cookie);
      // Who has one stays there, and gets no other.
      const again = await fetch(`${url}/healthz`, { headers: { cookie } });
      const next = /cti_node=[^;]*/.exec(again.headers.getSetCookie().join())?.[0];
      expect(next ?? cookie).toBe(cookie);
    }
    return cookies.size;
  }
});
