import type { SwitchBehaviour } from '../behaviour.js';
import type { Step, Steps } from './steps.js';

/** What a switch does that has been told to behave so. */
export interface Choice {
  readonly behaviour: Partial<SwitchBehaviour>;
  readonly given?: Steps;
  readonly when: Step;
  /** DN and event, in order, and of some options the attribute that shows them. */
  readonly then: readonly string[];
}

export type Choices = Partial<Readonly<Record<keyof SwitchBehaviour, readonly Choice[]>>>;
