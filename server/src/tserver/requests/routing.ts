import type { RequestOf, TRequest } from '@fusion-cti/protocol';
import { destinationOf, type Destination } from '../call-control/destination.js';
import { dissolve } from '../call-control/release.js';
import { route } from '../call-control/routing.js';
import { toldUsed, treat } from '../call-control/routing-point.js';
import type { SwitchContext } from '../context.js';
import { SwitchFault } from '../model/advance.js';
import { locationKnown, onCall, touchedParty } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';
import { moreUserDataFits } from './user-data-limit.js';

export const routingPoint: Check<Extract<TRequest, { readonly ThisDN: string }>> = {
  name: 'routing-point',
  code: 411,
  holds: (context, { ThisDN }) => context.directory.dn(ThisDN).acd?.routing !== undefined,
};

/** Ways to route a call to nowhere. */
const ENDINGS: ReadonlySet<string> = new Set(['Reject', 'CallDisconnect']);

/** OtherDN is a number, or an AgentID when the route type says so. */
function routeTarget(
  context: SwitchContext,
  { OtherDN, RouteType }: RequestOf<'RequestRouteCall'>,
): Destination | undefined {
  if (RouteType !== 'AgentID') return destinationOf(context, OtherDN);
  const dn = context.directory.seatOf(OtherDN);
  return dn === undefined ? undefined : { dn };
}

const routeCall: RequestDefinition<'RequestRouteCall'> = {
  preconditions: [
    ...onCall,
    locationKnown,
    routingPoint,
    {
      name: 'destination-callable',
      code: 71,
      holds: (context, request) =>
        ENDINGS.has(request.RouteType ?? '') ||
        (request.OtherDN !== request.ThisDN && routeTarget(context, request) !== undefined),
    },
    moreUserDataFits,
  ],
  perform: (context, request, answer) => {
    const queued = touchedParty(context, request);
    queued.place?.leave();
    if (request.UserData !== undefined) queued.call.data.update(request.UserData);
    if (ENDINGS.has(request.RouteType ?? '')) {
      toldUsed(context, queued, request.OtherDN, answer);
      dissolve(context, queued.call);
      return;
    }
    const target = routeTarget(context, request);
    if (target === undefined) throw new SwitchFault(`Nobody has the number ${request.OtherDN}`);
    route(context, queued, target, answer);
  },
};

/** The extension Duration limits it: seconds. */
const applyTreatment: RequestDefinition<'RequestApplyTreatment'> = {
  preconditions: [...onCall, routingPoint],
  perform: (context, request, answer) => {
    const seconds = request.Extensions?.find(({ key }) => key === 'Duration')?.value;
    const durationMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
    treat(context, touchedParty(context, request), request.TreatmentType, durationMs, answer);
  },
};

export const ROUTING_REQUESTS = {
  RequestRouteCall: routeCall,
  RequestApplyTreatment: applyTreatment,
};
