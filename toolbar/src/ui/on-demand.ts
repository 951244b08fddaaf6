/**
 * A part of the page that comes when it is needed, and not with the page. One that could not be loaded is tried again
 * when it is needed the next time.
 */
export function onDemand(load: () => Promise<unknown>): () => Promise<void> {
  let loading: Promise<void> | undefined;
  return () =>
    (loading ??= load().then(
      () => undefined,
      () => {
        loading = undefined;
      },
    ));
}
