import type { MergeType } from '@fusion-cti/protocol';

/**
 * What the published material of the Workspace API leaves open, or says in two ways. Evidence: [T] in the vendor's
 * client library, [O] seen in public programs, [A] our assumption.
 */
export interface WorkspaceBehaviour {
  /** [O] The name of the switch in `dn` objects. */
  readonly switchName: string;
  /**
   * [T] Whether calls are completed by themselves when they are released, for clients that do not say so at
   * activate-channels. `false`: they stay, Released, until `complete`.
   */
  readonly autoCompleteCall: boolean;
  /**
   * [A] Whether a call that is completed by itself is told a second time, as Completed. The vendor's client takes any
   * message after Released for a new call.
   */
  readonly tellAutoCompleted: boolean;
  /**
   * [A] Whether an operation that the switch refuses is refused in its answer too. As it is, the answer says that the
   * request went out, and the refusal follows as EventError.
   */
  readonly refusedInAnswer: boolean;
  /** [A] What `merge` makes of two calls. */
  readonly mergeType: MergeType;
  /** [A] The Extensions key under which a call carries the caller's number that was asked for. */
  readonly callerIdKey: string;
  /** [A] How the switch is asked to record: numbers of RequestPrivateService. */
  readonly recordingServices: Readonly<Record<RecordingOperation, number>>;
  /** [A] Calls that a line keeps for `complete`; with one more the oldest is completed by itself. */
  readonly releasedCalls: number;
}

export type RecordingOperation = 'start-recording' | 'pause-recording' | 'resume-recording' | 'stop-recording';

export const DEFAULT_BEHAVIOUR: WorkspaceBehaviour = {
  switchName: 'SIP_Switch',
  autoCompleteCall: true,
  tellAutoCompleted: false,
  refusedInAnswer: false,
  mergeType: 'Conference',
  callerIdKey: 'CPNDigits',
  recordingServices: {
    'start-recording': 3013,
    'stop-recording': 3014,
    'pause-recording': 3015,
    'resume-recording': 3016,
  },
  releasedCalls: 100,
};
