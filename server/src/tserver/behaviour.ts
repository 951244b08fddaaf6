import type { TErrorCode } from '@fusion-cti/protocol';
import type { CheckName } from './requests/checks.js';

/**
 * What T-Servers differ in, or what could not be confirmed. Evidence: [D] Genesys documents it, [M] seen in a public
 * model of SIP Server, [A] our assumption.
 */
export interface SwitchBehaviour {
  /** [A] How long a caller hears the busy tone before the switch releases the call. Milliseconds. */
  readonly busyTimeoutMs: number;
  /**
   * [D] `any`: an internal caller's giving up is EventAbandoned at the ringing phone too. One edition of the manual
   * keeps EventAbandoned for callers from outside: with `external`, a phone that an internal caller rang gets
   * EventReleased.
   */
  readonly abandonedBy: 'any' | 'external';
  /** [M] A caller whose call was rejected gets EventDestinationBusy before EventReleased. */
  readonly rejectedCallerHearsBusy: boolean;
  /**
   * [M] SIP Server's `divert-on-ringing`. `true`: a call leaves its queue when the agent's phone rings. `false`: when
   * the agent answers, so a rejected call is still in the queue and rings at the next agent.
   */
  readonly divertOnRinging: boolean;
  /** [A] EventDiverted comes before EventRinging. T-Server promises no order. */
  readonly divertedBeforeRinging: boolean;
  /** [A] EventEstablished comes to the answering side first. T-Server promises no order. */
  readonly answeringSideFirst: boolean;
  /** [A] EventReleased comes to the releasing side first. T-Server promises no order. */
  readonly releasingSideFirst: boolean;
  /** [M] EventOffHook comes before EventDialing. T-Server promises no order. */
  readonly offHookBeforeDialing: boolean;
  /**
   * [A] What becomes of a call to a number that the world does not list: `rings`, if it can be a public number, or
   * `unallocated`, so that only listed numbers can be called.
   */
  readonly unlistedNumbers: 'rings' | 'unallocated';
  /** [A] A ready agent who asks to be ready gets EventAgentReady again. `false`: refused with 43. */
  readonly repeatedReadyAccepted: boolean;
  /**
   * [D] Genesys' `agent-strict-id`. `any`: every AgentID may log in (Genesys' default). `configured`: only those of
   * the world. `password`: and only with their password.
   */
  readonly agentStrictId: 'any' | 'configured' | 'password';
  /**
   * [D] Genesys' `agent-emu-login-on-call`: an agent may log in and out while the DN has a call. Genesys' default is
   * no; ours is yes, because a toolbar may be loaded in the middle of a call.
   */
  readonly agentEmuLoginOnCall: boolean;
  /** [A] Other error codes than ours, by the name of the check. SIP Server does not publish which it uses. */
  readonly errorCodes: Readonly<Partial<Record<CheckName, TErrorCode>>>;
}

export const DEFAULT_BEHAVIOUR: SwitchBehaviour = {
  busyTimeoutMs: 15_000,
  abandonedBy: 'any',
  rejectedCallerHearsBusy: true,
  divertOnRinging: true,
  divertedBeforeRinging: true,
  answeringSideFirst: true,
  releasingSideFirst: true,
  offHookBeforeDialing: true,
  unlistedNumbers: 'rings',
  repeatedReadyAccepted: true,
  agentStrictId: 'password',
  agentEmuLoginOnCall: true,
  errorCodes: {},
};
