/** How a conversation may be said to have ended. `code` is what Fusion and the switch are told. */
export interface Disposition {
  readonly code: string;
  readonly name: string;
}

/** What the agent has noted of a contact, here or in Fusion. */
export interface WrapUp {
  /** Code of a disposition; empty: none was chosen. */
  readonly disposition: string;
  readonly notes: string;
  /** Fusion has been asked to save it, and has not answered. */
  readonly saving?: boolean;
}

export const NOTHING_NOTED: WrapUp = { disposition: '', notes: '' };
