/** Commands that the toolbar has not replied to yet, each with its own time limit. */
import { COMMAND_RESULTS } from '../names.js';
import type { ClearTimer, SetTimer, TimerHandle } from '../windows.js';
import type { CommandReply, CommandSettlement } from './types.js';

interface PendingCommand {
  readonly settle: (reply: CommandReply) => void;
  readonly timer: TimerHandle;
}

const GIVEN_UP: Readonly<Record<Exclude<CommandSettlement, 'reply'>, string>> = {
  timeout: 'The toolbar did not reply in time.',
  'not-subscribed': 'The toolbar does not listen for this command.',
  reloaded: 'The toolbar was reloaded before it replied.',
  disposed: 'The host was closed before the toolbar replied.',
};

/** The failure a command ends with when the host stops waiting. */
export function givenUp(settledBy: Exclude<CommandSettlement, 'reply'>): CommandReply {
  return { result: COMMAND_RESULTS.FAILURE, resultDisplayString: GIVEN_UP[settledBy], outData: {}, settledBy };
}

export class PendingCommands {
  readonly #pending = new Map<string, PendingCommand>();
  readonly #setTimer: SetTimer;
  readonly #clearTimer: ClearTimer;

  constructor(setTimer: SetTimer, clearTimer: ClearTimer) {
    this.#setTimer = setTimer;
    this.#clearTimer = clearTimer;
  }

  /** Resolves with the reply, or with a failure after `timeoutMs` milliseconds. Never rejects. */
  wait(uuid: string, timeoutMs: number): Promise<CommandReply> {
    return new Promise((resolve) => {
      const timer = this.#setTimer(() => this.settle(uuid, givenUp('timeout')), timeoutMs);
      this.#pending.set(uuid, { settle: resolve, timer });
    });
  }

  /** Only the first reply to a command counts: a toolbar that subscribed twice replies twice. */
  settle(uuid: string, reply: CommandReply): void {
    const pending = this.#pending.get(uuid);
    if (pending === undefined) return;
    this.#pending.delete(uuid);
    this.#clearTimer(pending.timer);
    pending.settle(reply);
  }

  /** Gives up on everything that is still open. */
  settleAll(reply: CommandReply): void {
    for (const uuid of [...this.#pending.keys()]) this.settle(uuid, reply);
  }
}
