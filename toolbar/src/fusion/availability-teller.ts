import type { Absence } from '../state/absence.js';
import type { Clock } from '../state/clock.js';
import { failureOf, sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { Store } from '../state/store.js';
import type { Availability, AvailabilityEvent, AvailabilityPhase, Pause } from '../state/availability.js';
import { sentence } from '../state/sentence.js';
import type { Log } from '../log.js';
import type { AgentAtSwitch } from '../vendor/line-record.js';
import { AgentStateSync, type AgentStateToTell } from './agent-state-sync.js';
import type { FusionHandler } from './fusionHandler.js';

export interface TellerParts {
  readonly fusion: FusionHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly clock: Clock;
  /** Fusion will not have the agent available: the switch must not send calls either. */
  readonly standDown: () => void;
  readonly log: Log;
}

const NOTICE = 'agent-state';
const LOGGED_OUT = sentence('Signed off');

/** Brings what the switch says of the agent, what Fusion accepts of it, and what the toolbar shows together. */
export class AvailabilityTeller {
  readonly #parts: TellerParts;
  readonly #sync: AgentStateSync;
  #readyAtSwitch = false;
  #loggedIn = false;
  #wasReady = false;
  #absence: Absence = {};
  #pause: Pause | undefined;
  /** Since when another page has shown "available". */
  #since: number | undefined;

  constructor(parts: TellerParts) {
    this.#parts = parts;
    this.#sync = new AgentStateSync(
      ({ available, loggedIn, why, code }) =>
        available ? parts.fusion.makeAgentAvailable() : parts.fusion.makeAgentUnavailable(loggedIn, why, code),
      { agreed: (state) => this.#agreed(state), refused: (state, error) => this.#refused(state, error) },
    );
  }

  get isLoggedIn(): boolean {
    return this.#loggedIn;
  }

  /** Right after the start: Fusion may still show what it was told before the page was loaded again. */
  announce(): void {
    if (!this.#readyAtSwitch) this.#sync.retry();
  }

  /** Another page has told this to Fusion. It is told again: each page has its own line to Fusion. */
  goOnWith(availability: Availability): void {
    this.#since = 'since' in availability ? availability.since : undefined;
    // On its way to a line, that page may not have told Fusion yet that the one before was lost.
    this.#wasReady = this.#since !== undefined || availability.phase === 'connecting';
  }

  ready(): void {
    this.#readyAtSwitch = true;
    this.#wasReady = true;
    this.#loggedIn = true;
    if (this.#phase === 'available') {
      this.#since = undefined;
      return;
    }
    if (this.#phase !== 'leaving') this.#apply({ on: 'step', step: 'fusion' });
    this.#sync.want({ available: true, loggedIn: true });
  }

  /** `lastsMs`: the switch ends it by itself after so long. */
  notReady(absence: Absence, lastsMs: number | undefined): void {
    this.#loggedIn = true;
    this.#unready(absence, lastsMs);
  }

  loggedOut(): void {
    this.#loggedIn = false;
    this.#unready({ why: LOGGED_OUT, signedOff: true });
  }

  /** The line is back, and this is how the switch sees the agent: no matter what was believed, and what failed. */
  known({ state, since, until, absence = {} }: AgentAtSwitch): void {
    if (state === 'Ready') {
      this.#since ??= since;
      return this.ready();
    }
    this.#absence = state === 'Null' ? { signedOff: true, ...(this.#loggedIn && { why: LOGGED_OUT }) } : absence;
    this.#loggedIn = state !== 'Null';
    this.#readyAtSwitch = false;
    this.#since = undefined;
    if (this.#phase === 'failed') this.#apply({ on: 'step', step: 'switch' });
    if (state === 'Null') this.#pause = undefined;
    // Otherwise of one that was heard to begin.
    else if (since !== undefined) this.#pause = { since, ...(until !== undefined && { until }) };
    this.#apply(this.#left());
    this.#wantUnavailable();
  }

  /** Nobody can say any more whether the switch is ready, so Fusion must not say it either. */
  lineLost(): void {
    this.#readyAtSwitch = false;
    if (this.#wasReady)
      this.#sync.want({ available: false, loggedIn: this.#loggedIn, why: sentence('Connection lost') });
  }

  #unready(absence: Absence, lastsMs?: number): void {
    const since = this.#parts.clock.now();
    this.#absence = absence;
    this.#pause = { since, ...(lastsMs !== undefined && { until: since + lastsMs }) };
    const wasReady = this.#readyAtSwitch;
    this.#readyAtSwitch = false;
    // A login reports "not ready" on its way to "ready".
    if (this.#phase === 'connecting' && !wasReady) return;
    this.#apply(this.#phase === 'available' ? { on: 'leave' } : this.#phase === 'leaving' ? undefined : this.#left());
    this.#wantUnavailable();
  }

  #wantUnavailable(): void {
    const { why, code } = this.#absence;
    this.#sync.want({
      available: false,
      loggedIn: this.#loggedIn,
      ...(why !== undefined && { why }),
      ...(code !== undefined && { code }),
    });
  }

  #agreed({ available }: AgentStateToTell): void {
    this.#parts.board.dismiss(NOTICE);
    const at = this.#since ?? this.#parts.clock.now();
    this.#since = undefined;
    if (available) this.#apply(this.#phase === 'leaving' ? { on: 'stayed' } : { on: 'agreed', at });
    else if (this.#phase === 'leaving') this.#apply(this.#left());
  }

  #left(): AvailabilityEvent {
    return { on: 'left', ...this.#absence, ...(this.#pause !== undefined && { pause: this.#pause }) };
  }

  #refused({ available }: AgentStateToTell, error: unknown): void {
    if (available) {
      this.#apply({ on: 'failed', failure: failureOf(error, 'fusion') });
      this.#parts.standDown();
      return;
    }
    // The switch has the last word on that: no calls will come.
    if (this.#phase === 'leaving') this.#apply(this.#left());
    // Before the first "available" there is nothing wrong to show, and a failure that stands says enough.
    if (!this.#wasReady || this.#phase === 'failed') return this.#parts.log('Fusion refused an agent state.');
    this.#parts.board.post(NOTICE, sentence('Fusion may still show you as available'), sentenceOf(error), () =>
      this.#sync.retry(),
    );
  }

  get #phase(): AvailabilityPhase {
    return this.#parts.store.state.availability.phase;
  }

  #apply(event: AvailabilityEvent | undefined): void {
    if (event !== undefined) this.#parts.store.dispatch({ type: 'availability', event });
  }
}
