/** How an agent, or Fusion for them, wants to be at the switch. */
export type AgentWish =
  | { readonly to: 'available' }
  /** `code`: a reason of the contact centre's list. */
  | { readonly to: 'unavailable'; readonly code?: string }
  | { readonly to: 'signedOff' };

export function sameWish(a: AgentWish | undefined, b: AgentWish | undefined): boolean {
  return a?.to === b?.to && codeOf(a) === codeOf(b);
}

function codeOf(wish: AgentWish | undefined): string | undefined {
  return wish?.to === 'unavailable' ? wish.code : undefined;
}
