import type { AgentWish } from './agent-wish.js';
import type { CallControl } from './call-control.js';
import type { CallPanel } from './call-panels.js';
import type { ChatAsk } from './chat-asks.js';
import type { LineControl } from './line-control.js';
import type { WrapUp } from './wrap-up.js';

/** All that an agent can ask for at the toolbar. Components send these; nobody else does. */
export type UiAction =
  | { readonly type: 'toggleAvailability' }
  /** At once; while there is a call or after-call work, when that is over. */
  | { readonly type: 'chooseState'; readonly wish: AgentWish }
  /** What was chosen to come next is not to come. */
  | { readonly type: 'cancelNext' }
  | { readonly type: 'controlLine'; readonly control: LineControl }
  /** What colleagues do now may have changed. */
  | { readonly type: 'lookAtColleagues' }
  | { readonly type: 'answer'; readonly eventId: string }
  | { readonly type: 'decline'; readonly eventId: string }
  | { readonly type: 'hangUp'; readonly eventId: string }
  | { readonly type: 'control'; readonly eventId: string; readonly control: CallControl }
  /** Without `panel`: whatever is open there is closed. */
  | { readonly type: 'openPanel'; readonly eventId: string; readonly panel?: CallPanel }
  | { readonly type: 'closeWrapUp'; readonly eventId: string }
  | { readonly type: 'note'; readonly eventId: string; readonly change: Partial<Pick<WrapUp, 'disposition' | 'notes'>> }
  | { readonly type: 'saveWrapUp'; readonly eventId: string }
  | { readonly type: 'dial'; readonly number: string }
  | { readonly type: 'chat'; readonly ask: ChatAsk }
  | { readonly type: 'retry'; readonly noticeId: string }
  | { readonly type: 'dismiss'; readonly noticeId: string };
export type UiActionType = UiAction['type'];
