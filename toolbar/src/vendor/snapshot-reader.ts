import { AGENT_STATES, type CallSnapshot, type NotReadyReason, type SnapshotFrame } from '@fusion-cti/protocol';
import type { LineChanges } from '../state/line-features.js';
import { absenceOf } from './absence-reader.js';
import type { AgentAtSwitch } from './line-record.js';

/** What a snapshot says, in the toolbar's words. */
export interface ReadSnapshot {
  readonly agent: AgentAtSwitch;
  readonly line: LineChanges;
  readonly calls: readonly CallSnapshot[];
}

/**
 * @param reasons what the codes of this contact centre mean
 * @param now by this machine's clock: the server's may be another, so that only how long ago something was can be trusted
 */
export function readSnapshot(frame: SnapshotFrame, reasons: readonly NotReadyReason[], now: number): ReadSnapshot {
  const here = (at: number): number => now - ((frame.time ?? now) - at);
  const { agentSince, agentUntil, doNotDisturb, forwardedTo, monitoring } = frame;
  const state = AGENT_STATES.find((name) => name === frame.agentState) ?? 'Null';
  return {
    agent: {
      state,
      ...(agentSince !== undefined && { since: here(agentSince) }),
      ...(agentUntil !== undefined && { until: here(agentUntil) }),
      ...(state === 'NotReady' && { absence: absenceOf(frame, reasons) }),
    },
    // What it does not mention is not so.
    line: { doNotDisturb: doNotDisturb === true, forwardedTo, monitoring },
    // Without the server's time, its other times mean nothing here.
    calls: frame.calls.map((call) => ({ ...call, since: frame.time === undefined ? now : here(call.since) })),
  };
}
