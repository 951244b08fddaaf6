import { commandFitsParty, type CommandType, type PartyTrigger } from '@fusion-cti/protocol';
import type { CallEvent, Contact } from './contacts.js';

interface PanelRow {
  /** It is there while one of these can be asked. */
  readonly commands: readonly CommandType[];
  /** What it was opened for has happened. */
  readonly doneBy: readonly PartyTrigger[];
}

/** What a call's card opens for things that need more than one button. */
export const CALL_PANELS = {
  keypad: { commands: ['sendDtmf'], doneBy: [] },
  transfer: { commands: ['initiateTransfer', 'singleStepTransfer', 'muteTransfer'], doneBy: ['EventHeld'] },
  conference: { commands: ['initiateConference', 'singleStepConference'], doneBy: ['EventHeld', 'EventPartyAdded'] },
  notes: { commands: ['hangup'], doneBy: [] },
  data: { commands: ['attachData', 'updateData', 'deleteData'], doneBy: [] },
} as const satisfies Record<string, PanelRow>;
export type CallPanel = keyof typeof CALL_PANELS;

/** There is room for one. */
export interface OpenPanel {
  readonly eventId: string;
  readonly panel: CallPanel;
}

/** What remains of the open panel after an event. `contact`: as it is now. */
export function panelAfter(
  open: OpenPanel | undefined,
  event: CallEvent,
  contact: Contact | undefined,
): OpenPanel | undefined {
  if (open?.eventId !== event.eventId) return open;
  const { commands, doneBy }: PanelRow = CALL_PANELS[open.panel];
  const stays = commands.some((command) => commandFitsParty(command, contact?.party ?? 'Null'));
  return stays && !doneBy.includes(event.trigger) ? open : undefined;
}
