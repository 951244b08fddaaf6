import type { TEventName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Monitoring } from '../model/dn.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { join, leave, lift } from './presence.js';

/** The supervisor waits for the next call of the agent; both are told. */
export function beginMonitoring(context: SwitchContext, monitoring: Monitoring, answer: Answer): void {
  const { supervisor, target } = monitoring;
  supervisor.monitors = monitoring;
  target.monitoredBy = monitoring;
  tellBoth(context, 'EventMonitoringNextCall', monitoring, answer);
}

/** And waits no more. Who listens already goes on listening. */
export function endMonitoring(context: SwitchContext, monitoring: Monitoring, answer?: Answer): void {
  const { supervisor, target } = monitoring;
  supervisor.monitors = undefined;
  target.monitoredBy = undefined;
  tellBoth(context, 'EventMonitoringCancelled', monitoring, answer);
}

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

function tellBoth(context: SwitchContext, event: TEventName, monitoring: Monitoring, answer?: Answer): void {
  const { supervisor, target } = monitoring;
  const details = detailsOf(monitoring);
  context.tell.dn(supervisor, event, answer, { ...details, ...asSupervisor(monitoring) });
  context.tell.dn(target, event, undefined, { ...details, ...asTarget(monitoring) });
}

function detailsOf({ type, mode, scope }: Monitoring): Details {
  return {
    MonitorNextCallType: type,
    Extensions: [
      { key: 'MonitorMode', type: 'str', value: mode },
      { key: 'MonitorScope', type: 'str', value: scope },
    ],
  };
}

function asSupervisor({ target }: Monitoring): Details {
  return { ThisDNRole: 'Observer', OtherDN: target.number, OtherDNRole: 'Destination' };
}

function asTarget({ supervisor }: Monitoring): Details {
  return { ThisDNRole: 'Destination', OtherDN: supervisor.number, OtherDNRole: 'Observer' };
}
