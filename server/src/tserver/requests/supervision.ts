import type { KVList, RequestOf } from '@fusion-cti/protocol';
import type { Monitoring } from '../model/dn.js';
import type { Details } from '../teller.js';
import { onPhone } from './checks.js';
import type { RequestDefinition } from './definition.js';

const MODES: Readonly<Record<string, Monitoring['mode']>> = {
  normal: 'mute',
  mute: 'mute',
  coach: 'coach',
  connect: 'connect',
};

const monitorNextCall: RequestDefinition<'RequestMonitorNextCall'> = {
  preconditions: [
    ...onPhone,
    {
      name: 'other-party-known',
      code: 71,
      holds: (context, { ThisDN, OtherDN }) => OtherDN !== ThisDN && context.directory.find(OtherDN)?.isPhone === true,
    },
    { name: 'work-mode-fits', code: 53, holds: (_context, request) => modeOf(request) !== undefined },
    {
      name: 'supervision-free',
      code: 506,
      holds: (context, { ThisDN, OtherDN }) => {
        const supervisor = context.directory.dn(ThisDN);
        const target = context.directory.dn(OtherDN);
        return supervisor.idle && supervisor.monitors === undefined && target.monitoredBy === undefined;
      },
    },
  ],
  perform: (context, request, answer) => {
    const supervisor = context.directory.dn(request.ThisDN);
    const target = context.directory.dn(request.OtherDN);
    const monitoring: Monitoring = {
      supervisor,
      target,
      type: request.MonitorNextCallType,
      mode: modeOf(request) ?? 'mute',
      scope: wordOf(request.Extensions, 'MonitorScope') === 'agent' ? 'agent' : 'call',
    };
    supervisor.monitors = monitoring;
    target.monitoredBy = monitoring;
    const details = detailsOf(monitoring);
    context.tell.dn(supervisor, 'EventMonitoringNextCall', answer, { ...details, ...asSupervisor(monitoring) });
    context.tell.dn(target, 'EventMonitoringNextCall', undefined, { ...details, ...asTarget(monitoring) });
  },
};

const cancelMonitoring: RequestDefinition<'RequestCancelMonitoring'> = {
  preconditions: [
    ...onPhone,
    {
      name: 'supervision-known',
      code: 506,
      holds: (context, { ThisDN, OtherDN }) => {
        const monitoring = context.directory.dn(ThisDN).monitors;
        return monitoring !== undefined && (OtherDN === undefined || monitoring.target.number === OtherDN);
      },
    },
  ],
  perform: (context, request, answer) => {
    const supervisor = context.directory.dn(request.ThisDN);
    const { monitors } = supervisor;
    if (monitors === undefined) return;
    supervisor.monitors = undefined;
    monitors.target.monitoredBy = undefined;
    const details = detailsOf(monitors);
    context.tell.dn(supervisor, 'EventMonitoringCancelled', answer, { ...details, ...asSupervisor(monitors) });
    context.tell.dn(monitors.target, 'EventMonitoringCancelled', undefined, { ...details, ...asTarget(monitors) });
  },
};

export const SUPERVISION_REQUESTS = {
  RequestMonitorNextCall: monitorNextCall,
  RequestCancelMonitoring: cancelMonitoring,
};

function modeOf({ Extensions }: RequestOf<'RequestMonitorNextCall'>): Monitoring['mode'] | undefined {
  const word = wordOf(Extensions, 'MonitorMode');
  return word === undefined ? 'mute' : MODES[word];
}

function wordOf(list: KVList | undefined, key: string): string | undefined {
  const value = list?.find((pair) => pair.key === key)?.value;
  return typeof value === 'string' ? value : undefined;
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
