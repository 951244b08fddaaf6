/** How the server ends a WebSocket, and what the client should make of it. */
export interface CloseCodeEntry {
  readonly code: number;
  /** `true`: connect again, after a pause. `false`: connecting again would end the same way. */
  readonly retryable: boolean;
  readonly sentence: string;
}

export const CLOSE_CODES = {
  goingAway: { code: 1001, retryable: true, sentence: 'The server is stopping. Connect again in a moment.' },
  frameTooLarge: { code: 1009, retryable: false, sentence: 'A frame was larger than this server accepts.' },
  internalError: { code: 1011, retryable: true, sentence: 'The server failed on this connection.' },
  ticketInvalid: { code: 4401, retryable: true, sentence: 'The ticket is not valid. Ask for a new one.' },
  unresponsive: { code: 4408, retryable: true, sentence: 'The client did not answer a ping.' },
  replaced: { code: 4409, retryable: false, sentence: 'You went on working in another window or browser.' },
  lineLost: { code: 4410, retryable: true, sentence: 'The switch has taken this line away. Try again later.' },
  agentInUse: { code: 4423, retryable: true, sentence: 'This agent is signed in somewhere else.' },
  flooding: { code: 4429, retryable: false, sentence: 'The client sent too many frames.' },
  tooSlow: { code: 4430, retryable: true, sentence: 'The client read more slowly than things happened.' },
  worldReset: { code: 4205, retryable: true, sentence: 'The world was reset. Sign in again.' },
} as const satisfies Record<string, CloseCodeEntry>;

export type CloseReason = keyof typeof CLOSE_CODES;

const BY_CODE = new Map<number, CloseCodeEntry>(Object.values(CLOSE_CODES).map((entry) => [entry.code, entry]));

/** What a close code means; unknown codes (1006 of a cut network among them) are worth a retry. */
export function closeCodeEntry(code: number): CloseCodeEntry {
  return BY_CODE.get(code) ?? { code, retryable: true, sentence: 'The connection to the contact centre was lost.' };
}
