import type { TEventName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Dn } from '../model/dn.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { setWaitTimer } from './presence.js';

/** What a caller can be given to hear. Others are refused by EventTreatmentNotApplied. */
const TREATMENTS: ReadonlySet<string> = new Set([
  'Music',
  'Silence',
  'Ringback',
  'Busy',
  'FastBusy',
  'PlayAnnouncement',
  'CollectDigits',
  'PlayAnnouncementAndDigits',
  'RecordedAnnouncement',
]);

/** A routing point asks where to. Its strategy answers, or waits with everybody for a client that does. */
export function arriveAtRoutingPoint(context: SwitchContext, queued: Party): void {
  const { call, dn } = queued;
  context.tell.party(queued, 'EventRouteRequest');
  const strategy = dn?.acd?.routing?.strategy;
  if (dn === undefined || strategy === undefined) return;
  if (strategy.treatment !== undefined) treat(context, queued, strategy.treatment);
  queued.vqid = call.callUuid;
  distribute(context, queued, 'EventQueued');
  watchRouting(context, queued);
  context.distribution.arrive(queued);
}

/** A strategy that finds nobody in time sends the call to its default destination. */
export function watchRouting(context: SwitchContext, queued: Party): void {
  const timeoutMs = queued.dn?.acd?.routing?.strategy?.timeoutMs;
  if (timeoutMs !== undefined) setWaitTimer(context, queued, 'routing-timeout', timeoutMs);
}

/** The routing point knows where to. */
export function toldUsed(context: SwitchContext, queued: Party, to: string, answer?: Answer): void {
  const details: Details = { ThirdPartyDN: to, ThirdPartyDNRole: 'Destination' };
  context.tell.party(queued, 'EventRouteUsed', 'Ok', answer, details);
  distribute(context, queued, 'EventDiverted', details);
  queued.vqid = undefined;
}

/** The caller is given something to hear; what there is no name for is refused by an event. */
export function treat(
  context: SwitchContext,
  queued: Party,
  treatment: string,
  durationMs?: number,
  answer?: Answer,
): void {
  const known = TREATMENTS.has(treatment);
  context.tell.party(queued, known ? 'EventTreatmentApplied' : 'EventTreatmentNotApplied', 'Ok', answer, {
    TreatmentType: treatment,
  });
  if (known && durationMs !== undefined) setWaitTimer(context, queued, 'treatment', durationMs);
}

/** A virtual queue is told by the router of what happens on the routing point. */
function distribute(context: SwitchContext, queued: Party, event: TEventName, details?: Details): void {
  const virtualQueue = virtualQueueOf(context, queued.dn);
  const { call, vqid } = queued;
  if (virtualQueue === undefined || vqid === undefined) return;
  context.tell.dn(virtualQueue, event, undefined, {
    ThisQueue: virtualQueue.number,
    ThisDNRole: 'Destination',
    ConnID: call.connId,
    CallID: call.callId,
    CallUUID: call.callUuid,
    CallType: call.callType,
    ...(call.dnis !== undefined && { DNIS: call.dnis }),
    Extensions: [{ key: 'VQID', type: 'str', value: vqid }],
    ...details,
  });
}

function virtualQueueOf(context: SwitchContext, dn: Dn | undefined): Dn | undefined {
  const number = dn?.acd?.routing?.strategy?.virtualQueue;
  return number === undefined ? undefined : context.directory.find(number);
}

/** The caller is gone from a routing point. */
export function abandonVirtual(context: SwitchContext, queued: Party): void {
  distribute(context, queued, 'EventAbandoned');
  queued.vqid = undefined;
}
