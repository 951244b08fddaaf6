/** What is stated for the middleware, what its makers leave open, and what operators decide. Milliseconds. */
export interface ByocRules {
  /** [S] How long a customer may be silent before being asked. */
  readonly idleMs: number;
  /** [S] How long there is to answer that. */
  readonly countdownMs: number;
  /** [A] Whether an agent's messages begin the silence of the customer anew. */
  readonly agentCountsAsActivity: boolean;
  /** [A] Whether a customer who types is not silent. */
  readonly typingCountsAsActivity: boolean;
  /** [A] Whether a resolved case ends the thread for the customer, as a closed one does. */
  readonly resolvedEnds: boolean;
  /** [A] Whether the end by the customer locks the thread at CXone. */
  readonly lockOnEnd: boolean;
  /** [A] What a case becomes that the customer ended. Closing it would take the agent's disposition away. */
  readonly endStatus: string;
  /** [A] How a case is given up that no agent had accepted. */
  readonly abandonType: string;
  /** [A] What the agent reads when the customer is gone; empty for nothing. */
  readonly endNote: string;
  /** [A] How long what was seen of a thread is taken for true without a look. */
  readonly lookMs: number;
  /** [A] The same when CXone cannot be asked. */
  readonly cachedMs: number;
  /** [A] How long the answer to a customer waits for such a look. */
  readonly lookWaitMs: number;
  /** [A] How long CXone may repeat a callback that it had no answer to. */
  readonly repeatMs: number;
  /** [A] How long CXone may need until it knows a message whose status it is told. */
  readonly statusMs: number;
  /** [A] For so long it is true that somebody types. */
  readonly typingMs: number;
  /** [A] Whether a reply on a thread that nobody knows here begins it. */
  readonly adoptUnknownThreads: boolean;
  /** [A] What is shown for content that the channel cannot show. */
  readonly unsupportedText: string;
  /** [A] Attachments of one message. */
  readonly attachments: number;
  /** [A] Whether a channel that is added is made as one that shows when agents type. */
  readonly channelShowsTyping: boolean;
  /** [D] Calls to CXone in an hour that store messages, and that read a contact. */
  readonly storesPerHour: number;
  readonly readsPerHour: number;
  /** [D] Changes of one contact: as many at once, and as many a minute after that. */
  readonly contactBurst: number;
  readonly contactPerMinute: number;
}

export const BYOC_RULES: ByocRules = {
  idleMs: 120_000,
  countdownMs: 20_000,
  agentCountsAsActivity: false,
  typingCountsAsActivity: true,
  resolvedEnds: true,
  lockOnEnd: true,
  endStatus: 'resolved',
  abandonType: 'abandon',
  endNote: '',
  lookMs: 5_000,
  cachedMs: 30_000,
  lookWaitMs: 2_000,
  repeatMs: 60_000,
  statusMs: 60_000,
  typingMs: 4_000,
  adoptUnknownThreads: false,
  unsupportedText: 'This message cannot be shown here.',
  attachments: 10,
  channelShowsTyping: true,
  storesPerHour: 360_000,
  readsPerHour: 120_000,
  contactBurst: 250,
  contactPerMinute: 17,
};
