import type { SwitchOptions, SwitchTimers } from './api.js';
import { DEFAULT_BEHAVIOUR, type SwitchBehaviour } from './behaviour.js';
import { Distribution } from './distribution.js';
import { Calls } from './model/calls.js';
import { Clients } from './model/clients.js';
import { Directory } from './model/directory.js';
import { Teller } from './teller.js';

/** What everything that happens in the switch works on. */
export class SwitchContext {
  readonly behaviour: SwitchBehaviour;
  readonly timers: SwitchTimers;
  readonly directory: Directory;
  readonly clients = new Clients();
  readonly calls: Calls;
  readonly tell = new Teller();
  readonly distribution = new Distribution(this);
  /** The time of the input that is being handled. Milliseconds since 1970. */
  now = 0;
  /** The call that the input created or touched. */
  touched: string | undefined = undefined;

  constructor(options: SwitchOptions) {
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...options.behaviour };
    this.timers = options.timers;
    this.directory = new Directory(options.world, options.now());
    this.calls = new Calls(options.nextConnId, options.nextCallUuid);
  }

  begin(now: number): void {
    this.now = now;
    this.touched = undefined;
    this.tell.begin(now);
  }
}
