import type { CallDirection, PartyState, PartyTrigger } from '@fusion-cti/protocol';
import type { CLOSE_REASONS } from '@oracle/uef-sdk';
import type { Asked } from '../state/contacts.js';

export type CloseReason = keyof typeof CLOSE_REASONS;

export interface CallEnd {
  readonly direction: CallDirection;
  readonly from: PartyState;
  readonly on: PartyTrigger;
  /** What somebody at this desk had asked of the call. */
  readonly asked?: Asked;
  readonly unexplained?: boolean;
}

/** A row holds when every field it names is equal; the first that holds decides. */
type Cause = Partial<CallEnd> & { readonly reason: CloseReason; readonly spec: string };

export const CLOSE_CAUSES: readonly Cause[] = [
  { from: 'Connected', reason: 'WRAPUP', spec: 'There was a conversation: the agent notes down its outcome.' },
  { from: 'Held', reason: 'WRAPUP', spec: 'The same: given to somebody else, or given up while it waited.' },
  { on: 'EventAbandoned', reason: 'ABANDONED', spec: 'The caller gave up while it rang.' },
  {
    from: 'Alerting',
    asked: 'offerTimeout',
    reason: 'TIMEOUT',
    spec: "Fusion's offer ran out, so the call was rejected.",
  },
  { from: 'Alerting', asked: 'reject', reason: 'REJECT', spec: 'Declined in Fusion or in the toolbar.' },
  {
    from: 'Alerting',
    unexplained: true,
    reason: 'MISSED',
    spec: 'It went away before it was answered; nobody says why.',
  },
  { from: 'Alerting', reason: 'REJECT', spec: 'Declined at the phone itself.' },
  { on: 'EventDestinationBusy', reason: 'REJECT', spec: 'The far end is busy, or the network refused the number.' },
  { from: 'Dialing', asked: 'hangup', reason: 'CANCELED', spec: 'The agent gave up before the far end answered.' },
  { from: 'Dialing', reason: 'REJECT', spec: 'The far end declined, or did not answer.' },
  { from: 'Failed', reason: 'REJECT', spec: 'The end of a call whose far end was busy.' },
];

export function closeReason(end: CallEnd): CloseReason {
  return CLOSE_CAUSES.find((cause) => holds(cause, end))?.reason ?? 'MISSED';
}

function holds({ reason: _, spec: __, ...conditions }: Cause, end: CallEnd): boolean {
  return Object.entries(conditions).every(([field, wanted]) => end[field as keyof CallEnd] === wanted);
}
