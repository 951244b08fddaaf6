/** How a conversation ended, as the wrap-up form offers it. */
export interface WrapUpReason {
  readonly code: string;
  readonly text: string;
}

/** For a world whose administrator has defined none. */
const DEFAULT_REASONS: readonly WrapUpReason[] = [
  { code: 'RESOLVED', text: 'Resolved' },
  { code: 'FOLLOW_UP', text: 'Follow-up needed' },
];

export function wrapUpReasons(
  dispositions: readonly { readonly code: string; readonly name: string }[] = [],
): readonly WrapUpReason[] {
  return dispositions.length === 0 ? DEFAULT_REASONS : dispositions.map(({ code, name }) => ({ code, text: name }));
}

/** A code in words; one that is not defined any more is its own. */
export function wrapUpReasonText(reasons: readonly WrapUpReason[], code: string): string {
  return reasons.find((reason) => reason.code === code)?.text ?? code;
}
