import type { PartyTrigger } from '@fusion-cti/protocol';
import type { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import type { CallEvent } from '../state/contacts.js';

type Teller = (events: IntegrationEventsHandler, event: CallEvent) => void;

const TELLERS: Partial<Readonly<Record<PartyTrigger, Teller>>> = {
  EventRinging: (events, event) => events.incomingCallHandler(event),
  EventDialing: (events, event) => events.outboundCallHandler(event),
  EventNetworkReached: (events, event) => events.outboundCallProgressHandler(event),
  EventEstablished: (events, event) =>
    event.direction === 'outbound'
      ? events.outboundCallAcceptedHandler(event)
      : events.incomingCallAcceptedHandler(event),
  EventDestinationBusy: (events, event) => events.outboundCallFailedHandler(event),
  EventReleased: (events, event) => events.callDisconnectedHandler(event),
  EventAbandoned: (events, event) => events.callDisconnectedHandler(event),
};

/** Everything else that happens to a call changes what is shown of it, and nothing for Fusion. */
const tellChange: Teller = (events, event) => events.callChangedHandler(event);

/** Which handler is told of which event. */
export function tellCall(events: IntegrationEventsHandler, event: CallEvent): void {
  (TELLERS[event.trigger] ?? tellChange)(events, event);
}
