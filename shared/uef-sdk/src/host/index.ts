/** The half that a mock Fusion runs. */
export { UefHost } from './uef-host.js';
export {
  dropWrongClassification,
  loseDuplicateNewComm,
  loseOvertakenNewComm,
  strictRules,
  strictSubscriptions,
  withRules,
  type HostRule,
} from './rules.js';
export { DEFAULT_WORKSPACE } from './workspace.js';
export { HANDSHAKE_METHOD, WORKSPACE_METHOD } from '../wire.js';
export type * from './types.js';
export type { ClearTimer, MessageSource, MessageTarget, SetTimer, TimerHandle } from '../windows.js';
