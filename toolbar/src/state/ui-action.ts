/** All that an agent can ask for at the toolbar. Components send these; nobody else does. */
export type UiAction =
  | { readonly type: 'toggleAvailability' }
  | { readonly type: 'answer'; readonly eventId: string }
  | { readonly type: 'decline'; readonly eventId: string }
  | { readonly type: 'hangUp'; readonly eventId: string }
  | { readonly type: 'closeWrapUp'; readonly eventId: string }
  | { readonly type: 'dial'; readonly number: string }
  | { readonly type: 'retry'; readonly noticeId: string }
  | { readonly type: 'dismiss'; readonly noticeId: string };
export type UiActionType = UiAction['type'];
