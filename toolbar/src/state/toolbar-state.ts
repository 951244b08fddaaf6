import type { CommandType } from '@fusion-cti/protocol';
import { reduceAvailability, type Availability, type AvailabilityEvent } from './availability.js';
import { panelAfter, type OpenPanel } from './call-panels.js';
import type { Directory } from './directory.js';
import { reduceContacts, type ContactAction, type Contacts } from './contacts.js';

/** The line to the contact centre. */
export type Connection =
  | { readonly status: 'offline' | 'connecting' | 'lost' }
  | {
      readonly status: 'online';
      /** `published`: a server that speaks only what Oracle's pages describe. */
      readonly level: 'ours' | 'published';
      readonly commands: readonly CommandType[];
      readonly agentId?: string;
      readonly agentName?: string;
      readonly dn?: string;
    };

/** Something failed that the agent should know of. It stays until somebody acts. */
export interface Notice {
  readonly id: string;
  /** What failed. */
  readonly what: string;
  readonly why: string;
  readonly retryable: boolean;
}

/** An outbound call that was asked for and that the switch has not told of yet. */
export interface Placing {
  readonly eventId: string;
  readonly number: string;
}

export interface ToolbarState {
  readonly availability: Availability;
  readonly connection: Connection;
  readonly contacts: Contacts;
  /** The contact that Fusion shows. */
  readonly shownEventId: string | undefined;
  /** What is open on the card of a call. */
  readonly panel: OpenPanel | undefined;
  readonly placing: Placing | undefined;
  readonly notices: readonly Notice[];
  /** Whom the installation suggests to call. */
  readonly directory: Directory;
  /** The toolbar cannot start at all. */
  readonly stopped: Notice | undefined;
}

export type ToolbarAction =
  | { readonly type: 'availability'; readonly event: AvailabilityEvent }
  | { readonly type: 'connection'; readonly connection: Connection }
  | ContactAction
  | { readonly type: 'contactShown'; readonly eventId: string }
  | { readonly type: 'panel'; readonly panel: OpenPanel | undefined }
  | { readonly type: 'placing'; readonly placing: Placing | undefined }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'noticeGone'; readonly id: string }
  | { readonly type: 'directory'; readonly directory: Directory }
  | { readonly type: 'stopped'; readonly notice: Notice };

export const INITIAL_STATE: ToolbarState = {
  availability: { phase: 'unavailable' },
  connection: { status: 'offline' },
  contacts: [],
  shownEventId: undefined,
  panel: undefined,
  placing: undefined,
  notices: [],
  directory: [],
  stopped: undefined,
};

export function reduce(state: ToolbarState, action: ToolbarAction): ToolbarState {
  switch (action.type) {
    case 'availability':
      return { ...state, availability: reduceAvailability(state.availability, action.event) };
    case 'connection':
      return { ...state, connection: action.connection };
    case 'contactShown':
      return { ...state, shownEventId: action.eventId };
    case 'panel':
      return { ...state, panel: action.panel };
    case 'placing':
      return { ...state, placing: action.placing };
    case 'noticed':
      return { ...state, notices: [...without(state.notices, action.notice.id), action.notice] };
    case 'noticeGone':
      return { ...state, notices: without(state.notices, action.id) };
    case 'directory':
      return { ...state, directory: action.directory };
    case 'stopped':
      return { ...state, stopped: action.notice };
    case 'callEvent': {
      const contacts = reduceContacts(state.contacts, action);
      const contact = contacts.find(({ eventId }) => eventId === action.event.eventId);
      return { ...state, contacts, panel: panelAfter(state.panel, action.event, contact) };
    }
    default:
      return { ...state, contacts: reduceContacts(state.contacts, action) };
  }
}

function without(notices: readonly Notice[], id: string): readonly Notice[] {
  return notices.filter((notice) => notice.id !== id);
}
