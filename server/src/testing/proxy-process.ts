import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SAMPLES = new URL('../../../docs/proxies/', import.meta.url);

/** Programs that stand before several nodes, in the foreground, with one configuration and files in one folder only. */
const PROGRAMS = {
  nginx: (config: string, folder: string) => [
    ...['-c', config, '-p', folder, '-e', 'stderr'],
    ...['-g', `daemon off; pid ${folder}/pid;`],
  ],
  apache2: (config: string, folder: string) => [
    ...['-X', '-f', config, '-d', folder],
    ...['-c', `PidFile ${folder}/pid`],
    ...['-c', `DefaultRuntimeDir ${folder}`],
    ...['-c', `ErrorLog ${folder}/error.log`],
  ],
  haproxy: (config: string) => ['-db', '-f', config],
} as const;
export type ProxyProgram = keyof typeof PROGRAMS;

/** Apache lets a poll that a node holds come to its time-out first. In the foreground it is one process, and leaves none behind. */
const GOODBYES: Readonly<Record<ProxyProgram, 'SIGTERM' | 'SIGKILL'>> = {
  nginx: 'SIGTERM',
  apache2: 'SIGKILL',
  haproxy: 'SIGTERM',
};

/** The text of a sample of `docs/proxies`. */
export function proxySample(name: string): string {
  return readFileSync(new URL(name, SAMPLES), 'utf8');
}

/** Whether this machine has it. */
export function hasProxy(program: ProxyProgram): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Below those that systems give by themselves: nobody else is given one of these while a program is about to take it. */
const PORTS = [20_000, 30_000] as const;

/** A port that nobody has at the moment, and that no server gets which asks for any. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** A real proxy, with a sample of `docs/proxies` as it is but for the ports. */
export class ProxyProcess {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #goodbye: NodeJS.Signals;

  private constructor(child: ChildProcess, folder: string, url: string, goodbye: NodeJS.Signals) {
    this.#process = child;
    this.#goodbye = goodbye;
    this.#folder = folder;
    this.url = url;
  }

  /** @param nodes ports, instead of 8087 and 8088. @returns once a node answers through it */
  static async start(program: ProxyProgram, sample: string, nodes: readonly number[]): Promise<ProxyProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'cti-proxy-'));
    const port = await freePort();
    const config = join(folder, sample);
    const ports: Readonly<Record<string, number | undefined>> = { 8087: nodes[0], 8088: nodes[1], 8080: port };
    const text = proxySample(sample).replaceAll(/:(80(?:87|88|80))\b/g, (_text, name: string) => `:${ports[name]}`);
    writeFileSync(config, text);
    const child = spawn(program, PROGRAMS[program](config, folder), { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    let hasEnded = false;
    child.once('exit', () => (hasEnded = true));
    const proxy = new ProxyProcess(child, folder, `http://localhost:${port}`, GOODBYES[program]);
    for (;;) {
      if (hasEnded) throw new Error(`${program} has ended: ${said}`);
      const isThere = await fetch(`${proxy.url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isThere) return proxy;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const over = new Promise((resolve) => child.once('exit', resolve));
      child.kill(this.#goodbye);
      await over;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
