import { isLive, type Contact, type Contacts } from './contacts.js';
import type { ToolbarState } from './toolbar-state.js';

export const ringing = ({ contacts }: ToolbarState): Contacts => contacts.filter(({ party }) => party === 'Alerting');

/** Up, whoever is heard on it; oldest first, so that a card stays where it is when its call is put on hold. */
export const underWay = ({ contacts }: ToolbarState): Contacts =>
  contacts.filter((contact) => isLive(contact) && contact.party !== 'Alerting');

export const wrappingUp = ({ contacts }: ToolbarState): Contacts => contacts.filter((contact) => !isLive(contact));

export const live = ({ contacts }: ToolbarState): Contacts => contacts.filter(isLive);

export function contactOf(state: ToolbarState, eventId: string): Contact | undefined {
  return state.contacts.find((contact) => contact.eventId === eventId);
}

/** Why no call can be made now; `undefined` when one can. */
export function dialObstacle(state: ToolbarState): string | undefined {
  if (state.availability.phase !== 'available') return 'Go available to make calls';
  if (state.connection.status !== 'online' || !state.connection.commands.includes('makeCall')) {
    return 'This contact centre does not take outgoing calls from the toolbar';
  }
  if (state.placing !== undefined) return 'A call is being placed';
  return live(state).some(({ party }) => party !== 'Held') ? 'Your line already has a call' : undefined;
}
