import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** One client connection and one DN. */
export type RegistrationState = 'Unregistered' | 'Registered';
export type RegistrationTrigger =
  'RequestRegisterAddress' | 'RequestUnregisterAddress' | 'ConnectionClosed' | 'AddressRemoved' | 'RegistrationsLost';

export const REGISTRATION_TABLE: readonly Transition<RegistrationState, RegistrationTrigger, TEventName>[] = [
  {
    from: 'Unregistered',
    on: 'RequestRegisterAddress',
    to: 'Registered',
    emits: ['EventRegistered'],
    spec: 'A client sees events of a DN only after registering it.',
  },
  {
    from: 'Registered',
    on: 'RequestRegisterAddress',
    to: 'Registered',
    emits: ['EventRegistered'],
    spec: 'The same request again is answered again, with a fresh snapshot.',
  },
  {
    from: 'Registered',
    on: 'RequestUnregisterAddress',
    to: 'Unregistered',
    emits: ['EventUnregistered'],
    spec: 'Unregistering ends the events.',
  },
  {
    from: 'Registered',
    on: 'ConnectionClosed',
    to: 'Unregistered',
    spec: 'Registrations are per connection; the agent stays logged in.',
  },
  {
    from: 'Registered',
    on: 'AddressRemoved',
    to: 'Unregistered',
    emits: ['EventUnregistered'],
    spec: 'A DN that leaves the configuration is unregistered without being asked, with an error code.',
  },
  {
    from: 'Registered',
    on: 'RegistrationsLost',
    to: 'Unregistered',
    spec: 'A warm stand-by knows nothing of the clients of its predecessor.',
  },
];

export const registration = /* @__PURE__ */ machineOf(REGISTRATION_TABLE);
