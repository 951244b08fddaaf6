import type { SwitchWorld } from '../api.js';
import { Rig } from '../testing/rig.js';
import type { Outcome, Stage } from './play.js';
import { behaviourOf, inputOf, type ScenarioCase, type Step, worldOf } from './script.js';

/** The switch alone, with nothing around it. */
export class CoreStage implements Stage {
  readonly #rig: Rig;

  constructor(written: ScenarioCase, world: SwitchWorld) {
    const behaviour = behaviourOf(written);
    const own = worldOf(world, written.world);
    this.#rig = written.registered === false ? new Rig(behaviour, own) : Rig.registered(behaviour, own);
  }

  async perform(step: Step): Promise<Outcome> {
    const input = inputOf(step);
    return input.kind === 'elapse' ? { deliveries: this.#rig.elapse(input.milliseconds) } : this.#rig.do(input);
  }

  async callsLeft(): Promise<number> {
    return this.#rig.switch.snapshot().calls.length;
  }

  async timersLeft(): Promise<readonly string[]> {
    return [...this.#rig.timers.keys()];
  }
}
