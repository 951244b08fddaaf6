import type { Store } from './store.js';

/** How a failure can be tried again, beside the notice that tells of it. */
export class NoticeBoard {
  readonly #store: Store;
  readonly #retries = new Map<string, () => void>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** `id` names the thing that failed: when it fails again, the new notice takes the place of the old one. */
  post(id: string, what: string, why: string, retry?: () => void): void {
    if (retry === undefined) this.#retries.delete(id);
    else this.#retries.set(id, retry);
    this.#store.dispatch({ type: 'noticed', notice: { id, what, why, retryable: retry !== undefined } });
  }

  retry(id: string): void {
    const retry = this.#retries.get(id);
    this.dismiss(id);
    retry?.();
  }

  dismiss(id: string): void {
    this.#retries.delete(id);
    this.#store.dispatch({ type: 'noticeGone', id });
  }
}
