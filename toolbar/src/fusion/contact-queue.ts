import { UefError } from './uef-error.js';

export type StepName = 'newComm' | 'startComm' | 'closeComm';

/** One thing that Fusion has to be told about a contact. */
export interface Step<Answer = unknown> {
  readonly name: StepName;
  /** Called when its turn comes, and again on a retry: reads what the steps before it left behind. */
  readonly publish: () => Promise<Answer>;
  readonly done: (answer: Answer) => void;
}

export interface QueueWatcher {
  /** A step failed, and everything behind it waits. */
  blocked(step: StepName, error: unknown): void;
  /** The failure that was told of no longer stands. */
  unblocked(step: StepName): void;
  /** Fusion refused the contact, and now it is over: there is nothing left to tell. */
  forgotten(): void;
}

/**
 * What becomes of the steps before closeComm when one of them failed and the call is over. `forget`: Fusion does not
 * have the contact. `close`: it has, or may have, so it must hear the end.
 */
const WHEN_OVER: Readonly<Record<StepName, Readonly<Record<UefError['kind'], 'forget' | 'close' | 'wait'>>>> = {
  newComm: { refused: 'forget', unanswered: 'close' },
  startComm: { refused: 'close', unanswered: 'close' },
  closeComm: { refused: 'wait', unanswered: 'wait' },
};

interface Queued {
  readonly step: Step;
  /** Kept by the first answer to any attempt: a second answer to the same step would never come. */
  readonly answered: Promise<void>;
  readonly settle: (answer: unknown) => void;
}

/** Tells Fusion about one contact, strictly one step after the other: a startComm too early is never answered. */
export class ContactQueue {
  readonly #watcher: QueueWatcher;
  #waiting: Queued[] = [];
  #blockedBy: { readonly queued: Queued; readonly kind: UefError['kind'] } | undefined;
  #running = false;

  constructor(watcher: QueueWatcher) {
    this.#watcher = watcher;
  }

  push<Answer>(step: Step<Answer>): void {
    // The answer that a step's `publish` gives is the one its `done` gets: the pair stays together.
    const queued = queue(step as Step);
    if (step.name === 'closeComm' && this.#giveUp()) return;
    this.#waiting.push(queued);
    void this.#run();
  }

  /** Tries the step that failed again. Only a person asks for that: a repeat may be one too many. */
  retry(): void {
    this.#blockedBy = undefined;
    void this.#run();
  }

  get idle(): boolean {
    return this.#waiting.length === 0 && !this.#running;
  }

  /** The call is over, and something before its end failed. `true`: nothing is left to tell. */
  #giveUp(): boolean {
    const blocked = this.#blockedBy;
    if (blocked === undefined) return false;
    const plan = WHEN_OVER[blocked.queued.step.name][blocked.kind];
    if (plan === 'wait') return false;
    this.#waiting = [];
    this.#blockedBy = undefined;
    this.#watcher.unblocked(blocked.queued.step.name);
    if (plan === 'forget') this.#watcher.forgotten();
    return plan === 'forget';
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#blockedBy === undefined) {
      const next = this.#waiting[0];
      if (next === undefined) break;
      await this.#perform(next);
    }
    this.#running = false;
  }

  async #perform(queued: Queued): Promise<void> {
    try {
      await Promise.race([queued.answered, attempt(queued)]);
      this.#waiting = this.#waiting.filter((other) => other !== queued);
    } catch (error) {
      this.#block(queued, error);
    }
  }

  #block(queued: Queued, error: unknown): void {
    const kind = error instanceof UefError ? error.kind : 'refused';
    this.#blockedBy = { queued, kind };
    this.#watcher.blocked(queued.step.name, error);
    // An answer that comes late is an answer.
    void queued.answered.then(() => this.#answeredLate(queued));
  }

  #answeredLate(queued: Queued): void {
    if (this.#blockedBy?.queued !== queued) return;
    this.#waiting = this.#waiting.filter((other) => other !== queued);
    this.#blockedBy = undefined;
    this.#watcher.unblocked(queued.step.name);
    void this.#run();
  }
}

function queue(step: Step): Queued {
  let settle: (answer: unknown) => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    let first = true;
    settle = (answer) => {
      if (first) step.done(answer);
      first = false;
      resolve();
    };
  });
  return { step, answered, settle };
}

async function attempt(queued: Queued): Promise<void> {
  try {
    queued.settle(await queued.step.publish());
  } catch (error) {
    if (error instanceof UefError) void error.late?.then(queued.settle);
    throw error;
  }
}
