/** What Fusion is told about the agent. */
export interface AgentStateToTell {
  readonly available: boolean;
  /** Signed in at the switch. */
  readonly loggedIn: boolean;
  /** Why not available. */
  readonly why?: string;
  readonly code?: string;
}

export interface SyncWatcher {
  /** Fusion has accepted what is wanted now. */
  agreed(state: AgentStateToTell): void;
  /** Fusion refused, or never answered. What it shows now is anybody's guess. */
  refused(state: AgentStateToTell, error: unknown): void;
}

/**
 * Keeps what Fusion shows equal to what the switch says: one request at a time, and when the switch changed its mind
 * meanwhile, another one. So the last thing Fusion hears is always the last thing that was true.
 */
export class AgentStateSync {
  readonly #publish: (state: AgentStateToTell) => Promise<void>;
  readonly #watcher: SyncWatcher;
  #wanted: AgentStateToTell = { available: false, loggedIn: false };
  /** `undefined`: not known, and so to be told whatever it is. */
  #told: AgentStateToTell | undefined;
  #busy = false;

  constructor(publish: (state: AgentStateToTell) => Promise<void>, watcher: SyncWatcher) {
    this.#publish = publish;
    this.#watcher = watcher;
  }

  want(state: AgentStateToTell): void {
    this.#wanted = state;
    if (same(this.#told, state) && !this.#busy) this.#watcher.agreed(state);
    else void this.#run();
  }

  /** Tells it once more, after a refusal. */
  retry(): void {
    this.want(this.#wanted);
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    let outcome: () => void = () => undefined;
    while (!same(this.#told, this.#wanted)) {
      const state = this.#wanted;
      const error = await this.#tell(state);
      if (!same(state, this.#wanted)) continue;
      outcome =
        error === undefined ? () => this.#watcher.agreed(state) : () => this.#watcher.refused(state, error.cause);
      break;
    }
    this.#busy = false;
    outcome();
  }

  async #tell(state: AgentStateToTell): Promise<{ readonly cause: unknown } | undefined> {
    try {
      await this.#publish(state);
      this.#told = state;
      return undefined;
    } catch (cause) {
      this.#told = undefined;
      return { cause };
    }
  }
}

function same(a: AgentStateToTell | undefined, b: AgentStateToTell): boolean {
  return a?.available === b.available && a.loggedIn === b.loggedIn && a.why === b.why && a.code === b.code;
}
