/** How a conversation ended, as the wrap-up form offers it. An administrator would define these. */
export const WRAP_UP_REASONS: readonly { readonly code: string; readonly text: string }[] = [
  { code: 'RESOLVED', text: 'Resolved' },
  { code: 'FOLLOW_UP', text: 'Follow-up needed' },
  { code: 'ESCALATED', text: 'Escalated' },
  { code: 'INFORMATION', text: 'Information given' },
  { code: 'WRONG_NUMBER', text: 'Wrong number' },
];

export function wrapUpReasonText(code: string): string {
  return WRAP_UP_REASONS.find((reason) => reason.code === code)?.text ?? code;
}
