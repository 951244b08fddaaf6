import { Observable } from 'rxjs';
import type { Clock, Timer } from './clock.js';

/** The time, at once and then every second, for durations on the screen. */
export function ticks(clock: Clock): Observable<number> {
  return new Observable((subscriber) => {
    let timer: Timer;
    const tick = (): void => {
      subscriber.next(clock.now());
      // Aligned to the second, or a duration would now and then skip one.
      timer = clock.after('ui.tick', 1000 - (clock.now() % 1000), tick);
    };
    tick();
    return () => timer.cancel();
  });
}
