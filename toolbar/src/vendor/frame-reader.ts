import type { CallDirection, EventFrame, PartyTrigger } from '@fusion-cti/protocol';
import type { CallEvent } from '../state/contacts.js';

/** What a frame of the switch means to the toolbar. */
export type VendorEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'notReady'; readonly why?: string }
  | { readonly kind: 'loggedOut' }
  | { readonly kind: 'call'; readonly event: CallEvent };

export type ProtocolLevel = 'ours' | 'published';

const CALL_TRIGGERS: Readonly<Record<string, PartyTrigger>> = {
  EventRinging: 'EventRinging',
  EventDialing: 'EventDialing',
  EventNetworkReached: 'EventNetworkReached',
  EventDestinationBusy: 'EventDestinationBusy',
  EventEstablished: 'EventEstablished',
  EventAbandoned: 'EventAbandoned',
  EventReleased: 'EventReleased',
};

/** Work modes in words for the agent who is in them. */
const WORK_MODES: Readonly<Record<string, string>> = {
  AfterCallWork: 'After-call work',
  AuxWork: 'On a break',
  WalkAway: 'Away from the desk',
  LegalGuard: 'Rest period',
  NoCallDisconnect: 'Out of service',
};

/** The one place where frames become what the rest of the toolbar speaks of. */
export class FrameReader {
  readonly #level: ProtocolLevel;
  /** Ids of calls that this toolbar made: their direction needs no telling. */
  readonly #dialled = new Set<string>();
  /** Direction of each call that is up: it does not change on the way, whatever later frames carry. */
  readonly #directions = new Map<string, CallDirection>();
  #wasOutbound = false;

  constructor(level: ProtocolLevel) {
    this.#level = level;
  }

  dialled(eventId: string): void {
    this.#dialled.add(eventId);
  }

  read(frame: EventFrame): VendorEvent | undefined {
    const trigger = CALL_TRIGGERS[frame.eventName];
    if (trigger !== undefined) return this.#readCall(frame, trigger);
    switch (frame.eventName) {
      case 'EventRegistered':
        // At the published level this is all that ever says "ready"; at ours it only says that the line exists.
        return this.#level === 'published' ? { kind: 'ready' } : undefined;
      case 'EventAgentReady':
        return { kind: 'ready' };
      case 'EventAgentNotReady':
        return notReady(frame);
      case 'EventAgentLogout':
        return { kind: 'loggedOut' };
      default:
        return undefined;
    }
  }

  #readCall(frame: EventFrame, trigger: PartyTrigger): VendorEvent | undefined {
    const connectionId = frame.connectionId ?? '';
    const eventId = frame.eventId ?? connectionId;
    if (eventId === '') return undefined;
    const direction = this.#directionOf(frame, eventId);
    const event: CallEvent = {
      // A published server has no word for dialling: it calls that an outgoing ring.
      trigger: trigger === 'EventRinging' && direction === 'outbound' ? 'EventDialing' : trigger,
      eventId,
      connectionId: connectionId === '' ? eventId : connectionId,
      direction,
      number: frame.ANI ?? '',
      ...(frame.queueName !== undefined && { queueName: frame.queueName }),
      ...(trigger === 'EventReleased' && this.#isUnexplained(frame) && { unexplained: true }),
    };
    if (trigger === 'EventReleased' || trigger === 'EventAbandoned') this.#directions.delete(eventId);
    return { kind: 'call', event };
  }

  #directionOf(frame: EventFrame, eventId: string): CallDirection {
    const direction = this.#directions.get(eventId) ?? this.#newDirection(frame, eventId);
    this.#directions.set(eventId, direction);
    return direction;
  }

  #newDirection(frame: EventFrame, eventId: string): CallDirection {
    if (this.#dialled.has(eventId)) {
      this.#wasOutbound = true;
      return 'outbound';
    }
    const outbound = frame.direction === 'outbound';
    // Some published servers send one object again and again: a ring for a call that nobody here made, after one that
    // we did make, carries the direction of the call before it.
    if (this.#level === 'published' && outbound && this.#wasOutbound) return 'inbound';
    this.#wasOutbound = outbound;
    return outbound ? 'outbound' : 'inbound';
  }

  /** Who ended it? The published level has one event for all; ours says when the call went to somebody else. */
  #isUnexplained(frame: EventFrame): boolean {
    return this.#level === 'published' || ['Redirected', 'Forwarded'].includes(frame.eventData?.callState ?? '');
  }
}

function notReady(frame: EventFrame): VendorEvent {
  const why = WORK_MODES[frame.eventData?.workMode ?? ''];
  return why === undefined ? { kind: 'notReady' } : { kind: 'notReady', why };
}
