import { link, type LinkState, type LinkTrigger } from '@fusion-cti/protocol';
import type { SwitchInput, SwitchOptions, SwitchTimer, SwitchTimers } from './api.js';
import { type SwitchBehaviour, SIP_PROFILE } from './behaviour.js';
import { Distribution } from './distribution.js';
import { advance } from './model/advance.js';
import { Calls } from './model/calls.js';
import { Clients } from './model/clients.js';
import { Directory } from './model/directory.js';
import { Teller } from './teller.js';

/** What everything that happens in the switch works on. */
export class SwitchContext {
  readonly behaviour: SwitchBehaviour;
  readonly directory: Directory;
  readonly clients = new Clients();
  readonly calls: Calls;
  readonly tell: Teller;
  readonly distribution = new Distribution(this);
  readonly #timers: SwitchTimers;
  /** What the switch waits for, by name. */
  readonly #waits = new Map<string, Wait>();
  #link: LinkState = 'Up';
  /** The time of the input that is being handled. Milliseconds since 1970. */
  now = 0;
  /** The call that the input created or touched. */
  touched: string | undefined = undefined;

  constructor(options: SwitchOptions) {
    this.behaviour = { ...SIP_PROFILE, ...options.behaviour };
    this.#timers = options.timers;
    this.directory = new Directory(options.world, options.now());
    this.calls = new Calls(options.nextConnId, options.nextCallUuid);
    this.tell = new Teller(this.clients, options.now(), this.behaviour);
  }

  begin(now: number): void {
    this.now = now;
    this.touched = undefined;
    this.tell.begin(now);
  }

  get linkUp(): boolean {
    return this.#link === 'Up';
  }

  changeLink(trigger: LinkTrigger): void {
    const row = advance(link, this.#link, trigger, 'the link');
    this.#link = row.to;
    for (const event of row.emits ?? []) this.tell.everybody(event);
  }

  /** Asks to be reminded. @returns the name, by which it can be cancelled; a second one of a name replaces the first */
  setTimer(timer: SwitchTimer, delayMs: number): string {
    const name = nameOf(timer);
    this.#waits.set(name, { timer, dueAt: this.now + delayMs });
    this.#timers.set(name, delayMs, { kind: 'timer', timer } satisfies SwitchInput);
    return name;
  }

  cancelTimer(name: string | undefined): void {
    if (name === undefined) return;
    this.#waits.delete(name);
    this.#timers.cancel(name);
  }

  /** A reminder that was asked for has come. */
  timerFired(timer: SwitchTimer): void {
    this.#waits.delete(nameOf(timer));
  }

  /**
   * What a timer is about goes on in a call of another ConnID, and has the time that is left.
   * @returns the new name; `undefined` when there is no such timer any more
   */
  moveTimer(name: string | undefined, connId: string): string | undefined {
    const wait = name === undefined ? undefined : this.#waits.get(name);
    if (wait === undefined || !('connId' in wait.timer)) return undefined;
    this.cancelTimer(name);
    return this.setTimer({ ...wait.timer, connId }, Math.max(0, wait.dueAt - this.now));
  }
}

interface Wait {
  readonly timer: SwitchTimer;
  readonly dueAt: number;
}

/** A timer is named after what it is about. */
function nameOf(timer: SwitchTimer): string {
  const subject = [...('dn' in timer ? [timer.dn] : []), ...('connId' in timer ? [timer.connId] : [])];
  return [timer.name, ...subject].join(':');
}
