import { AGENT_STATES, fits, type Shape } from '@fusion-cti/protocol';
import type { Colleague } from '../state/colleagues.js';
import { postJson } from './post-json.js';
import { isErrorBody, ServiceError, serviceErrorOf } from './service-error.js';
import { endpoints, type VendorSettings } from './vendor-settings.js';

const COLLEAGUES_SHAPE = { colleagues: 'list' } as const satisfies Shape;
const COLLEAGUE_SHAPE = {
  agentId: 'string',
  name: 'string',
  dn: 'string',
  state: AGENT_STATES,
  workMode: 'string?',
  reason: 'string?',
  forMs: 'number',
  onCall: 'boolean',
} as const satisfies Shape;

/**
 * Whose calls this agent may listen to, and what they do now.
 * @throws ServiceError
 */
export async function askForColleagues(settings: VendorSettings, session: string): Promise<readonly Colleague[]> {
  const { body } = await postJson(endpoints(settings.serviceUrl).colleagues, { session }, settings);
  if (isErrorBody(body)) throw serviceErrorOf(body);
  if (!fits(COLLEAGUES_SHAPE, body)) {
    throw new ServiceError('not-understood', 'The contact centre service did not say who is at work.', true);
  }
  const now = settings.clock.now();
  return body.colleagues
    .filter((one) => fits(COLLEAGUE_SHAPE, one))
    .map(({ agentId, name, dn, state, workMode, reason, forMs, onCall }) => ({
      agentId,
      name,
      dn,
      state,
      since: now - forMs,
      onCall,
      wrapUp: workMode === 'AfterCallWork',
      ...(reason !== undefined && { reason }),
    }));
}
