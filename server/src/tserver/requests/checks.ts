import { partyAllows } from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import type { Check } from './definition.js';
import type { TRequest } from './shapes.js';

/** The checks of all requests by name, so that the error code of each can be replaced (`errorCodes`). */
export type CheckName =
  | 'client-connected'
  | 'dn-configured'
  | 'dn-type-matches'
  | 'dn-not-seized'
  | 'dn-registered'
  | 'dn-authorised'
  | 'dn-is-phone'
  | 'agent-known'
  | 'password-matches'
  | 'agent-not-elsewhere'
  | 'dn-without-other-agent'
  | 'login-queue-fits'
  | 'no-call-at-login'
  | 'no-call-at-logout'
  | 'agent-logged-in'
  | 'work-mode-fits'
  | 'not-ready-already'
  | 'destination-callable'
  | 'dn-without-call'
  | 'party-known'
  | 'party-state-allows';

export type CallRequest = Extract<TRequest, { readonly ConnID: string }>;

/** The party that a request about a call means. */
export function partyOf(context: SwitchContext, request: CallRequest): Party | undefined {
  return context.directory.find(request.ThisDN)?.parties.get(request.ConnID);
}

export const dnConfigured: Check = {
  name: 'dn-configured',
  code: 59,
  holds: (context, request) => context.directory.find(request.ThisDN) !== undefined,
};

/** A registration is also what authorises requests on a DN, unless it is one in Monitor mode. */
const dnAuthorised: Check = {
  name: 'dn-authorised',
  code: 41,
  holds: (context, request, answer) => context.directory.dn(request.ThisDN).registrations.authorises(answer.client),
};

/** A queue has neither an agent nor a receiver to lift. */
export const dnIsPhone: Check = {
  name: 'dn-is-phone',
  code: 53,
  holds: (context, request) => context.directory.dn(request.ThisDN).acd === undefined,
};

const partyKnown: Check<CallRequest> = {
  name: 'party-known',
  code: 56,
  holds: (context, request) => partyOf(context, request) !== undefined,
};

const partyStateAllows: Check<CallRequest> = {
  name: 'party-state-allows',
  code: 496,
  holds: (context, request) => partyAllows(partyOf(context, request)?.state ?? 'Null', request.request),
};

/** For every request that names a DN, but registration itself. */
export const onDn: readonly Check[] = [dnConfigured, dnAuthorised];

/** For every request about a call: the table of party capabilities decides. */
export const onCall: readonly Check<CallRequest>[] = [...onDn, partyKnown, partyStateAllows];
