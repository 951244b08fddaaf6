import type { TErrorCode, TRequestName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import { agentLogin, agentLogout, agentNotReady, agentReady } from './agent.js';
import { answerCall, makeCall, releaseCall } from './call.js';
import type { RequestDefinition } from './definition.js';
import { registerAddress, unregisterAddress } from './registration.js';
import type { RequestOf } from './shapes.js';

/** Every request that the protocol knows. One without a row does not compile. */
const REQUESTS: { readonly [Name in TRequestName]: RequestDefinition<Name> } = {
  RequestRegisterAddress: registerAddress,
  RequestUnregisterAddress: unregisterAddress,
  RequestAgentLogin: agentLogin,
  RequestAgentLogout: agentLogout,
  RequestAgentReady: agentReady,
  RequestAgentNotReady: agentNotReady,
  RequestMakeCall: makeCall,
  RequestAnswerCall: answerCall,
  RequestReleaseCall: releaseCall,
};

/**
 * Performs a request, or refuses it with EventError before anything has changed.
 * @returns the error that it was refused with.
 */
export function performRequest<Name extends TRequestName>(
  context: SwitchContext,
  request: RequestOf<Name>,
  answer: Answer,
): TErrorCode | undefined {
  const definition: RequestDefinition<Name> = REQUESTS[request.request];
  for (const check of definition.preconditions) {
    if (check.holds(context, request, answer)) continue;
    return context.behaviour.errorCodes[check.name] ?? check.code;
  }
  definition.perform(context, request, answer);
  return undefined;
}
