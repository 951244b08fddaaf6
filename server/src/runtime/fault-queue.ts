/** Faults that wait for what they are to meet, in the order in which they were ordered; each meets `count` of them. */
export class FaultQueue<F extends { readonly count: number }> {
  #waiting: { readonly fault: F; left: number }[] = [];

  add(fault: F): void {
    if (fault.count > 0) this.#waiting.push({ fault, left: fault.count });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first one that fits, if there is one. It counts as used. */
  take(fits: (fault: F) => boolean): F | undefined {
    const met = this.#waiting.find(({ fault }) => fits(fault));
    if (met === undefined) return undefined;
    met.left -= 1;
    if (met.left === 0) this.#waiting.splice(this.#waiting.indexOf(met), 1);
    return met.fault;
  }
}
