import { Observable, type Subscription } from 'rxjs';

/** What it tells only while somebody can see it: a page in the background costs nothing. */
export function whileSeen<T>(
  page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>,
  told: Observable<T>,
): Observable<T> {
  return new Observable((subscriber) => {
    let listening: Subscription | undefined;
    const look = (): void => {
      listening?.unsubscribe();
      listening = page.hidden ? undefined : told.subscribe((value) => subscriber.next(value));
    };
    page.addEventListener('visibilitychange', look);
    look();
    return () => {
      page.removeEventListener('visibilitychange', look);
      listening?.unsubscribe();
    };
  });
}
