import { machineOf, type Transition } from './transition.js';

/** Whether a call is being recorded. The call's user data say so under {@link RECORDING_KEY}, for everybody in it. */
export const RECORDING_STATES = ['off', 'on', 'paused'] as const;
export type RecordingState = (typeof RECORDING_STATES)[number];
export const RECORDING_COMMANDS = ['startRecording', 'stopRecording', 'pauseRecording', 'resumeRecording'] as const;
export type RecordingCommand = (typeof RECORDING_COMMANDS)[number];

/** [A] Absent means `off`. */
export const RECORDING_KEY = 'GSIP_RECORD';

/** [A] What T-Server is asked by RequestPrivateService: the numbers of its recording services. */
export const RECORDING_SERVICES: Readonly<Record<RecordingCommand, number>> = {
  startRecording: 3013,
  stopRecording: 3014,
  pauseRecording: 3015,
  resumeRecording: 3016,
};

export const RECORDING_TABLE: readonly Transition<RecordingState, RecordingCommand>[] = [
  { from: 'off', on: 'startRecording', to: 'on', spec: 'The recording begins.' },
  { from: 'on', on: 'pauseRecording', to: 'paused', spec: 'What must not be kept is said now: a card number.' },
  { from: 'paused', on: 'resumeRecording', to: 'on', spec: 'The same recording goes on.' },
  { from: 'on', on: 'stopRecording', to: 'off', spec: 'The recording is over.' },
  { from: 'paused', on: 'stopRecording', to: 'off', spec: 'It may end without having gone on.' },
];

export const recording = machineOf(RECORDING_TABLE);

/** What a call's user data say of its recording. */
export function recordingIn(userData: readonly { readonly key: string; readonly value: unknown }[]): RecordingState {
  const word = userData.find(({ key }) => key === RECORDING_KEY)?.value;
  return RECORDING_STATES.find((state) => state === word) ?? 'off';
}
