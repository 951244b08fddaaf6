import type { CallControl } from './call-control.js';
import type { CallPanel } from './call-panels.js';

/** All that an agent can ask for at the toolbar. Components send these; nobody else does. */
export type UiAction =
  | { readonly type: 'toggleAvailability' }
  | { readonly type: 'answer'; readonly eventId: string }
  | { readonly type: 'decline'; readonly eventId: string }
  | { readonly type: 'hangUp'; readonly eventId: string }
  | { readonly type: 'control'; readonly eventId: string; readonly control: CallControl }
  /** Without `panel`: whatever is open there is closed. */
  | { readonly type: 'openPanel'; readonly eventId: string; readonly panel?: CallPanel }
  | { readonly type: 'closeWrapUp'; readonly eventId: string }
  | { readonly type: 'dial'; readonly number: string }
  | { readonly type: 'retry'; readonly noticeId: string }
  | { readonly type: 'dismiss'; readonly noticeId: string };
export type UiActionType = UiAction['type'];
