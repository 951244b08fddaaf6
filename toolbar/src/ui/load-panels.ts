let loading: Promise<unknown> | undefined;

/**
 * The panels of a call come with the first call, and not with the page: nobody needs them to become available. A page
 * that could not load them says so in their place, and tries again when the next one is opened.
 */
export function loadPanels(): void {
  loading ??= import('./call-panels.js').catch(() => {
    loading = undefined;
  });
}
