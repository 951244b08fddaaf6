/**
 * What can go wrong with the next frames of a stream: so many come twice, never, or behind the one after them; or behind
 * one that is no JSON, or one of 128 KiB.
 */
const KINDS = ['duplicate', 'lose', 'swap', 'malformed', 'oversized'] as const;
type Kind = (typeof KINDS)[number];
export type FrameFaults = Readonly<Partial<Record<Kind, number>>>;

const OVERSIZED = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'x'.repeat(131_072) } });

/** Decides what becomes of each frame of one conversation. Without faults every frame comes once, and in order. */
export class StreamFaults {
  readonly #left = new Map<Kind, number>();
  /** Comes behind the next. */
  #held: string | undefined;

  order(faults: FrameFaults): void {
    for (const kind of KINDS) {
      const count = faults[kind];
      if (count !== undefined) this.#left.set(kind, count);
    }
  }

  /** What goes out instead of a frame. */
  of(text: string): readonly string[] {
    const held = this.#held;
    if (held !== undefined) {
      this.#held = undefined;
      return [text, held];
    }
    if (this.#takes('lose')) return [];
    if (this.#takes('swap')) {
      this.#held = text;
      return [];
    }
    return [
      ...(this.#takes('malformed') ? ['{"topicName":'] : []),
      ...(this.#takes('oversized') ? [OVERSIZED] : []),
      text,
      ...(this.#takes('duplicate') ? [text] : []),
    ];
  }

  #takes(kind: Kind): boolean {
    const left = this.#left.get(kind) ?? 0;
    if (left > 0) this.#left.set(kind, left - 1);
    return left > 0;
  }
}
