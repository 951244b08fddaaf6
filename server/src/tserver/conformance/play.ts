import type { Delivery, SwitchResult } from '../api.js';
import { lineOf } from '../testing/rig.js';
import type { ScenarioCase, Step } from './script.js';

/** Situations by name, each the steps that lead there. */
export type Situations = Readonly<Record<string, readonly (string | Step)[]>>;

/** What a step has led to. */
export type Outcome = Pick<SwitchResult, 'deliveries' | 'refused'>;

/** Where a scenario is played: the core alone, or a whole server with everything between it and its clients. */
export interface Stage {
  perform(step: Step): Promise<Outcome>;
  callsLeft(): Promise<number>;
  /** By the switch's own names. */
  timersLeft(): Promise<readonly string[]>;
}

/** @returns the case as it is written, with what was really told in the places of what should have been */
export async function played(written: ScenarioCase, stage: Stage, situations: Situations): Promise<ScenarioCase> {
  const shown = written.showsAudience === true ? lineWithAudience : lineOf;
  for (const step of stepsOf(written.given ?? [], situations)) {
    const { refused } = await stage.perform(step);
    if (refused !== undefined) throw new Error(`Refused with ${refused}: ${JSON.stringify(step)}`);
  }
  const turns: ScenarioCase['turns'][number][] = [];
  for (const { when } of written.turns) {
    const { deliveries, refused } = await stage.perform(when);
    const then = deliveries.map(shown).map(withShortCalls);
    turns.push({ when, ...(refused !== undefined && { refused }), then });
  }
  const { turns: _turns, callsLeft: _calls, timersLeft: _timers, ...head } = written;
  const callsLeft = await stage.callsLeft();
  const timersLeft = (await stage.timersLeft()).map(withShortCalls);
  return { ...head, turns, ...(callsLeft > 0 && { callsLeft }), ...(timersLeft.length > 0 && { timersLeft }) };
}

function stepsOf(given: readonly (string | Step)[], situations: Situations): readonly Step[] {
  return given.flatMap((step) => {
    if (typeof step !== 'string') return [step];
    const steps = situations[step];
    if (steps === undefined) throw new Error(`No situation is called: ${step}`);
    return stepsOf(steps, situations);
  });
}

function lineWithAudience(delivery: Delivery): string {
  return `${lineOf(delivery)} #${delivery.event.EventSequenceNumber} to=${delivery.clients.join(',')}`;
}

/** Calls by their number everywhere, as at the beginning of the line. */
function withShortCalls(line: string): string {
  return line.replaceAll(/(?<![0-9a-f])0{8,15}([1-9a-f][0-9a-f]*)(?![0-9a-f])/g, '$1:');
}
