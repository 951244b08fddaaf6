import type { Log } from '../log.js';

/** The part of `navigator.locks` that is used. */
export interface TabLocks {
  request(
    name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    held: () => Promise<void>,
  ): Promise<void>;
}

export interface LeadershipWatcher {
  /** This tab leads from now on. */
  led(): void;
  /** Another tab has taken the lead, without asking. */
  deposed(): void;
}

export interface LeadershipSettings {
  /** Tabs with the same name choose one among them. */
  readonly name: string;
  /** Absent where the browser has none, or the page is not safe: then every tab leads itself. */
  readonly locks: TabLocks | undefined;
  readonly log: Log;
}

/** One request for the lock, from asking to giving it back. */
interface Term {
  readonly steals: boolean;
  readonly candidacy: AbortController;
  /** Gives the lock back; absent until it was given. */
  release?: () => void;
}

/**
 * Which tab leads: the one that holds the lock. The browser hands it on when its holder closes, is loaded again or
 * crashes, so that nobody has to watch anybody.
 */
export class TabLeadership {
  readonly #settings: LeadershipSettings;
  readonly #watcher: LeadershipWatcher;
  #term: Term | undefined;

  constructor(settings: LeadershipSettings, watcher: LeadershipWatcher) {
    this.#settings = settings;
    this.#watcher = watcher;
  }

  /** Leads as soon as no other tab does. */
  stand(): void {
    if (this.#term === undefined) this.#begin(false);
  }

  /** Leads at once: for when the tab that leads does not answer any more. */
  seize(): void {
    if (this.#term?.steals === true || this.#term?.release !== undefined) return;
    this.resign();
    this.#begin(true);
  }

  /** Neither leads nor stands. A page that sleeps must not: it would hold the lock and do nothing. */
  resign(): void {
    const term = this.#term;
    this.#term = undefined;
    term?.candidacy.abort();
    term?.release?.();
  }

  #begin(steals: boolean): void {
    const { locks, name } = this.#settings;
    const term: Term = { steals, candidacy: new AbortController() };
    this.#term = term;
    if (locks === undefined) return this.#lead(term, () => undefined);
    const held = async (): Promise<void> => {
      // Withdrawn in the very moment in which the lock was given.
      if (this.#term !== term) return;
      await new Promise<void>((release) => this.#lead(term, release));
    };
    // Browsers take no signal with `steal`: there is nothing to wait for.
    const options = steals ? { steal: true } : { signal: term.candidacy.signal };
    locks.request(name, options, held).catch((error: unknown) => this.#failed(term, error));
  }

  #lead(term: Term, release: () => void): void {
    term.release = release;
    this.#watcher.led();
  }

  #failed(term: Term, error: unknown): void {
    // Who has resigned, or withdrawn, has nothing to lose.
    if (this.#term !== term) return;
    if (term.release === undefined) return this.#leadAlone(term, error);
    this.#term = undefined;
    this.#watcher.deposed();
  }

  /** A browser that keeps nothing for framed pages has no locks for them either: better two lines than none. */
  #leadAlone(term: Term, error: unknown): void {
    this.#settings.log(
      `This browser has no locks for the toolbar: ${error instanceof Error ? error.name : 'unknown'}.`,
    );
    this.#lead(term, () => undefined);
  }
}
