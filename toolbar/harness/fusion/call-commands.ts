/** What the buttons of a contact ask of the toolbar, and what a failure is called. */
import { INTERACTION_COMMANDS } from '@oracle/uef-sdk';
import type { Switches } from './fusion-state.js';

/** A control that the engagement panel offers when the toolbar has announced its command. */
export interface CallControl {
  readonly command: string;
  readonly label: string;
  readonly icon: 'pause' | 'play' | 'microphone' | 'microphone-off' | 'record' | 'stop' | 'transfer';
}

interface ToggledControl {
  readonly released: CallControl;
  /** What the control becomes once it was pressed. */
  readonly pressed?: { readonly by: keyof Switches; readonly control: CallControl };
}

const C = INTERACTION_COMMANDS;

const CONTROLS: readonly ToggledControl[] = [
  {
    released: { command: C.hold, label: 'Hold', icon: 'pause' },
    pressed: { by: 'held', control: { command: C.unhold, label: 'Resume', icon: 'play' } },
  },
  {
    released: { command: C.mute, label: 'Mute', icon: 'microphone-off' },
    pressed: { by: 'muted', control: { command: C.unmute, label: 'Unmute', icon: 'microphone' } },
  },
  {
    released: { command: C.record, label: 'Record', icon: 'record' },
    pressed: { by: 'recording', control: { command: C.stopRecord, label: 'Stop recording', icon: 'stop' } },
  },
  { released: { command: C.transfer, label: 'Transfer', icon: 'transfer' } },
];

/** The controls to show now. */
export function callControls(announced: readonly string[], switches: Switches): readonly CallControl[] {
  return CONTROLS.map(({ released, pressed }) =>
    pressed !== undefined && switches[pressed.by] ? pressed.control : released,
  ).filter(({ command }) => announced.includes(command));
}

/** Which switch a successful command leaves how. */
export const SWITCHED_BY: Readonly<Record<string, Partial<Switches>>> = {
  [C.hold]: { held: true },
  [C.unhold]: { held: false },
  [C.mute]: { muted: true },
  [C.unmute]: { muted: false },
  [C.record]: { recording: true },
  [C.stopRecord]: { recording: false },
};

const FAILED: Readonly<Record<string, string>> = {
  [C.accept]: 'Answering failed.',
  [C.reject]: 'Declining failed.',
  [C.disconnect]: 'Ending the call failed.',
  [C.setActive]: 'The toolbar could not switch to this contact.',
};

/** One sentence for the agent; the toolbar's own words follow when it has some. */
export function failureText(command: string, toolbarsWords: string | undefined): string {
  const what = FAILED[command] ?? `The command "${command}" failed.`;
  return toolbarsWords === undefined || toolbarsWords === '' ? what : `${what} ${toolbarsWords}`;
}
