export type {
  AgentOnDn,
  Answer,
  CallSnapshotOfSwitch,
  ClientId,
  Delivery,
  DnSnapshot,
  FarEndState,
  PartyOnDn,
  RoutingStrategy,
  StandBy,
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
export { type ErrorCodes, type ProfileName, PROFILES, type SwitchBehaviour } from './behaviour.js';
export { SERVER } from './event-builder.js';
export type { CheckName } from './requests/definition.js';
export { CHECK_NAMES } from './requests/registry.js';
export { Switch } from './switch.js';
