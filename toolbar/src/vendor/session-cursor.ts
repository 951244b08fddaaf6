import type { HelloFrame, SnapshotFrame } from '@fusion-cti/protocol';

/** A session to come back to. It proves who is asking: kept where only this tab, or a tab beside it, can read it. */
export interface KnownSession {
  readonly session: string;
  /** The last number that was heard. Absent: the truth that the numbers count on from was never heard. */
  readonly lastSeq?: number;
}

/**
 * How far this client has heard its session.
 *
 * The number belongs to the frame and not to what the frame tells: it is counted whether or not anybody makes sense of
 * the rest, and in what is repeated after a break as in anything else. A greeting counts nothing: it names the number
 * of a truth that may never arrive.
 */
export class SessionCursor {
  #known: KnownSession | undefined;
  #replayEnds = 0;

  constructor(known?: KnownSession) {
    this.#known = known;
  }

  get known(): KnownSession | undefined {
    return this.#known;
  }

  /** Everything that was missed has been heard. */
  get caughtUp(): boolean {
    return this.#known?.lastSeq !== undefined && this.#known.lastSeq >= this.#replayEnds;
  }

  greeted({ session, resumed, seq }: HelloFrame): void {
    const lastSeq = resumed ? this.#known?.lastSeq : undefined;
    this.#known = { session, ...(lastSeq !== undefined && { lastSeq }) };
    this.#replayEnds = seq;
  }

  /** The whole truth was heard. */
  told({ seq }: SnapshotFrame): void {
    if (this.#known === undefined) return;
    this.#known = { ...this.#known, lastSeq: seq };
    this.#replayEnds = seq;
  }

  /** `gap`: something before it never arrived, so that nothing can be built on it. Without a number, all is news. */
  heard(seq: number | undefined): 'news' | 'repeated' | 'gap' {
    const lastSeq = this.#known?.lastSeq;
    if (seq === undefined || this.#known === undefined || lastSeq === undefined) return 'news';
    if (seq <= lastSeq) return 'repeated';
    if (seq > lastSeq + 1) return 'gap';
    this.#known = { ...this.#known, lastSeq: seq };
    return 'news';
  }

  /** What was heard is not the truth any more: the next connection asks for all of it. */
  doubt(): void {
    if (this.#known !== undefined) this.#known = { session: this.#known.session };
  }
}
