/** Time, injected, so that tests move it and every wait has a name ("what is this page waiting for?"). */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  after(name: string, ms: number, run: () => void): Timer;
}

export interface Timer {
  readonly name: string;
  cancel(): void;
}
