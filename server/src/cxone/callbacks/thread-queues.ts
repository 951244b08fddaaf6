type Job = () => Promise<void>;

/** One after the other within a thread; threads do not wait for each other. */
export class ThreadQueues {
  readonly #failed: (error: unknown) => void;
  readonly #waiting = new Map<string, Job[]>();
  /** Those that the next of their thread overtakes. */
  readonly #held = new Map<string, Job[]>();

  /** @param failed told of what a job threw; the next one is done all the same */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  push(key: string, job: Job): void {
    const jobs = [job, ...(this.#held.get(key) ?? [])];
    this.#held.delete(key);
    const running = this.#waiting.get(key);
    if (running !== undefined) running.push(...jobs);
    else void this.#run(key, jobs);
  }

  /** It is done after the next one. */
  hold(key: string, job: Job): void {
    this.#held.set(key, [...(this.#held.get(key) ?? []), job]);
  }

  clear(): void {
    for (const jobs of this.#waiting.values()) jobs.length = 0;
    this.#held.clear();
  }

  async #run(key: string, jobs: Job[]): Promise<void> {
    this.#waiting.set(key, jobs);
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job().catch(this.#failed);
    this.#waiting.delete(key);
  }
}
