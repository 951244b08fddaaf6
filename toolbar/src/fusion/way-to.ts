import type { CallSnapshot, PartyState, PartyTrigger } from '@fusion-cti/protocol';

/** What must have happened to a call to be in a state, for calls that are met half-way. */
export const WAY_TO: Readonly<
  Record<PartyState, Readonly<Record<CallSnapshot['direction'], readonly PartyTrigger[]>>>
> = {
  Null: { inbound: [], outbound: [] },
  Queued: { inbound: [], outbound: [] },
  Alerting: { inbound: ['EventRinging'], outbound: [] },
  Dialing: { inbound: [], outbound: ['EventDialing'] },
  // A call that was on hold when it was last heard of may be back.
  Connected: {
    inbound: ['EventRinging', 'EventEstablished', 'EventRetrieved'],
    outbound: ['EventDialing', 'EventEstablished', 'EventRetrieved'],
  },
  Held: {
    inbound: ['EventRinging', 'EventEstablished', 'EventHeld'],
    outbound: ['EventDialing', 'EventEstablished', 'EventHeld'],
  },
  Failed: { inbound: [], outbound: ['EventDialing', 'EventDestinationBusy'] },
};
