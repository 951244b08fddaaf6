import type { CallSnapshot, SnapshotFrame } from '@fusion-cti/protocol';
import type { DnSnapshot, PartyOnDn } from '../tserver/index.js';
import type { CallEntry } from './call-book.js';

type LineSnapshot = Omit<SnapshotFrame, 'eventName' | 'seq' | 'agentState' | 'calls' | 'time'>;

/** A call of a line, in the words of the wire; none for a call that the line's frames do not tell of. */
export function callSnapshot(call: CallEntry | undefined, party: PartyOnDn): readonly CallSnapshot[] {
  if (call === undefined) return [];
  const { ANI, queueName, ...rest } = call;
  return [
    {
      ...rest,
      state: party.state,
      since: party.since,
      ...(ANI !== undefined && { ANI }),
      ...(queueName !== undefined && { queueName }),
      ...(party.consultationFor !== undefined && { consultationFor: party.consultationFor }),
      ...(party.conference && { conference: true }),
      ...(party.participants !== undefined && { participants: party.participants }),
      ...(party.muted && { muted: true }),
      ...(party.role === 'Observer' && { observer: true }),
      ...(party.userData.length > 0 && { userData: party.userData }),
    },
  ];
}

/** What is so of a line and the agent on it, beside its calls. Nobody is told how another agent is on it. */
export function lineSnapshot(dn: DnSnapshot | undefined, agentId: string): LineSnapshot {
  if (dn === undefined) return {};
  const { doNotDisturb, forwardedTo, monitors } = dn;
  return {
    ...(dn.agentId === agentId && agentSnapshot(dn)),
    ...(doNotDisturb && { doNotDisturb }),
    ...(forwardedTo !== undefined && { forwardedTo }),
    ...(monitors !== undefined && { monitoring: monitors }),
  };
}

function agentSnapshot({ agentState, agentWorkMode, reasons, since, until }: DnSnapshot): LineSnapshot {
  const absent = agentState === 'NotReady';
  return {
    agentSince: since,
    ...(until !== undefined && { agentUntil: until }),
    ...(absent && agentWorkMode !== undefined && { workMode: agentWorkMode }),
    ...(absent && reasons !== undefined && { reasons }),
  };
}
