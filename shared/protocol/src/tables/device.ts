import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** The phone on a DN. */
export type DeviceState = 'OnHook' | 'OffHook';
export type DeviceTrigger = 'PhoneLifted' | 'LastPartyGone';

export const DEVICE_TABLE: readonly Transition<DeviceState, DeviceTrigger, TEventName>[] = [
  {
    from: 'OnHook',
    on: 'PhoneLifted',
    to: 'OffHook',
    emits: ['EventOffHook'],
    spec: 'Making or answering a call takes the phone off the hook.',
  },
  {
    from: 'OffHook',
    on: 'LastPartyGone',
    to: 'OnHook',
    emits: ['EventOnHook'],
    spec: 'The phone goes back on the hook when the last party on the DN is gone.',
  },
];

export const device = /* @__PURE__ */ machineOf(DEVICE_TABLE);

/** Whether the switch can reach the DN. */
export type ServiceState = 'InService' | 'OutOfService';
export type ServiceTrigger = 'ServiceLost' | 'ServiceRestored';

export const SERVICE_TABLE: readonly Transition<ServiceState, ServiceTrigger, TEventName>[] = [
  {
    from: 'InService',
    on: 'ServiceLost',
    to: 'OutOfService',
    emits: ['EventDNOutOfService'],
    spec: 'The phone cannot be reached; its calls have been released before.',
  },
  {
    from: 'OutOfService',
    on: 'ServiceRestored',
    to: 'InService',
    emits: ['EventDNBackInService'],
    spec: 'The phone is back; agents log in again.',
  },
];

export const service = /* @__PURE__ */ machineOf(SERVICE_TABLE);

/** Something about a phone that is on or off. */
export type FeatureState = 'Off' | 'On';
export type FeatureTrigger =
  | 'RequestSetDNDOn'
  | 'RequestSetDNDOff'
  | 'RequestCallForwardSet'
  | 'RequestCallForwardCancel'
  | 'RequestSetMessageWaitingOn'
  | 'RequestSetMessageWaitingOff';

type FeatureRow = Transition<FeatureState, FeatureTrigger, TEventName>;

export const DND_TABLE: readonly FeatureRow[] = [
  { from: 'Off', on: 'RequestSetDNDOn', to: 'On', emits: ['EventDNDOn'], spec: 'New calls find the phone busy.' },
  { from: 'On', on: 'RequestSetDNDOff', to: 'Off', emits: ['EventDNDOff'], spec: 'New calls ring again.' },
];

export const FORWARD_TABLE: readonly FeatureRow[] = [
  { from: 'Off', on: 'RequestCallForwardSet', to: 'On', emits: ['EventForwardSet'], spec: 'Calls go elsewhere.' },
  {
    from: 'On',
    on: 'RequestCallForwardSet',
    to: 'On',
    emits: ['EventForwardSet'],
    spec: 'A new target or mode replaces the old one.',
  },
  { from: 'On', on: 'RequestCallForwardCancel', to: 'Off', emits: ['EventForwardCancel'], spec: 'Calls ring here.' },
];

export const MESSAGE_WAITING_TABLE: readonly FeatureRow[] = [
  {
    from: 'Off',
    on: 'RequestSetMessageWaitingOn',
    to: 'On',
    emits: ['EventMessageWaitingOn'],
    spec: 'The lamp is lit.',
  },
  {
    from: 'On',
    on: 'RequestSetMessageWaitingOff',
    to: 'Off',
    emits: ['EventMessageWaitingOff'],
    spec: 'The lamp is out.',
  },
];

export const doNotDisturb = /* @__PURE__ */ machineOf(DND_TABLE);
export const forwarding = /* @__PURE__ */ machineOf(FORWARD_TABLE);
export const messageWaiting = /* @__PURE__ */ machineOf(MESSAGE_WAITING_TABLE);
