import { overflowAtOnce, watchOverflow } from './call-control/overflow.js';
import { offer } from './call-control/reach.js';
import { routeByStrategy } from './call-control/routing.js';
import type { SwitchContext } from './context.js';
import type { Membership } from './model/agent-seat.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';

/**
 * Which agent gets which call. A queue never has both a waiting call and an available agent once an input is done:
 * the longest-waiting call meets the agent who has been ready with an idle phone for longest.
 *
 * What an input does to calls and agents is told completely before anything is distributed because of it, so matches
 * are made in `settle`, at the end of the input.
 */
export class Distribution {
  readonly #context: SwitchContext;
  readonly #arrived: Party[] = [];
  readonly #returned: Party[] = [];
  readonly #changed: Dn[] = [];

  constructor(context: SwitchContext) {
    this.#context = context;
  }

  /** A call has come into its queue. */
  arrive(queued: Party): void {
    this.#arrived.push(queued);
  }

  /** A call that rang at an agent who would not take it, while it still stood in its queue. */
  comeBack(queued: Party): void {
    this.#returned.push(queued);
  }

  /** The agent or the calls of a phone changed. Who cannot take a call any more leaves the lines at once. */
  changed(dn: Dn): void {
    if (dn.seat.memberships.length === 0) return;
    if (dn.available) this.#changed.push(dn);
    else for (const membership of dn.seat.memberships) membership.place.leave();
  }

  /** Calls first: one that was sent back goes to another agent, before the one who sent it back is free again. */
  settle(): void {
    for (let queued = this.#returned.pop(); queued !== undefined; queued = this.#returned.pop())
      this.#place(queued, true);
    for (let queued = this.#arrived.shift(); queued !== undefined; queued = this.#arrived.shift())
      this.#place(queued, false);
    for (let dn = this.#changed.shift(); dn !== undefined; dn = this.#changed.shift()) this.#employ(dn);
  }

  #place(queued: Party, inFront: boolean): void {
    const { place } = queued;
    const acd = queued.dn?.acd;
    if (place === undefined || acd === undefined || queued.state !== 'Queued') return;
    const to = acd.routing?.strategy?.to;
    if (to !== undefined) {
      routeByStrategy(this.#context, queued, to);
      return;
    }
    const agent = acd.available.first;
    if (agent !== undefined) offer(this.#context, queued, agent);
    else if (inFront || !overflowAtOnce(this.#context, queued)) {
      if (inFront) acd.waiting.joinInFront(place);
      else acd.waiting.join(place);
      watchOverflow(this.#context, queued);
    }
  }

  #employ(dn: Dn): void {
    if (!dn.available) return;
    const queued = longestWaiting(dn.seat.memberships);
    if (queued !== undefined) {
      queued.place?.leave();
      offer(this.#context, queued, dn);
      return;
    }
    for (const { queue, place } of dn.seat.memberships) if (place.line === undefined) queue.available.join(place);
  }
}

function longestWaiting(memberships: readonly Membership[]): Party | undefined {
  let longest: Party | undefined;
  for (const { queue } of memberships) {
    const first = queue.waiting.first;
    if (first !== undefined && (longest === undefined || first.since < longest.since)) longest = first;
  }
  return longest;
}
