import type { TEventName } from '@fusion-cti/protocol';
import { onDn } from './checks.js';
import type { RequestDefinition } from './definition.js';

/** Events that a client may have distributed on a virtual queue. Of all others only the switch itself may speak. */
const DISTRIBUTABLE = {
  EventQueued: 'EventQueued',
  EventDiverted: 'EventDiverted',
  EventAbandoned: 'EventAbandoned',
  EventUserEvent: 'EventUserEvent',
} as const satisfies Partial<Record<TEventName, TEventName>>;

function distributable(name: string): name is keyof typeof DISTRIBUTABLE {
  return Object.hasOwn(DISTRIBUTABLE, name);
}

const distributeEvent: RequestDefinition<'RequestDistributeEvent'> = {
  preconditions: [
    ...onDn,
    { name: 'event-distributable', code: 53, holds: (_context, { Event }) => distributable(Event) },
    {
      name: 'dn-type-matches',
      code: 53,
      // A real queue has real calls: what a router says of it could contradict them.
      holds: (context, { Event, ThisDN }) =>
        Event === 'EventUserEvent' || context.directory.dn(ThisDN).type === 'Other',
    },
  ],
  perform: (context, { request: _name, Event, ThisDN, ...details }, answer) => {
    if (!distributable(Event)) return;
    context.tell.requester('EventACK', answer, {});
    context.tell.dn(context.directory.dn(ThisDN), DISTRIBUTABLE[Event], undefined, {
      ThisQueue: ThisDN,
      ...details,
    });
  },
};

const distributeUserEvent: RequestDefinition<'RequestDistributeUserEvent'> = {
  preconditions: onDn,
  perform: (context, { request: _name, ThisDN, ...details }, answer) => {
    context.tell.requester('EventACK', answer, {});
    context.tell.dn(context.directory.dn(ThisDN), 'EventUserEvent', undefined, details);
  },
};

export const DISTRIBUTION_REQUESTS = {
  RequestDistributeEvent: distributeEvent,
  RequestDistributeUserEvent: distributeUserEvent,
};
