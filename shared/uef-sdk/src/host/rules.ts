/**
 * Strict mode: the ways in which a real tenant stays silent, so that a toolbar which relies on luck fails here first.
 * Each rule wraps an action handler; all of them are observed in live integrations, none is documented.
 */
import { OPERATIONS } from '../names.js';
import type { HostActionHandler, HostSubscription } from './types.js';

/** Wraps a handler with one rule. */
export type HostRule = (onAction: HostActionHandler) => HostActionHandler;

/** Actions that carry an application classification. */
const CLASSIFIED: ReadonlySet<string> = new Set([
  OPERATIONS.newCommEvent,
  OPERATIONS.startCommEvent,
  OPERATIONS.closeCommEvent,
]);

/** An action about a contact with a classification that is not the tenant's, or none, is dropped without a word. */
export function dropWrongClassification(appClassification: string): HostRule {
  return (onAction) => async (action) => {
    const wrong = CLASSIFIED.has(action.method) && action.appClassification !== appClassification;
    return wrong ? undefined : onAction(action);
  };
}

/** A startCommEvent that overtakes the answer to its newCommEvent costs that answer. */
export function loseOvertakenNewComm(): HostRule {
  return (onAction) => {
    const unanswered = new Map<string, { overtaken: boolean }>();
    return async (action) => {
      const { method, eventId } = action;
      if (eventId === undefined) return onAction(action);
      if (method === OPERATIONS.startCommEvent) {
        const open = unanswered.get(eventId);
        if (open !== undefined) open.overtaken = true;
      }
      if (method !== OPERATIONS.newCommEvent) return onAction(action);
      const mark = { overtaken: false };
      unanswered.set(eventId, mark);
      try {
        const answer = await onAction(action);
        return mark.overtaken ? undefined : answer;
      } finally {
        unanswered.delete(eventId);
      }
    };
  };
}

/**
 * The second newCommEvent for an event id is never answered, and never reaches the handler. The id is free again after
 * its closeCommEvent.
 */
export function loseDuplicateNewComm(): HostRule {
  return (onAction) => {
    const known = new Set<string>();
    return async (action) => {
      const { method, eventId } = action;
      if (eventId === undefined) return onAction(action);
      if (method === OPERATIONS.newCommEvent) {
        if (known.has(eventId)) return undefined;
        known.add(eventId);
      }
      if (method === OPERATIONS.closeCommEvent) known.delete(eventId);
      return onAction(action);
    };
  };
}

/** Puts rules around a handler; the first rule sees an action first. */
export function withRules(rules: readonly HostRule[], onAction: HostActionHandler): HostActionHandler {
  return rules.reduceRight((inner, rule) => rule(inner), onAction);
}

/** All rules of a tenant with the given classification. */
export function strictRules(
  tenant: { readonly appClassification: string },
  onAction: HostActionHandler,
): HostActionHandler {
  return withRules(
    [dropWrongClassification(tenant.appClassification), loseDuplicateNewComm(), loseOvertakenNewComm()],
    onAction,
  );
}

/** For `acceptSubscription`: a listener that was registered with another classification never hears anything. */
export function strictSubscriptions(tenant: {
  readonly appClassification: string;
}): (subscription: HostSubscription) => boolean {
  return ({ appClassification }) => appClassification === undefined || appClassification === tenant.appClassification;
}
