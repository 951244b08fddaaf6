import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import { INITIAL_STATE, reduce, type ToolbarAction, type ToolbarState } from './toolbar-state.js';

/** The one place that holds what the toolbar knows. Everything else asks, listens or dispatches. */
export class Store {
  readonly #state: BehaviorSubject<ToolbarState>;
  readonly state$: Observable<ToolbarState>;

  constructor(initial: ToolbarState = INITIAL_STATE) {
    this.#state = new BehaviorSubject(initial);
    this.state$ = this.#state.pipe(distinctUntilChanged());
  }

  get state(): ToolbarState {
    return this.#state.value;
  }

  dispatch(action: ToolbarAction): void {
    this.#state.next(reduce(this.#state.value, action));
  }

  /** A part of the state, whenever it changes. */
  select<T>(selector: (state: ToolbarState) => T): Observable<T> {
    return this.state$.pipe(map(selector), distinctUntilChanged());
  }
}
