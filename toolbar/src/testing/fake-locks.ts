import type { TabLocks } from '../vendor/tab-leadership.js';

interface Claim {
  readonly held: () => Promise<void>;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** One browser's locks, as far as one name goes: first come, first served, unless somebody steals. */
export class FakeLocks {
  #holder: Claim | undefined;
  #queue: Claim[] = [];
  /** A browser that refuses, as some do to framed pages. */
  refusal: Error | undefined;

  /** What one page sees of them. `die` is what a crash does: the browser takes the page's lock back, and no code runs. */
  page(): TabLocks & { die: () => void } {
    const claims = new Set<Claim>();
    return {
      request: (_name, { steal, signal }, held) =>
        new Promise<void>((finish, fail) => {
          if (this.refusal !== undefined) return fail(this.refusal);
          const claim: Claim = { held, finish, fail };
          claims.add(claim);
          signal?.addEventListener('abort', () => {
            if (this.#holder === claim) return;
            this.#queue = this.#queue.filter((other) => other !== claim);
            fail(aborted());
          });
          if (steal === true) this.#steal(claim);
          else this.#wait(claim);
        }),
      die: () => {
        this.#queue = this.#queue.filter((claim) => !claims.has(claim));
        if (this.#holder !== undefined && claims.has(this.#holder)) this.#next();
      },
    };
  }

  #wait(claim: Claim): void {
    if (this.#holder === undefined) this.#grant(claim);
    else this.#queue.push(claim);
  }

  #steal(claim: Claim): void {
    this.#holder?.fail(aborted());
    this.#grant(claim);
  }

  #grant(claim: Claim): void {
    this.#holder = claim;
    queueMicrotask(() => {
      void claim.held().then(() => {
        claim.finish();
        if (this.#holder === claim) this.#next();
      });
    });
  }

  #next(): void {
    this.#holder = undefined;
    const next = this.#queue.shift();
    if (next !== undefined) this.#grant(next);
  }
}

function aborted(): Error {
  return Object.assign(new Error('The lock was taken away.'), { name: 'AbortError' });
}
