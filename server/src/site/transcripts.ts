/** Something that was said in a call, as the speech recognition of a contact centre tells it. */
export interface TranscriptLine {
  readonly role: 'AGENT' | 'END_USER';
  readonly transcript: string;
  /** `false` while words may still change: a later line with the same id takes its place. */
  readonly final: boolean;
  readonly messageId: string;
}

export type TranscriptListener = (connId: string, line: TranscriptLine) => void;

/** Who hears what is said in calls: those who listen on a line that is in the call. */
export class Transcripts {
  readonly #listeners = new Map<string, Set<TranscriptListener>>();

  /** @returns how to stop */
  listen(dn: string, listener: TranscriptListener): () => void {
    const onLine = this.#listeners.get(dn) ?? new Set();
    this.#listeners.set(dn, onLine.add(listener));
    return () => {
      onLine.delete(listener);
      if (onLine.size === 0) this.#listeners.delete(dn);
    };
  }

  say(connId: string, dns: readonly string[], line: TranscriptLine): void {
    for (const dn of dns) for (const listener of this.#listeners.get(dn) ?? []) listener(connId, line);
  }
}
