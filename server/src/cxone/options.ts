import type { World } from '../world/world.js';

/** What becomes of a user's message when the case of its thread is finished. */
export type AfterFinish = 'reopen' | 'newContact' | 'refuse';

/**
 * What NICE leaves open. Evidence: [D] documented, [C] read in the vendor's own code, [O] seen in public middlewares,
 * [A] our assumption.
 */
export interface CxoneOptions {
  /** [A] Whether members that are not known are refused; otherwise they are passed over. */
  readonly strict: boolean;
  /** [A] Of calls that create something. */
  readonly createdStatus: 200 | 201;
  /** [D] */
  readonly tokenSeconds: number;
  /** [A] How long a refresh token is good. It is good once. */
  readonly refreshSeconds: number;
  /** [A] Of one content, as JSON. */
  readonly messageCharacters: number;
  /** [A] */
  readonly onResolved: AfterFinish;
  /** [A] */
  readonly onClosed: AfterFinish;
  /** [A] What a case is when its agent has ended the conversation. */
  readonly agentEnds: 'closed' | 'resolved';
  /** [A] Whether a thread takes no more messages when its case is closed. */
  readonly lockOnClose: boolean;
  /** [A] */
  readonly oneTimeTokenSeconds: number;
  /** [O] Of one file. */
  readonly attachmentBytes: number;
  /** [A] How long the address of a file is good. */
  readonly attachmentSeconds: number;
  /** [D] Of the tenant, as are the next three. */
  readonly inboundPerHour: number;
  readonly outboundPerMinute: number;
  readonly contactReadsPerHour: number;
  readonly contactUpdatesPerHour: number;
  /** [D] Of one case: so many at once, and then so many a minute. */
  readonly contactUpdateBurst: number;
  readonly contactUpdatesPerMinute: number;
  /** [C] How a token of the middleware is asked for. */
  readonly tokenRequest: 'json' | 'form';
  /** [A] How long a middleware may take. */
  readonly callbackTimeoutMs: number;
  /** [D] Above this a call is marked as slow. */
  readonly slowMs: number;
  /** [A] Before each further try after 5xx, or no answer. */
  readonly retryMs: readonly number[];
  /** [A] Whether typing is told only of channels with `canSendSenderActions`. */
  readonly typingNeedsChannel: boolean;
  /** [A] Whether a conversation that an agent begins is sent with a thread. */
  readonly threadOnManualOutbound: boolean;
}

export const DEFAULT_CXONE_OPTIONS: CxoneOptions = {
  strict: true,
  createdStatus: 200,
  tokenSeconds: 3600,
  refreshSeconds: 7200,
  messageCharacters: 10_000,
  onResolved: 'reopen',
  onClosed: 'newContact',
  agentEnds: 'closed',
  lockOnClose: false,
  oneTimeTokenSeconds: 60,
  attachmentBytes: 41_943_040,
  attachmentSeconds: 900,
  inboundPerHour: 360_000,
  outboundPerMinute: 6000,
  contactReadsPerHour: 120_000,
  contactUpdatesPerHour: 1_000_000,
  contactUpdateBurst: 250,
  contactUpdatesPerMinute: 17,
  tokenRequest: 'json',
  callbackTimeoutMs: 5000,
  slowMs: 500,
  retryMs: [1000, 5000],
  typingNeedsChannel: true,
  threadOnManualOutbound: false,
};

export function optionsOf(world: World): CxoneOptions {
  return { ...DEFAULT_CXONE_OPTIONS, ...world.data.cxone?.options };
}
