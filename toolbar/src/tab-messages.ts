import { fits, isRecord, type Shape } from '@fusion-cti/protocol';
import { isDeskRecord, type DeskRecord } from './desk-record.js';
import type { DataUpdate, InteractionCommand, OutgoingCall } from './fusion/fusion-listeners.js';
import type { CommandOutcome } from './fusion/uef-response.js';
import type { UiAction } from './state/ui-action.js';

/** Something that a person, or Fusion, asks of the toolbar. It is done by the tab that leads, whichever tab hears it. */
export type Ask =
  | { readonly by: 'agent'; readonly action: UiAction }
  | { readonly by: 'interactionCommand'; readonly command: InteractionCommand }
  | { readonly by: 'agentCommand'; readonly command: string }
  | { readonly by: 'outgoingCall'; readonly call: OutgoingCall }
  | { readonly by: 'dataUpdate'; readonly update: DataUpdate };

/** What tabs say to each other. */
export type TabMessage =
  /** A tab has come, and wants to know how things are. */
  | { readonly kind: 'greet' }
  /** How things are, from the tab that leads. */
  | { readonly kind: 'record'; readonly leader: string; readonly hidden: boolean; readonly record: DeskRecord }
  | { readonly kind: 'ask'; readonly id: string; readonly ask: Ask }
  | { readonly kind: 'answer'; readonly id: string; readonly outcome: CommandOutcome }
  /** From a tab that is seen to one that is not. */
  | { readonly kind: 'yield'; readonly leader: string };

const SHAPES = {
  greet: {},
  record: { leader: 'string', hidden: 'boolean', record: 'object' },
  ask: { id: 'string', ask: 'object' },
  answer: { id: 'string', outcome: 'object' },
  yield: { leader: 'string' },
} as const satisfies Readonly<Record<TabMessage['kind'], Shape>>;

/** Whether a tab of this version said it. Only pages of our own origin can. */
export function isTabMessage(value: unknown): value is TabMessage {
  if (!isRecord(value) || typeof value.kind !== 'string' || !(value.kind in SHAPES)) return false;
  const kind = value.kind as TabMessage['kind'];
  return fits(SHAPES[kind], value) && (kind !== 'record' || isDeskRecord(value.record));
}

/** Between the tabs of one agent. */
export interface TabWire {
  /** To all the others. */
  say(message: TabMessage): void;
  listen(heard: (message: unknown) => void): void;
}
