import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** The connection between T-Server and its switch. Clients are told, whatever they have registered. */
export type LinkState = 'Up' | 'Down';
export type LinkTrigger = 'LinkLost' | 'LinkRestored';

export const LINK_TABLE: readonly Transition<LinkState, LinkTrigger, TEventName>[] = [
  {
    from: 'Up',
    on: 'LinkLost',
    to: 'Down',
    emits: ['EventLinkDisconnected'],
    spec: 'Requests are refused until the link is back; registrations are kept.',
  },
  {
    from: 'Down',
    on: 'LinkRestored',
    to: 'Up',
    emits: ['EventLinkConnected'],
    spec: 'What ended meanwhile is told after this.',
  },
];

export const link = /* @__PURE__ */ machineOf(LINK_TABLE);
