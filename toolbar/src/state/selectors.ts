import type { NotReadyReason } from '@fusion-cti/protocol';
import { isLive, type Contact, type Contacts } from './contacts.js';
import type { ToolbarState } from './toolbar-state.js';

export const ringing = ({ contacts }: ToolbarState): Contacts => contacts.filter(({ party }) => party === 'Alerting');

/** Up, whoever is heard on it; oldest first, so that a card stays where it is when its call is put on hold. */
export const underWay = ({ contacts }: ToolbarState): Contacts =>
  contacts.filter((contact) => isLive(contact) && contact.party !== 'Alerting');

export const wrappingUp = ({ contacts }: ToolbarState): Contacts => contacts.filter((contact) => !isLive(contact));

const NO_REASONS: readonly NotReadyReason[] = [];

/** What the not-ready codes of this contact centre mean. */
export function reasonsOf({ connection }: Pick<ToolbarState, 'connection'>): readonly NotReadyReason[] {
  return (connection.status === 'online' ? connection.notReadyReasons : undefined) ?? NO_REASONS;
}

export const live = ({ contacts }: ToolbarState): Contacts => contacts.filter(isLive);

/** What asks something of the agent at once, each by a name of its own: calls that ring, chats on offer, a failure. */
export function waitingForAgent(state: ToolbarState): readonly string[] {
  const offered = state.chats.list.filter(({ place }) => place === 'Offered');
  const failed = state.availability.phase === 'failed' ? ['failed'] : [];
  return [...failed, ...ringing(state).map(({ eventId }) => eventId), ...offered.map(({ eventId }) => eventId)];
}

export function contactOf(state: ToolbarState, eventId: string): Contact | undefined {
  return state.contacts.find((contact) => contact.eventId === eventId);
}

export type DialObstacle = 'unavailable' | 'not-taken' | 'placing' | 'busy';

/** Why no call can be made now; `undefined` when one can. */
export function dialObstacle(state: ToolbarState): DialObstacle | undefined {
  if (state.availability.phase !== 'available') return 'unavailable';
  if (state.connection.status !== 'online' || !state.connection.commands.includes('makeCall')) {
    return 'not-taken';
  }
  if (state.placing !== undefined) return 'placing';
  return live(state).some(({ party }) => party !== 'Held') ? 'busy' : undefined;
}
