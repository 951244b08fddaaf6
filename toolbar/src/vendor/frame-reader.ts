import { isKVList, type CallDirection, type EventFrame, type PartyTrigger } from '@fusion-cti/protocol';
import type { CallEvent } from '../state/contacts.js';
import { callFacts } from './call-facts-reader.js';

/** What a frame of the switch means to the toolbar. */
export type VendorEvent =
  | { readonly kind: 'ready' }
  /** `lastsMs`: the switch makes the agent ready again by itself after so long. */
  | { readonly kind: 'notReady'; readonly why?: string; readonly lastsMs?: number }
  | { readonly kind: 'loggedOut' }
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
    if (isCallTrigger(frame.eventName)) return this.#readCall(frame, frame.eventName);
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

function notReady({ eventData }: EventFrame): VendorEvent {
  const why = WORK_MODES[eventData?.workMode ?? ''];
  const lastsMs = wrapUpMs(eventData?.extensions);
  return { kind: 'notReady', ...(why !== undefined && { why }), ...(lastsMs !== undefined && { lastsMs }) };
}

/** T-Servers give the time of after-call work in whole seconds; as text when it has no end. */
function wrapUpMs(extensions: unknown): number | undefined {
  if (!isKVList(extensions)) return undefined;
  const time = extensions.find(({ key }) => key === 'WrapUpTime');
  return time?.type === 'int' && time.value > 0 ? time.value * 1000 : undefined;
}

function isCallTrigger(eventName: string): eventName is PartyTrigger {
  return CALL_TRIGGERS.has(eventName);
}
