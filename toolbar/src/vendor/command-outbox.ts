import { sentenceOf } from '../state/failure.js';
import type { BareCommand, CommandClient } from './command-client.js';
import type { Place } from './dialled-calls.js';
import { ServiceError, type ServiceErrorCode } from './service-error.js';
import { DEFAULT_TIMES, type VendorSettings } from './vendor-settings.js';

/** A command on its way. */
export interface SentCommand {
  readonly command: BareCommand;
  /** The same in every attempt, so that the command acts once however many of them arrive. */
  readonly commandId: string;
  readonly session: string;
  /** When it was sent first. Milliseconds since 1970. */
  readonly at: number;
}

/** Who is told what became of the commands of the page before. */
interface Hears {
  accepted(sent: SentCommand, place: Place | undefined): void;
  refused(sent: SentCommand): void;
}

/** Between two attempts. Milliseconds. */
const PAUSE_MS = 500;

const LOST: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>(['unreachable', 'no-answer']);

/**
 * Commands until they are answered. A break may lose a command or only its answer, and nobody here can tell which: so it
 * is sent again under its id, by this page or by the one that goes on with the line.
 */
export class CommandOutbox {
  readonly #client: CommandClient;
  readonly #settings: VendorSettings;
  readonly #changed: () => void;
  readonly #unanswered = new Map<string, SentCommand>();
  #closed = false;

  constructor(client: CommandClient, settings: VendorSettings, changed: () => void) {
    this.#client = client;
    this.#settings = settings;
    this.#changed = changed;
  }

  get unanswered(): readonly SentCommand[] {
    return [...this.#unanswered.values()];
  }

  /**
   * Kept when the service accepted the command. It may have said where in the session's frames the outcome is.
   * @throws ServiceError also when there was no answer for as long as one may take
   */
  async send(command: BareCommand, session: string): Promise<Place | undefined> {
    const { ids, clock } = this.#settings;
    return this.#deliver({ command, commandId: ids.newId(), session, at: clock.now() });
  }

  /**
   * Commands of the page before this one. Who asked for them is gone, so what becomes of them is told by events.
   * @param hears of each what became of it
   */
  goOnWith(left: readonly SentCommand[], session: string | undefined, hears: Hears): void {
    for (const sent of left) {
      if (sent.session !== session || this.#isOver(sent)) hears.refused(sent);
      else
        this.#deliver(sent).then(
          (place) => {
            if (!this.#closed) hears.accepted(sent, place);
          },
          (error: unknown) => {
            this.#settings.log(`A command from before the page was loaded was not accepted: ${sentenceOf(error)}`);
            if (!this.#closed) hears.refused(sent);
          },
        );
    }
  }

  /** Another page goes on with what is left. */
  close(): void {
    this.#closed = true;
  }

  async #deliver(sent: SentCommand): Promise<Place | undefined> {
    this.#unanswered.set(sent.commandId, sent);
    this.#changed();
    try {
      const { seq } = await this.#attempts(sent);
      return seq === undefined ? undefined : { session: sent.session, seq };
    } finally {
      this.#unanswered.delete(sent.commandId);
      if (!this.#closed) this.#changed();
    }
  }

  async #attempts(sent: SentCommand): Promise<{ readonly seq?: number }> {
    for (;;) {
      try {
        return await this.#client.send(sent.command, { session: sent.session, commandId: sent.commandId });
      } catch (error) {
        const lost = error instanceof ServiceError && LOST.has(error.code);
        if (!lost || this.#closed || this.#isOver(sent, PAUSE_MS)) throw error;
      }
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#settings.clock.after('command.again', PAUSE_MS, resolve));
  }

  /** Nobody expects any more that it is done, once the time for an answer is over. */
  #isOver({ at }: SentCommand, inMs = 0): boolean {
    const { clock, times = DEFAULT_TIMES } = this.#settings;
    return clock.now() + inMs >= at + times.requestMs;
  }
}

/** The contact that the command is to begin, if it begins one. */
export function calledAs(command: BareCommand): readonly string[] {
  return command.type === 'makeCall' && command.connectionId !== undefined ? [command.connectionId] : [];
}
