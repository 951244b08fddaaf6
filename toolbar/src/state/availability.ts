import { machineOf, type Transition } from '@fusion-cti/protocol';
import type { Absence } from './absence.js';
import type { Failure, Hop } from './failure.js';

/**
 * "Am I available?" The toolbar says yes only while the switch is ready to send calls and Fusion has accepted it;
 * everything in between has a name of its own, and so has what broke.
 */
export type Availability =
  | ({ readonly phase: 'unavailable'; readonly pause?: Pause } & Absence)
  | { readonly phase: 'connecting'; readonly step: Hop }
  | { readonly phase: 'available'; readonly since: number }
  | { readonly phase: 'leaving'; readonly since: number }
  | { readonly phase: 'failed'; readonly failure: Failure };

/** A time in which the switch sends no calls. Milliseconds since 1970. */
export interface Pause {
  readonly since: number;
  /** When the switch ends it by itself. */
  readonly until?: number;
}

export type AvailabilityPhase = Availability['phase'];

export type AvailabilityEvent =
  /** The agent asked to become available. */
  | { readonly on: 'ask' }
  /** The way to the next hop is being taken. */
  | { readonly on: 'step'; readonly step: Hop }
  /** Switch and Fusion agree that the agent is available. */
  | { readonly on: 'agreed'; readonly at: number }
  /** The agent, or the switch by itself, ends the availability. */
  | { readonly on: 'leave' }
  /** The switch would not let the agent go. */
  | { readonly on: 'stayed' }
  | ({ readonly on: 'left'; readonly pause?: Pause } & Absence)
  | { readonly on: 'failed'; readonly failure: Failure };
export type AvailabilityTrigger = AvailabilityEvent['on'];

export const AVAILABILITY_TABLE: readonly Transition<AvailabilityPhase, AvailabilityTrigger>[] = [
  { from: 'unavailable', on: 'ask', to: 'connecting', spec: 'The agent presses the availability button.' },
  { from: 'failed', on: 'ask', to: 'connecting', spec: 'Retry is the same way again.' },
  {
    from: 'unavailable',
    on: 'step',
    to: 'connecting',
    spec: 'Made ready at the phone itself, or after-call work over.',
  },
  { from: 'failed', on: 'step', to: 'connecting', spec: 'The switch said ready after all.' },
  { from: 'connecting', on: 'step', to: 'connecting', spec: 'One hop further.' },
  { from: 'connecting', on: 'agreed', to: 'available', spec: 'The switch is ready and Fusion accepted it.' },
  { from: 'connecting', on: 'left', to: 'unavailable', spec: 'The switch took it back before Fusion had accepted.' },
  { from: 'leaving', on: 'ask', to: 'connecting', spec: 'The agent has changed their mind: the last wish counts.' },
  { from: 'available', on: 'leave', to: 'leaving', spec: 'From here on nobody may be told "available".' },
  { from: 'available', on: 'left', to: 'unavailable', spec: 'Not ready at the switch.' },
  { from: 'leaving', on: 'left', to: 'unavailable', spec: 'Not ready at the switch, and Fusion was told.' },
  { from: 'leaving', on: 'stayed', to: 'available', spec: 'The switch refused: calls may still come.' },
  { from: 'unavailable', on: 'left', to: 'unavailable', spec: 'Another reason for the same state.' },
  {
    from: 'unavailable',
    on: 'failed',
    to: 'failed',
    spec: 'Fusion is out of reach, or the line of a live call broke.',
  },
  { from: 'connecting', on: 'failed', to: 'failed', spec: 'A hop broke on the way.' },
  { from: 'available', on: 'failed', to: 'failed', spec: 'A hop broke: no calls can arrive any more.' },
  { from: 'leaving', on: 'failed', to: 'failed', spec: 'A hop broke while leaving.' },
  { from: 'failed', on: 'failed', to: 'failed', spec: 'The latest failure is the one to tell.' },
];

const machine = machineOf(AVAILABILITY_TABLE);

export function reduceAvailability(state: Availability, event: AvailabilityEvent): Availability {
  const row = machine(state.phase, event.on);
  return row === undefined ? state : BUILD[row.to](state, event);
}

/** The data that goes with each phase. */
const BUILD: Readonly<Record<AvailabilityPhase, (from: Availability, event: AvailabilityEvent) => Availability>> = {
  unavailable: (_, event) => {
    if (event.on !== 'left') return { phase: 'unavailable' };
    const { on: _on, ...absence } = event;
    return { phase: 'unavailable', ...absence };
  },
  // Fusion comes first on the way: without it there is nobody to be available for.
  connecting: (_, event) => ({ phase: 'connecting', step: event.on === 'step' ? event.step : 'fusion' }),
  available: (from, event) => ({ phase: 'available', since: event.on === 'agreed' ? event.at : sinceOf(from) }),
  leaving: (from) => ({ phase: 'leaving', since: sinceOf(from) }),
  failed: (from, event) => (event.on === 'failed' ? { phase: 'failed', failure: event.failure } : from),
};

function sinceOf(state: Availability): number {
  return 'since' in state ? state.since : 0;
}
