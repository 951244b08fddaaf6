/** Something that is loaded when it is first needed. A failure is told, and the next who needs it tries again. */
export class Later<T> {
  readonly #load: () => Promise<T>;
  readonly #failed: (again: () => void) => void;
  #loading: Promise<T> | undefined;

  constructor(load: () => Promise<T>, failed: (again: () => void) => void) {
    this.#load = load;
    this.#failed = failed;
  }

  /** Runs at once when it is there, else when it has come; in the order of the calls. */
  with(run: (loaded: T) => void): void {
    this.#loading ??= this.#load();
    this.#loading.then(run, () => {
      this.#loading = undefined;
      this.#failed(() => this.with(run));
    });
  }

  /** For the end: nothing is loaded for its sake. */
  ifThere(run: (loaded: T) => void): void {
    this.#loading?.then(run, () => undefined);
  }
}
