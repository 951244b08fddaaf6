/** What the published material leaves open, or operators decide. Milliseconds where nothing else is said. */
export interface BridgeRules {
  /** [A] How long to try to attach again before the chat is given up. */
  readonly giveUpMs: number;
  /** [O] How long a lost agent may be away before the user hears of it. */
  readonly graceMs: number;
  /** [A] How long after the last agent has left the user is told of a transfer, when nothing else tells of one. */
  readonly settleMs: number;
  /** [A] How long another agent may take to come. */
  readonly successorMs: number;
  /** [A] The longest wait for an agent; 0 for as long as the queue has patience. */
  readonly maxWaitMs: number;
  /** [A] How long the end waits for what the user said before. */
  readonly flushMs: number;
  /** [A] How long the end waits for the other side to tell of it. */
  readonly leftMs: number;
  /** [A] How long after an answer was lost the transcript is looked at. */
  readonly lookMs: number;
  /** [A] The first pause before something is tried again, and the longest. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** [A] How often a message is sent again that is refused because of the conversation's state. */
  readonly stateTries: number;
  /** [D] Characters of one message. */
  readonly messageCharacters: number;
  /** [A] What the user said and has not arrived, and characters of it. */
  readonly lineItems: number;
  readonly lineCharacters: number;
  /** [O] Between two indications that an agent types. */
  readonly typingMs: number;
  /** [A] Whether what flows and queues say is published too. */
  readonly relayWorkflow: boolean;
  /** [A] Whether notices are. */
  readonly relayNotices: boolean;
  /** [A] Messages that are remembered, and asked for again after a break, because the stream may tell them late. */
  readonly overlap: number;
}

export const BRIDGE_RULES: BridgeRules = {
  giveUpMs: 120_000,
  graceMs: 20_000,
  settleMs: 1_500,
  successorMs: 30_000,
  maxWaitMs: 0,
  flushMs: 10_000,
  leftMs: 5_000,
  lookMs: 1_000,
  retryMs: 500,
  maxRetryMs: 15_000,
  stateTries: 5,
  messageCharacters: 4_000,
  lineItems: 200,
  lineCharacters: 200_000,
  typingMs: 4_000,
  relayWorkflow: false,
  relayNotices: true,
  overlap: 64,
};
