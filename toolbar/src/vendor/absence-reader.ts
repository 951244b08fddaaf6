import { isKVList, NOT_READY_REASON_KEY, type NotReadyReason } from '@fusion-cti/protocol';
import type { Absence } from '../state/absence.js';
import { sentence } from '../state/sentence.js';

/** What a message may say of an agent who is not ready: an event and a snapshot alike. */
interface Explanation {
  readonly workMode?: string;
  readonly reasons?: unknown;
}

/** Work modes in words for the agent who is in them. */
const WORK_MODES: Readonly<Record<string, string>> = {
  AfterCallWork: sentence('After-call work'),
  AuxWork: sentence('On a break'),
  WalkAway: sentence('Away from the desk'),
  LegalGuard: sentence('Rest period'),
  NoCallDisconnect: sentence('Out of service'),
};

/** @param known what the codes of this contact centre mean; of another code nobody knows more than the code */
export function absenceOf({ workMode = '', reasons }: Explanation, known: readonly NotReadyReason[]): Absence {
  const code = reasonCode(reasons);
  const reason = known.find((one) => one.code === code)?.text ?? code;
  const why = reason ?? WORK_MODES[workMode];
  return {
    ...(code !== undefined && { code }),
    ...(why !== undefined && { why }),
    ...(workMode === 'AfterCallWork' && { wrapUp: true }),
  };
}

/** T-Servers give the time of after-call work in whole seconds; as text when it has no end. */
export function wrapUpMs(extensions: unknown): number | undefined {
  if (!isKVList(extensions)) return undefined;
  const time = extensions.find(({ key }) => key === 'WrapUpTime');
  return time?.type === 'int' && time.value > 0 ? time.value * 1000 : undefined;
}

function reasonCode(reasons: unknown): string | undefined {
  if (!isKVList(reasons)) return undefined;
  const reason = reasons.find(({ key }) => key === NOT_READY_REASON_KEY);
  return reason?.type === 'str' && reason.value !== '' ? reason.value : undefined;
}
