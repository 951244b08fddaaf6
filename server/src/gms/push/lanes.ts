/** How many may be on their way through one target at once. */
const WIDTH = 64;

interface Lane {
  busy: number;
  readonly waiting: (() => void)[];
}

/** Ways to targets, each as wide as the next: one that leads nowhere fills up, and the others stay free. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  async run<T>(name: string, action: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { busy: 0, waiting: [] };
    this.#lanes.set(name, lane);
    if (lane.busy >= WIDTH) await new Promise<void>((resolve) => lane.waiting.push(resolve));
    else lane.busy += 1;
    try {
      return await action();
    } finally {
      const next = lane.waiting.shift();
      if (next !== undefined) next();
      else if ((lane.busy -= 1) === 0) this.#lanes.delete(name);
    }
  }
}
