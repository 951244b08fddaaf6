import type { ChatOrder } from './backend/chat-backend.js';
import { cleanText } from './core/split-text.js';
import type { Region } from './regions.js';
import type { InitiateRequest } from './schemas.js';

const MAX_FIELD = 1000;

/** What Genesys Cloud is asked for, from what the caller says. */
export function orderOf(region: Region, { authorization = '', initiationParams }: InitiateRequest): ChatOrder {
  const { organizationId, deploymentId, routingTarget, memberInfo } = initiationParams;
  const { displayName, customFields = {}, ...others } = memberInfo;
  const given = Object.entries(others).filter(([, value]) => value !== null && value !== undefined);
  return {
    region,
    authorization,
    organizationId,
    deploymentId,
    // AEX writes it in lower case.
    routingTarget: { ...routingTarget, targetType: routingTarget.targetType.toUpperCase() },
    memberInfo: {
      displayName: cleanText(displayName),
      ...(Object.fromEntries(given) as Record<string, unknown>),
      customFields: Object.fromEntries(Object.entries(customFields).map(([key, value]) => [key, asText(value)])),
    },
  };
}

/** Genesys Cloud takes texts only. */
function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return cleanText(text).slice(0, MAX_FIELD);
}
