import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LoadAnswer, LoadOrder } from './load/generator.js';

const CORES = { server: '0', generator: '1' } as const;
const CLOCK_TICKS_PER_SECOND = 100;

/** A server in a process of its own, on a core of its own where the system lets us choose. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /**
   * @param script a program that prints the address it listens on, as the real server does
   * @param core `generator` for what only stands around what is measured
   */
  static async start(
    script: URL,
    args: readonly string[],
    env: Record<string, string>,
    core: keyof typeof CORES = 'server',
  ): Promise<ServerProcess> {
    const node = [process.execPath, '--max-semi-space-size=64', fileURLToPath(script), ...args];
    const [command, ...rest] = pinned(CORES[core], node);
    const child = spawn(command ?? process.execPath, rest, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /listens on http:\/\/[^:]+:(\d+)\//.exec(line)?.[1];
      if (port !== undefined) return new ServerProcess(child, Number(port));
    }
    throw new Error(`${script.pathname} ended before it listened`);
  }

  /** Seconds of CPU since the process began. */
  get cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
  }

  /** Resident memory, in MiB. */
  get memoryMiB(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** The load generator, likewise. */
export class Generator {
  readonly #child: ChildProcess;

  constructor() {
    const [command, ...rest] = pinned(CORES.generator, [process.execPath]);
    this.#child = fork(new URL('./load/generator.js', import.meta.url), {
      execPath: command ?? process.execPath,
      execArgv: rest,
    });
  }

  /** Gives an order and waits for the figures. */
  async order(order: LoadOrder): Promise<LoadAnswer> {
    const answer = await new Promise<LoadAnswer>((resolve, reject) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', (code) => reject(new Error(`The generator ended with ${code}`)));
      this.#child.send(order);
    });
    this.#child.removeAllListeners('exit');
    if (answer.error !== undefined) throw new Error(`${order.kind}: ${answer.error}`);
    return answer;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

function pinned(core: string, command: readonly string[]): readonly string[] {
  return canPin() ? ['taskset', '-c', core, ...command] : command;
}

let pinnable: boolean | undefined;

/** `taskset` is part of every Linux; elsewhere the scheduler decides. */
function canPin(): boolean {
  pinnable ??= (() => {
    try {
      execFileSync('taskset', ['-c', CORES.generator, 'true'], { stdio: 'ignore' });
      return true;
    } catch {
      return false; // One core, or no Linux: the figures say so by their CPU column.
    }
  })();
  return pinnable;
}
