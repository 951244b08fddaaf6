let loading: Promise<unknown> | undefined;

/** What shows chats comes with the first chat: most pages never need it. A page that could not load it tries again. */
export function loadChats(): void {
  loading ??= import('./chat-elements.js').catch(() => {
    loading = undefined;
  });
}
