export type {
  AgentOnDn,
  Answer,
  CallSnapshotOfSwitch,
  ClientId,
  Delivery,
  DnSnapshot,
  FarEndState,
  PartyOnDn,
  SwitchAgent,
  SwitchDn,
  SwitchInput,
  SwitchOptions,
  SwitchResult,
  SwitchSnapshot,
  SwitchSubscriber,
  SwitchTimer,
  SwitchTimers,
  SwitchWorld,
} from './api.js';
export { DEFAULT_BEHAVIOUR, type SwitchBehaviour } from './behaviour.js';
export type { CheckName } from './requests/checks.js';
export type { RequestOf, TRequest } from './requests/shapes.js';
export { Switch } from './switch.js';
