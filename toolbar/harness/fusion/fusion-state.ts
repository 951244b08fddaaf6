/** Everything that the local Fusion shows. Immutable: each change is a new state. */
import type { Contact } from './contact.js';
import type { EngagementPhase } from './engagement-table.js';
import type { OutData } from './out-data.js';
import type { TranscriptLine } from './transcript.js';

export type Direction = 'inbound' | 'outbound';

/** Controls that stay pressed. Fusion is never told their state, so it remembers what it asked for (assumption). */
export interface Switches {
  readonly held: boolean;
  readonly muted: boolean;
  readonly recording: boolean;
}

export interface Engagement {
  readonly eventId: string;
  readonly phase: EngagementPhase;
  readonly direction: Direction;
  readonly channel: string;
  /** The customer's number; empty for a chat that brings none. */
  readonly number: string;
  readonly displayName: string;
  /** Everybody the look-up found. */
  readonly matches: readonly Contact[];
  readonly contactId?: string;
  readonly engagementId: string;
  readonly interactionId: string;
  readonly channelId: string;
  readonly wrapupId?: string;
  readonly outData: OutData;
  readonly offer?: { readonly seconds: number; readonly expiresAt: number };
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** The command that the toolbar has not replied to yet. */
  readonly pending: string | undefined;
  readonly switches: Switches;
  readonly transcript: readonly TranscriptLine[];
  readonly notes: string;
  /** Code of how it ended; empty: not chosen. */
  readonly resolution: string;
}

/** A contact that is over. */
export interface HistoryEntry {
  readonly eventId: string;
  readonly contactId?: string;
  readonly direction: Direction;
  readonly channel: string;
  readonly number: string;
  readonly endedAt: number;
  readonly talkMs: number;
  /** Close reason, or the error that ended it. */
  readonly outcome: string;
  readonly wrapUpReason?: string;
  readonly notes: string;
}

/** One channel's agent state, as the toolbar reported it. */
export interface AgentStatus {
  readonly isAvailable: boolean;
  readonly isLoggedIn: boolean;
  readonly state: string;
  readonly stateText: string;
  readonly reasonText: string;
}

export type PhoneStatus = 'disabled' | 'idle' | 'available' | 'unavailable';

/** What the middle of the page shows. */
export type OpenRecord =
  | { readonly kind: 'contact'; readonly contactId: string; readonly popped: boolean }
  | { readonly kind: 'caller'; readonly eventId: string };

export interface Banner {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly code: string;
}

export interface Toast {
  readonly id: string;
  readonly text: string;
  readonly tone: 'failure' | 'note';
}

export interface FusionState {
  readonly ready: boolean;
  /** By channel. */
  readonly agent: Readonly<Record<string, AgentStatus>>;
  readonly disabledFeatures: readonly string[];
  /** What the toolbar said it can do; `undefined` until it said so. */
  readonly announced: { readonly commands: readonly string[]; readonly transcript: boolean } | undefined;
  readonly toolbarSize: { readonly width?: number; readonly height?: number };
  /** All that are not closed, oldest first. */
  readonly engagements: readonly Engagement[];
  readonly activeEventId: string | undefined;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  readonly record: OpenRecord | undefined;
  readonly banner: Banner | undefined;
  readonly toasts: readonly Toast[];
}

export const INITIAL_STATE: FusionState = {
  ready: false,
  agent: {},
  disabledFeatures: [],
  announced: undefined,
  toolbarSize: {},
  engagements: [],
  activeEventId: undefined,
  history: [],
  record: undefined,
  banner: undefined,
  toasts: [],
};

export const NO_SWITCHES: Switches = { held: false, muted: false, recording: false };

/** The icon stays disabled until the toolbar is ready, whatever agent state it has reported by then. */
export function phoneStatus(state: Pick<FusionState, 'ready' | 'agent'>, channel: string): PhoneStatus {
  if (!state.ready) return 'disabled';
  const agent = state.agent[channel];
  if (!agent?.isLoggedIn) return 'idle';
  return agent.isAvailable ? 'available' : 'unavailable';
}

/** The engagement that the panel shows: the chosen one, else the oldest that has begun. */
export function shownEngagement(state: FusionState): Engagement | undefined {
  const begun = state.engagements.filter(({ phase }) => phase === 'Engaged' || phase === 'WrapUp');
  return begun.find(({ eventId }) => eventId === state.activeEventId) ?? begun[0];
}
