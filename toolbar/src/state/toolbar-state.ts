import type { CommandType, NotReadyReason } from '@fusion-cti/protocol';
import type { AgentWish } from './agent-wish.js';
import { reduceAvailability, type Availability, type AvailabilityEvent } from './availability.js';
import { NO_CHATS, type ChatsState } from './chats-state.js';
import { panelAfter, type OpenPanel } from './call-panels.js';
import type { Colleagues } from './colleagues.js';
import { changedLine, NO_FEATURES, type LineChanges, type LineFeatures } from './line-features.js';
import type { Directory } from './directory.js';
import type { Disposition } from './wrap-up.js';
import { UNKNOWN_HOPS, type Hops } from './hops.js';
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
      /** Why agents are not ready here. */
      readonly notReadyReasons?: readonly NotReadyReason[];
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
  /** What Fusion said of the number, when the call began with a click there: Fusion waits to hear of it. */
  readonly clicked?: Readonly<Record<string, unknown>>;
}

export interface ToolbarState {
  readonly availability: Availability;
  /** Everything on the way between agent and Fusion. */
  readonly hops: Hops;
  readonly connection: Connection;
  /** What the agent has chosen to come after the calls and their after-call work. */
  readonly next: AgentWish | undefined;
  readonly line: LineFeatures;
  /** Whose calls the agent may listen to; `undefined` until somebody wants to know. */
  readonly colleagues: Colleagues | undefined;
  readonly contacts: Contacts;
  /** The contact that Fusion shows. */
  readonly shownEventId: string | undefined;
  /** What is open on the card of a call. */
  readonly panel: OpenPanel | undefined;
  readonly placing: Placing | undefined;
  readonly chats: ChatsState;
  readonly notices: readonly Notice[];
  /** Whom the installation suggests to call. */
  readonly directory: Directory;
  /** How conversations may be said to have ended. */
  readonly dispositions: readonly Disposition[];
  /** The toolbar cannot start at all. */
  readonly stopped: Notice | undefined;
}

export type ToolbarAction =
  | { readonly type: 'availability'; readonly event: AvailabilityEvent }
  | { readonly type: 'hops'; readonly hops: Hops }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'next'; readonly next: AgentWish | undefined }
  | { readonly type: 'line'; readonly changes: LineChanges }
  | { readonly type: 'colleagues'; readonly colleagues: Colleagues }
  | ContactAction
  | { readonly type: 'contactShown'; readonly eventId: string }
  | { readonly type: 'panel'; readonly panel: OpenPanel | undefined }
  | { readonly type: 'placing'; readonly placing: Placing | undefined }
  | { readonly type: 'chats'; readonly chats: ChatsState }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'noticeGone'; readonly id: string }
  | { readonly type: 'installation'; readonly directory: Directory; readonly dispositions: readonly Disposition[] }
  | { readonly type: 'stopped'; readonly notice: Notice };

export const INITIAL_STATE: ToolbarState = {
  availability: { phase: 'unavailable' },
  hops: UNKNOWN_HOPS,
  connection: { status: 'offline' },
  next: undefined,
  line: NO_FEATURES,
  colleagues: undefined,
  contacts: [],
  shownEventId: undefined,
  panel: undefined,
  placing: undefined,
  chats: NO_CHATS,
  notices: [],
  directory: [],
  dispositions: [],
  stopped: undefined,
};

export function reduce(state: ToolbarState, action: ToolbarAction): ToolbarState {
  switch (action.type) {
    case 'availability':
      return { ...state, availability: reduceAvailability(state.availability, action.event) };
    case 'hops':
      return { ...state, hops: action.hops };
    case 'connection':
      return { ...state, connection: action.connection };
    case 'next':
      return { ...state, next: action.next };
    case 'line':
      return { ...state, line: changedLine(state.line, action.changes) };
    case 'colleagues':
      return { ...state, colleagues: action.colleagues };
    case 'contactShown':
      return { ...state, shownEventId: action.eventId };
    case 'panel':
      return { ...state, panel: action.panel };
    case 'placing':
      return { ...state, placing: action.placing };
    case 'chats':
      return { ...state, chats: action.chats };
    case 'noticed':
      return { ...state, notices: [...without(state.notices, action.notice.id), action.notice] };
    case 'noticeGone':
      return { ...state, notices: without(state.notices, action.id) };
    case 'installation':
      return { ...state, directory: action.directory, dispositions: action.dispositions };
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
