import type { TEvent, TEventName } from '@fusion-cti/protocol';

const ENDANGERING: ReadonlySet<TEventName> = new Set(['EventPrimaryChanged', 'EventLinkConnected']);

/**
 * Whether a client's registrations may be gone after an event. T-Library does not tell; whoever registers again what is
 * still registered is answered alike.
 */
export function endangersRegistrations({ event }: TEvent): boolean {
  return ENDANGERING.has(event);
}
