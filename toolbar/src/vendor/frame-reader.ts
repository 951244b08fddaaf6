import type { CallDirection, EventData, EventFrame, NotReadyReason, PartyTrigger } from '@fusion-cti/protocol';
import type { Absence } from '../state/absence.js';
import type { CallEvent } from '../state/contacts.js';
import type { LineChanges } from '../state/line-features.js';
import { absenceOf, wrapUpMs } from './absence-reader.js';
import { callFacts } from './call-facts-reader.js';

/** What a frame of the switch means to the toolbar. */
export type VendorEvent =
  | { readonly kind: 'ready' }
  /** `lastsMs`: the switch makes the agent ready again by itself after so long. */
  | { readonly kind: 'notReady'; readonly absence: Absence; readonly lastsMs?: number }
  | { readonly kind: 'loggedOut' }
  /** Only what has changed. */
  | { readonly kind: 'line'; readonly changes: LineChanges }
  | { readonly kind: 'call'; readonly event: CallEvent };

export type ProtocolLevel = 'ours' | 'published';

/** The events about calls that this toolbar acts on: each is a trigger of the party table. */
const CALL_TRIGGERS: ReadonlySet<string> = new Set<PartyTrigger>([
  'EventRinging',
  'EventDialing',
  'EventNetworkReached',
  'EventDestinationBusy',
  'EventEstablished',
  'EventHeld',
  'EventRetrieved',
  'EventAbandoned',
  'EventReleased',
  'EventPartyChanged',
  'EventPartyAdded',
  'EventPartyDeleted',
  'EventAttachedDataChanged',
  'EventMuteOn',
  'EventMuteOff',
  'EventDtmfSent',
]);

/** What an event about the line changes there. */
const LINE_EVENTS: Readonly<Record<string, (data: EventData) => LineChanges | undefined>> = {
  EventDNDOn: () => ({ doNotDisturb: true }),
  EventDNDOff: () => ({ doNotDisturb: false }),
  EventForwardSet: ({ otherDN }) => ({ forwardedTo: otherDN }),
  EventForwardCancel: () => ({ forwardedTo: undefined }),
  // The supervised line is told as well; it listens to nobody therefore.
  EventMonitoringNextCall: ({ thisDNRole, otherDN }) =>
    thisDNRole === 'Observer' ? { monitoring: otherDN } : undefined,
  EventMonitoringCancelled: ({ thisDNRole }) => (thisDNRole === 'Observer' ? { monitoring: undefined } : undefined),
};

/** The one place where frames become what the rest of the toolbar speaks of. */
export class FrameReader {
  readonly #level: ProtocolLevel;
  /** Ids of calls that this toolbar made: their direction needs no telling. */
  readonly #dialled = new Set<string>();
  /** Direction of each call that is up: it does not change on the way, whatever later frames carry. */
  readonly #directions = new Map<string, CallDirection>();
  #reasons: readonly NotReadyReason[] = [];
  #wasOutbound = false;

  constructor(level: ProtocolLevel) {
    this.#level = level;
  }

  /** What the codes of this contact centre mean. */
  get reasons(): readonly NotReadyReason[] {
    return this.#reasons;
  }

  knows(reasons: readonly NotReadyReason[]): void {
    this.#reasons = reasons;
  }

  dialled(eventId: string): void {
    this.#dialled.add(eventId);
  }

  read(frame: EventFrame): VendorEvent | undefined {
    if (isCallTrigger(frame.eventName)) return this.#readCall(frame, frame.eventName);
    switch (frame.eventName) {
      case 'EventRegistered':
        // At the published level this is all that ever says "ready"; at ours it only says that the line exists.
        return this.#level === 'published' ? { kind: 'ready' } : undefined;
      case 'EventAgentReady':
        return { kind: 'ready' };
      case 'EventAgentNotReady':
        return this.#notReady(frame);
      case 'EventAgentLogout':
        return { kind: 'loggedOut' };
      default:
        return lineChanges(frame);
    }
  }

  #notReady({ eventData }: EventFrame): VendorEvent {
    const lastsMs = wrapUpMs(eventData?.extensions);
    const absence = absenceOf(eventData ?? {}, this.#reasons);
    return { kind: 'notReady', absence, ...(lastsMs !== undefined && { lastsMs }) };
  }

  #readCall(frame: EventFrame, trigger: PartyTrigger): VendorEvent | undefined {
    const connectionId = frame.connectionId ?? '';
    const eventId = frame.eventId ?? connectionId;
    if (eventId === '') return undefined;
    const direction = this.#directionOf(frame, eventId);
    const facts = callFacts(frame);
    const event: CallEvent = {
      // A published server has no word for dialling: it calls that an outgoing ring.
      trigger: trigger === 'EventRinging' && direction === 'outbound' ? 'EventDialing' : trigger,
      eventId,
      connectionId: connectionId === '' ? eventId : connectionId,
      direction,
      number: frame.ANI ?? '',
      ...(frame.queueName !== undefined && { queueName: frame.queueName }),
      ...(facts !== undefined && { facts }),
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

function lineChanges({ eventName, eventData = {} }: EventFrame): VendorEvent | undefined {
  const changes = LINE_EVENTS[eventName]?.(eventData);
  return changes === undefined ? undefined : { kind: 'line', changes };
}

function isCallTrigger(eventName: string): eventName is PartyTrigger {
  return CALL_TRIGGERS.has(eventName);
}
