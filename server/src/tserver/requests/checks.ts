import { observerAllows, partyAllows, secondCallAllows, type TRequest, type TRequestName } from '@fusion-cti/protocol';
import type { CallPair } from '../call-control/completion.js';
import { destinationOf, type Destination } from '../call-control/destination.js';
import { takesCalls } from '../call-control/reach.js';
import type { SwitchContext } from '../context.js';
import { SwitchFault } from '../model/advance.js';
import type { Party } from '../model/party.js';
import type { Check } from './definition.js';

export type DnRequest = Extract<TRequest, { readonly ThisDN: string }>;
export type CallRequest = Extract<TRequest, { readonly ThisDN: string; readonly ConnID: string }>;
export type DestinationRequest = Extract<TRequest, { readonly ThisDN: string; readonly OtherDN: string }>;

export const clientConnected: Check = {
  name: 'client-connected',
  code: 41,
  holds: (context, _request, answer) => context.clients.connected(answer.client),
};

export const linkUp: Check = { name: 'link-up', code: 54, holds: (context) => context.linkUp };

export const dnConfigured: Check<DnRequest> = {
  name: 'dn-configured',
  code: 59,
  holds: (context, request) => context.directory.find(request.ThisDN) !== undefined,
};

/** A registration is also what authorises requests on a DN, unless it is one in Monitor mode. */
export const dnAuthorised: Check<DnRequest> = {
  name: 'dn-authorised',
  code: 41,
  holds: (context, request, answer) => context.directory.dn(request.ThisDN).registrations.authorises(answer.client),
};

/** For a request that need not name a DN, and authorises itself by the one that it names. */
export function namedDnAuthorised<Request = TRequest>(dnOf: (request: Request) => string | undefined): Check<Request> {
  return {
    name: 'dn-authorised',
    code: 41,
    holds: (context, request, answer) => {
      const number = dnOf(request);
      return number === undefined || context.directory.find(number)?.registrations.authorises(answer.client) === true;
    },
  };
}

const dnInService: Check<DnRequest> = {
  name: 'dn-in-service',
  code: 58,
  holds: (context, request) => context.directory.dn(request.ThisDN).service === 'InService',
};

/** A queue has neither an agent nor a receiver to lift. */
export const dnIsPhone: Check<DnRequest> = {
  name: 'dn-is-phone',
  code: 53,
  holds: (context, request) => context.directory.dn(request.ThisDN).isPhone,
};

const partyKnown: Check<CallRequest> = {
  name: 'party-known',
  code: 56,
  holds: (context, request) => partyOf(context, request) !== undefined,
};

export const partyStateAllows: Check<CallRequest> = {
  name: 'party-state-allows',
  code: 496,
  holds: (context, request) => {
    const { state, role } = partyOf(context, request) ?? { state: 'Null', role: 'Destination' };
    return role === 'Observer' ? observerAllows(state, request.request) : partyAllows(state, request.request);
  },
};

/** One site, no others: a location that is named is a wrong one. */
export const locationKnown: Check<TRequest> = {
  name: 'location-known',
  code: 1012,
  holds: (_context, request) => !('Location' in request) || request.Location === undefined,
};

/** For every request that names a DN, but registration itself. */
export const onDn: readonly Check<DnRequest>[] = [linkUp, dnConfigured, dnAuthorised, dnInService];

/** For requests about a phone. */
export const onPhone: readonly Check<DnRequest>[] = [...onDn, dnIsPhone];

/** For requests about two calls, and those that have their own idea of the state. */
export const inCall: readonly Check<CallRequest>[] = [...onDn, partyKnown];

/** For every request about a call: the table of party capabilities decides. */
export const onCall: readonly Check<CallRequest>[] = [...inCall, partyStateAllows];

/** Whom it is known before dialling that nobody can be reached at: nobody, oneself, and a number of nobody. */
export const destinationCallable: Check<DestinationRequest> = {
  name: 'destination-callable',
  code: 71,
  holds: (context, request) =>
    request.OtherDN !== request.ThisDN && destinationOf(context, request.OtherDN) !== undefined,
};

/** The party that a request about a call means. */
export function partyOf(
  context: SwitchContext,
  request: { readonly ThisDN: string; readonly ConnID: string },
): Party | undefined {
  return context.directory.find(request.ThisDN)?.parties.get(request.ConnID);
}

/** Whether two calls of one phone can become something else together. Who only listens to one has no part in it. */
export function isPair({ held, active }: CallPair, request: TRequestName): boolean {
  return held.state === 'Held' && active.isMember && secondCallAllows(active.state, request);
}

/** Whether so many can be in one call. Two always can. */
export function hasRoom({ behaviour }: SwitchContext, members: number): boolean {
  return members <= Math.max(2, behaviour.conferenceLimit);
}

/** Whether the call can be sent on: there is somebody for whom, and the destination takes it. */
export function canMove(context: SwitchContext, request: CallRequest & DestinationRequest): boolean {
  const party = touchedParty(context, request);
  const { call } = party;
  if (!call.members.some((member) => member !== party)) return false;
  return takesCalls(context, checkedDestination(context, request.OtherDN), call);
}

/** The party of a request that was checked. */
export function touchedParty(
  context: SwitchContext,
  request: { readonly ThisDN: string; readonly ConnID: string },
): Party {
  const party = partyOf(context, request);
  if (party === undefined) throw new SwitchFault(`No call ${request.ConnID} on DN ${request.ThisDN}`);
  context.touched = request.ConnID;
  return party;
}

/** The destination of a request that was checked. */
export function checkedDestination(context: SwitchContext, number: string): Destination {
  const destination = destinationOf(context, number);
  if (destination === undefined) throw new SwitchFault(`Nobody has the number ${number}`);
  return destination;
}
