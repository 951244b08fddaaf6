import type { KVList, RequestOf } from '@fusion-cti/protocol';
import { beginMonitoring, endMonitoring } from '../call-control/supervision.js';
import type { Monitoring } from '../model/dn.js';
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
    beginMonitoring(context, monitoring, answer);
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
    const { monitors } = context.directory.dn(request.ThisDN);
    if (monitors !== undefined) endMonitoring(context, monitors, answer);
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
