/**
 * A waiting line: first come, first served, and anybody may step out of the middle. Everything is O(1), also with
 * thousands in line; a Map used as a queue would search past the holes that its deleted entries leave.
 */
export class Line<Holder> {
  #first: Place<Holder> | undefined;
  #last: Place<Holder> | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get first(): Holder | undefined {
    return this.#first?.holder;
  }

  join(place: Place<Holder>): void {
    place.leave();
    place.line = this;
    this.#length += 1;
    place.ahead = this.#last;
    if (this.#last === undefined) this.#first = place;
    else this.#last.behind = place;
    this.#last = place;
  }

  /** For somebody who had been first already, and was sent back. */
  joinInFront(place: Place<Holder>): void {
    place.leave();
    place.line = this;
    this.#length += 1;
    place.behind = this.#first;
    if (this.#first === undefined) this.#last = place;
    else this.#first.ahead = place;
    this.#first = place;
  }

  /** Called by the place: it knows its neighbours. */
  unlink(place: Place<Holder>): void {
    this.#length -= 1;
    if (place.ahead === undefined) this.#first = place.behind;
    else place.ahead.behind = place.behind;
    if (place.behind === undefined) this.#last = place.ahead;
    else place.behind.ahead = place.ahead;
  }
}

/** Somebody's place in one line, made once and used for every wait. */
export class Place<Holder> {
  readonly holder: Holder;
  line: Line<Holder> | undefined = undefined;
  ahead: Place<Holder> | undefined = undefined;
  behind: Place<Holder> | undefined = undefined;

  constructor(holder: Holder) {
    this.holder = holder;
  }

  leave(): void {
    this.line?.unlink(this);
    this.line = undefined;
    this.ahead = undefined;
    this.behind = undefined;
  }
}
