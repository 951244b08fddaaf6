import type { AgentPhase } from '@fusion-cti/protocol';
import type { SwitchTimerName } from '../api.js';
import type { Rig } from './rig.js';

type OfAgent = Extract<SwitchTimerName, 'wrap-up' | 'legal-guard' | 'auto-logout'>;

/**
 * The phase of the agent on DN A. No event tells of it, but it shows in what happens next: each question is put to a
 * switch of its own, to which the same has happened.
 */
export function phaseOf(played: () => Rig): AgentPhase {
  const state = played().switch.agentOn('A')?.state ?? 'Null';
  if (state === 'Null') return 'Null';
  // Who is on a business call is not logged out for doing nothing.
  const busy = !reacts(played, 'auto-logout');
  if (state === 'Ready') return busy ? 'BusyReady' : 'Ready';
  if (reacts(played, 'legal-guard')) return 'LegalGuard';
  if (reacts(played, 'wrap-up')) return busy ? 'BusyAfterCallWork' : 'AfterCallWork';
  return busy ? 'BusyNotReady' : 'NotReady';
}

function reacts(played: () => Rig, name: OfAgent): boolean {
  return played().do({ kind: 'timer', timer: { name, dn: 'A' } }).deliveries.length > 0;
}
