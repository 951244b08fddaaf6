/** Why the switch sends no calls, as it has said it. */
export interface Absence {
  /** The ReasonCode. */
  readonly code?: string;
  /** In words: the contact centre's for its code, else those for the work mode. Fusion shows them too. */
  readonly why?: string;
  /** After-call work: it has an end. */
  readonly wrapUp?: boolean;
  /** Nobody is logged in. */
  readonly signedOff?: boolean;
}

export function sameAbsence(a: Absence, b: Absence): boolean {
  return a.code === b.code && a.why === b.why && a.wrapUp === b.wrapUp && a.signedOff === b.signedOff;
}
