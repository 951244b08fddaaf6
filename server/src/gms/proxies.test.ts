import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../bayeux/options.js';
import { until } from '../bayeux/testing/endpoint.js';
import { CometdClient, type Transport } from '../bayeux/testing/real-clients.js';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';

const SAMPLES = new URL('../../../docs/proxies/', import.meta.url);
const CHANNEL = '/service/chatV2/customer-support';

interface Proxy {
  readonly program: string;
  readonly sample: string;
  /** In the foreground, with this configuration, and with files in this folder only. */
  readonly args: (config: string, folder: string) => readonly string[];
  /** Its time-outs while nothing comes, seconds. */
  readonly timeouts: RegExp;
}

const PROXIES: readonly Proxy[] = [
  {
    program: 'nginx',
    sample: 'nginx.conf',
    args: (config, folder) => ['-c', config, '-p', folder, '-e', 'stderr', '-g', `daemon off; pid ${folder}/pid;`],
    timeouts: /proxy_read_timeout (\d+)s/g,
  },
  {
    program: 'apache2',
    sample: 'apache.conf',
    args: (config, folder) => [
      '-X',
      '-f',
      config,
      '-d',
      folder,
      '-c',
      `PidFile ${folder}/pid`,
      '-c',
      `DefaultRuntimeDir ${folder}`,
      '-c',
      `ErrorLog ${folder}/error.log`,
    ],
    timeouts: /(?:Timeout |timeout=)(\d+)/g,
  },
  {
    program: 'haproxy',
    sample: 'haproxy.cfg',
    args: (config) => ['-db', '-f', config],
    timeouts: /timeout (?:client|server)\s+(\d+)s/g,
  },
];

describe('behind a proxy', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  for (const proxy of PROXIES) {
    const isInstalled = has(proxy.program);
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
      const seconds = [...sampleOf(proxy).matchAll(proxy.timeouts)].map(([, text]) => Number(text));
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

  async function run(proxy: Proxy, [a, b]: readonly TestServer[]): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'cti-proxy-'));
    const port = await freePort();
    const config = join(folder, proxy.sample);
    const ports: Readonly<Record<string, number | undefined>> = { 8087: a?.port, 8088: b?.port, 8080: port };
    const text = sampleOf(proxy).replaceAll(/:(80(?:87|88|80))\b/g, (_text, name: string) => `:${ports[name]}`);
    writeFileSync(config, text);
    const child = spawn(proxy.program, proxy.args(config, folder), { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    let hasEnded = false;
    child.once('exit', () => (hasEnded = true));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    open.push(() => ended(child));
    const url = `http://localhost:${port}`;
    for (;;) {
      if (hasEnded) throw new Error(`${proxy.program} has ended: ${said}`);
      const isThere = await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isThere) return url;
      await new Promise((resolve) => setImmediate(resolve));
    }
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

function sampleOf({ sample }: Proxy): string {
  return readFileSync(new URL(sample, SAMPLES), 'utf8');
}

function has(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await over;
}
