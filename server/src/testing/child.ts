import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Of what a process that fails has logged. */
const LOG_KEPT = 4000;

export interface Launch {
  /** Of Node. */
  readonly args: readonly string[];
  /** Beside the environment of the test. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Finds the port in what the process says. */
  readonly listens: RegExp;
}

/** A server in a process of its own, which is going to be killed. */
export class Child {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.port = port;
  }

  /** @returns once it listens, and has said where */
  static async start({ args, environment = {}, listens }: Launch): Promise<Child> {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let logged = '';
    child.stderr.on('data', (piece: Buffer) => (logged = (logged + piece.toString()).slice(-LOG_KEPT)));
    for await (const line of createInterface({ input: child.stdout })) {
      const port = listens.exec(line)?.[1];
      if (port === undefined) continue;
      // The rest is read by nobody: a full pipe would stop the process at its next line.
      child.stdout.resume();
      return new Child(child, Number(port));
    }
    throw new Error(`A process ended before it listened: ${logged}`);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As a machine loses a process: without a goodbye. @throws Error when it had ended by itself */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child.signalCode === 'SIGKILL') return;
    if (child.exitCode !== null) throw new Error(`A process has ended by itself, with ${child.exitCode}`);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
