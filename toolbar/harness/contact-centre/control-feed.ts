/** Looks at the contact centre once a second, while somebody looks at the panel. */
import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  from,
  fromEvent,
  map,
  merge,
  of,
  startWith,
  Subject,
  switchMap,
  timer,
  type Observable,
} from 'rxjs';
import { ControlError, type ControlApi } from './control-api.js';
import type { ContactCentreState } from './world.js';

const EVERY_MS = 1_000;

export type FeedItem = { readonly state: ContactCentreState } | { readonly problem: string };

export class ControlFeed {
  readonly #api: Pick<ControlApi, 'state'>;
  readonly #asked = new Subject<void>();

  constructor(api: Pick<ControlApi, 'state'>) {
    this.#api = api;
  }

  /** Something was just changed: look now. */
  refresh(): void {
    this.#asked.next();
  }

  /** Runs as long as it is subscribed, and rests while the page is hidden. */
  watch(page: Document): Observable<FeedItem> {
    const visible = fromEvent(page, 'visibilitychange').pipe(
      startWith(undefined),
      map(() => page.visibilityState === 'visible'),
      distinctUntilChanged(),
    );
    const due = merge(timer(0, EVERY_MS), this.#asked);
    // A slow server is asked again only after it has answered.
    return visible.pipe(
      switchMap((is) => (is ? due : EMPTY)),
      exhaustMap(() => this.#look()),
    );
  }

  #look(): Observable<FeedItem> {
    return from(this.#api.state()).pipe(
      map((state) => ({ state })),
      catchError((error: unknown) => {
        if (error instanceof ControlError) return of({ problem: error.message });
        throw error;
      }),
    );
  }
}
