import { msg } from '@lit/localize';
import type { NotReadyReason } from '@fusion-cti/protocol';
import type { AgentWish } from '../state/agent-wish.js';

/** @param reasons the contact centre's own words, which are not translated */
export function wishText(wish: AgentWish, reasons: readonly NotReadyReason[]): string {
  switch (wish.to) {
    case 'available':
      return msg('Available');
    case 'unavailable':
      return reasons.find(({ code }) => code === wish.code)?.text ?? wish.code ?? msg('Unavailable');
    case 'signedOff':
      return msg('Sign off');
  }
}
