import type { KVList } from '@fusion-cti/protocol';

/** What a message says of a call beside its phase. What it does not mention has not changed. */
export interface CallFacts {
  /** The number of the other side now: a transfer replaces it. */
  readonly otherNumber?: string;
  /** A call to ask somebody, for the sake of another call. */
  readonly consultation?: boolean;
  /** ConnID of the call that this desk asks somebody for. */
  readonly consultationFor?: string;
  /** More than two are in the call. */
  readonly conference?: boolean;
  /** This desk listens to the call of somebody else. */
  readonly observer?: boolean;
  readonly muted?: boolean;
  /** All others in a conference. */
  readonly participants?: readonly string[];
  /** When the present phase of the call began. Milliseconds since 1970. */
  readonly since?: number;
  /** Who joined or left. */
  readonly party?: string;
  /** Who made a conference of it. */
  readonly thirdParty?: string;
  readonly userData?: KVList;
  /** Tones that went out. */
  readonly tones?: string;
}
