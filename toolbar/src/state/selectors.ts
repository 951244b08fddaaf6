import { commandFitsParty, type CommandType, type PartyState } from '@fusion-cti/protocol';
import { isLive, type Contact, type Contacts } from './contacts.js';
import type { ToolbarState } from './toolbar-state.js';

export const ringing = ({ contacts }: ToolbarState): Contacts => contacts.filter(({ party }) => party === 'Alerting');

const ACTIVE: readonly PartyState[] = ['Dialing', 'Connected', 'Failed'];
export const active = ({ contacts }: ToolbarState): Contacts => contacts.filter(({ party }) => ACTIVE.includes(party));

export const wrappingUp = ({ contacts }: ToolbarState): Contacts => contacts.filter((contact) => !isLive(contact));

export const live = ({ contacts }: ToolbarState): Contacts => contacts.filter(isLive);

export function contactOf(state: ToolbarState, eventId: string): Contact | undefined {
  return state.contacts.find((contact) => contact.eventId === eventId);
}

/** What this server takes, as far as it goes for the contact's phase. A button whose command is not here is not shown. */
export function commandsFor(state: ToolbarState, contact: Contact): readonly CommandType[] {
  const { connection } = state;
  const known = connection.status === 'online' ? connection.commands : [];
  return known.filter((command) => commandFitsParty(command, contact.party));
}

/** Why no call can be made now; `undefined` when one can. */
export function dialObstacle(state: ToolbarState): string | undefined {
  if (state.availability.phase !== 'available') return 'Go available to make calls';
  if (state.connection.status !== 'online' || !state.connection.commands.includes('makeCall')) {
    return 'This contact centre does not take outgoing calls from the toolbar';
  }
  if (state.placing !== undefined) return 'A call is being placed';
  return live(state).length > 0 ? 'Your line already has a call' : undefined;
}
