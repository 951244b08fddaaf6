import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';

/** What the switch does to an agent who does not answer. */
export type NoAnswerAction = 'none' | 'notready' | 'logout';

/** What a phone does about a call that nobody answers. */
export interface Supervision {
  readonly afterMs: number;
  readonly overflowTo: string | undefined;
  /** The way the call got there says how it goes on. */
  readonly forwards: boolean;
  readonly action: NoAnswerAction;
}

/** A phone rings: from now on somebody looks at the clock, if anybody does. */
export function superviseAnswer(context: SwitchContext, party: Party): void {
  const { dn } = party;
  const supervision = supervisionOf(context, party);
  if (dn === undefined || supervision === undefined) return;
  const timer = { name: 'no-answer', dn: dn.number, connId: party.call.connId } as const;
  party.noAnswerTimer = context.setTimer(timer, supervision.afterMs);
}

export function supervisionOf({ behaviour }: SwitchContext, { dn, queue }: Party): Supervision | undefined {
  if (dn === undefined) return undefined;
  const { forwarding, noAnswer } = dn;
  const forwards = forwarding?.mode === 'OnNoAnswer' || forwarding?.mode === 'OnBusyAndNoAnswer';
  const routed = queue !== undefined;
  const general = routed ? behaviour.afterRoutingTimeoutMs : behaviour.agentNoAnswerTimeoutMs;
  const afterMs = noAnswer?.afterMs ?? general;
  if (afterMs === 0) return undefined;
  return {
    afterMs,
    overflowTo: forwards ? forwarding.to : noAnswer?.overflowTo,
    forwards,
    action: routed ? behaviour.afterRoutingTimeoutAction : behaviour.agentNoAnswerAction,
  };
}

/** The phone does not ring any more. */
export function stopSupervision(context: SwitchContext, party: Party): void {
  context.cancelTimer(party.noAnswerTimer);
  party.noAnswerTimer = undefined;
}
