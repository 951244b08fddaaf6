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

export const device = machineOf(DEVICE_TABLE);
