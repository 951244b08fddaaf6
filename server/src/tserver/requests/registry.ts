import { checkRequest, type KVList, type RequestOf, type TErrorCode, type TRequestName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import { AGENT_REQUESTS } from './agent.js';
import { AUDIO_REQUESTS } from './audio.js';
import { CALL_REQUESTS } from './call.js';
import { CONFERENCE_REQUESTS } from './conference.js';
import { CONNECTION_REQUESTS } from './connection.js';
import type { RequestDefinition } from './definition.js';
import { DISTRIBUTION_REQUESTS } from './distribution.js';
import { FEATURE_REQUESTS } from './feature.js';
import { HOLD_REQUESTS } from './hold.js';
import { QUERY_REQUESTS } from './query.js';
import { REGISTRATION_REQUESTS } from './registration.js';
import { RESERVATION_REQUESTS } from './reservation.js';
import { ROUTING_REQUESTS } from './routing.js';
import { SUPERVISION_REQUESTS } from './supervision.js';
import { TRANSFER_REQUESTS } from './transfer.js';
import { USER_DATA_REQUESTS } from './user-data.js';

/** Every request that the protocol knows, by family. One without a row does not compile. */
export const REQUESTS: { readonly [Name in TRequestName]: RequestDefinition<Name> } = {
  ...CONNECTION_REQUESTS,
  ...REGISTRATION_REQUESTS,
  ...QUERY_REQUESTS,
  ...DISTRIBUTION_REQUESTS,
  ...AGENT_REQUESTS,
  ...RESERVATION_REQUESTS,
  ...FEATURE_REQUESTS,
  ...CALL_REQUESTS,
  ...HOLD_REQUESTS,
  ...TRANSFER_REQUESTS,
  ...CONFERENCE_REQUESTS,
  ...ROUTING_REQUESTS,
  ...AUDIO_REQUESTS,
  ...USER_DATA_REQUESTS,
  ...SUPERVISION_REQUESTS,
};

/** Every name by which an error code can be replaced: of a check, or of a check of one request. */
export const CHECK_NAMES: ReadonlySet<string> = new Set(
  Object.entries(REQUESTS).flatMap(([request, { preconditions }]) =>
    preconditions.flatMap(({ name }) => [name, `${request}/${name}`]),
  ),
);

/**
 * Performs a request, or refuses it before anything has changed.
 * @param value as it came: attributes are checked here, whoever sends it
 * @returns the error that it was refused with
 */
export function performRequest(context: SwitchContext, value: unknown, answer: Answer): TErrorCode | undefined {
  const checked = checkRequest(value);
  if ('code' in checked) return emptyNumber(value, checked.attribute) ? 71 : checked.code;
  return perform(context, checked.request, answer);
}

function perform<Name extends TRequestName>(
  context: SwitchContext,
  request: RequestOf<Name>,
  answer: Answer,
): TErrorCode | undefined {
  const definition: RequestDefinition<Name> = REQUESTS[request.request];
  for (const check of definition.preconditions) {
    if (check.holds(context, request, answer)) continue;
    const { errorCodes } = context.behaviour;
    return errorCodes[`${request.request}/${check.name}`] ?? errorCodes[check.name] ?? check.code;
  }
  // Of most requests; the others were refused if they had any.
  context.tell.because((request as { readonly Reasons?: KVList }).Reasons);
  definition.perform(context, request, answer);
  return undefined;
}

/** Nobody has the empty number: to a caller that is a wrong number, and no wrong attribute. */
function emptyNumber(value: unknown, attribute: string | undefined): boolean {
  return attribute === 'OtherDN' && (value as { readonly OtherDN?: unknown }).OtherDN === '';
}
