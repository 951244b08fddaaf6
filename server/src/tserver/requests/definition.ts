import type { RequestOf, TErrorCode, TRequest, TRequestName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';

/** The checks of all requests by name, so that the error code of each can be replaced (`errorCodes`). */
export type CheckName =
  | 'supported'
  | 'client-connected'
  | 'protocol-version'
  | 'link-up'
  | 'dn-configured'
  | 'dn-in-service'
  | 'dn-type-matches'
  | 'dn-not-seized'
  | 'dn-registered'
  | 'dn-authorised'
  | 'dn-is-phone'
  | 'location-known'
  | 'info-type-fits'
  | 'call-known'
  | 'agent-known'
  | 'password-matches'
  | 'licence-free'
  | 'agent-not-elsewhere'
  | 'dn-without-other-agent'
  | 'login-queue-fits'
  | 'no-call-at-login'
  | 'no-call-at-logout'
  | 'agent-logged-in'
  | 'agent-in-queue'
  | 'work-mode-fits'
  | 'not-ready-already'
  | 'duration-fits'
  | 'agent-reservable'
  | 'not-in-same-state'
  | 'forward-target-known'
  | 'destination-callable'
  | 'destination-free'
  | 'dn-without-active-call'
  | 'party-known'
  | 'party-state-allows'
  | 'not-held-already'
  | 'held-and-active'
  | 'transfer-possible'
  | 'conference-possible'
  | 'conference-has-room'
  | 'other-party-known'
  | 'call-is-conference'
  | 'mute-allowed'
  | 'digits-valid'
  | 'user-data-fits'
  | 'routing-point'
  | 'supervision-free'
  | 'supervision-known'
  | 'event-distributable'
  | 'mask-valid';

/** Something that must hold before a request may do anything. */
export interface Check<Request = TRequest> {
  /** By which the error code can be replaced. */
  readonly name: CheckName;
  readonly code: TErrorCode;
  readonly holds: (context: SwitchContext, request: Request, answer: Answer) => boolean;
}

/** One request: what must hold, in the order in which it is checked, and what it does then. */
export interface RequestDefinition<Name extends TRequestName = TRequestName> {
  readonly preconditions: readonly Check<RequestOf<Name>>[];
  readonly perform: (context: SwitchContext, request: RequestOf<Name>, answer: Answer) => void;
}
