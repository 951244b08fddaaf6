import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import { join, leave, lift } from './presence.js';

/**
 * A call of a supervised agent is answered: the supervisor's phone joins it by itself, and the others are told. A
 * supervisor who is on a call misses this one.
 */
export function observe(context: SwitchContext, agent: Party): void {
  const monitoring = agent.dn?.monitoredBy;
  if (!monitoring?.supervisor.reachable) return;
  const { call } = agent;
  const { supervisor, target, mode, type } = monitoring;
  const observer = join(context, call, supervisor, 'Observer');
  observer.observes = monitoring;
  context.tell.party(observer, 'EventRinging');
  lift(context, supervisor);
  observer.muted = mode !== 'connect';
  context.tell.party(observer, 'EventEstablished', 'Bridged');
  for (const party of call.parties) {
    if (party === observer || party.place !== undefined || party.state === 'Null') continue;
    context.tell.party(party, 'EventPartyAdded', 'Conferenced', undefined, {
      OtherDN: supervisor.number,
      OtherDNRole: 'Observer',
    });
  }
  if (type === 'OneCall') target.monitoredBy = undefined;
  if (type === 'OneCall') supervisor.monitors = undefined;
}

/** The observer's part in a call that was moved into another. */
export function dropObservers(context: SwitchContext, parties: readonly Party[]): void {
  for (const party of parties) {
    if (party.role !== 'Observer') continue;
    context.tell.party(party, 'EventReleased');
    leave(context, party);
  }
}
