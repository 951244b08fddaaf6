import type { ChatLine, ChatParty, ChatPlaceState, ChatSnapshot } from '@fusion-cti/protocol';
import type { ChatEvent, ChatView } from '../chat/index.js';

/** Of a very long chat a toolbar is told the end. */
const MOST_LINES = 300;
const MOST_CHARACTERS = 200_000;

/** The one place where what the core knows of a chat becomes what the wire says of it. */
export function snapshotOf(
  chat: ChatView,
  place: {
    readonly eventId: string;
    readonly state: ChatPlaceState;
    readonly since: number;
    readonly agentId: string;
  },
  lines: readonly ChatEvent[],
): ChatSnapshot {
  const { chatId, service, openedAt, customer, parties, owner, userData, endReason } = chat;
  const transcript = endOf(lines);
  const participantId = parties.findLast(({ agentId }) => agentId === place.agentId)?.participantId;
  return {
    chatId,
    eventId: place.eventId,
    place: place.state,
    service,
    openedAt,
    since: place.since,
    customer: { ...customer, nickname: parties[0]?.nickname ?? '' },
    parties: partiesOf(chat),
    ...(participantId !== undefined && { participantId }),
    ...(owner !== undefined && { owner }),
    userData,
    transcript,
    transcriptFrom: transcript[0]?.index ?? 1,
    ...(endReason !== undefined && { endReason }),
  };
}

export function partiesOf({ parties }: ChatView): readonly ChatParty[] {
  return parties.map(({ visibility: _, ...party }) => party);
}

export function lineOf({ index, type, time, from, visibility, text, messageType, userData }: ChatEvent): ChatLine {
  return {
    index,
    type,
    time,
    from,
    visibility,
    ...(text !== undefined && { text }),
    ...(messageType !== undefined && { messageType }),
    ...(userData !== undefined && { userData }),
  };
}

/** That somebody typed is no news any more. */
function endOf(lines: readonly ChatEvent[]): readonly ChatLine[] {
  const end: ChatLine[] = [];
  let characters = 0;
  for (const line of lines.toReversed()) {
    if (line.type.startsWith('Typing')) continue;
    characters += line.text?.length ?? 0;
    if (end.length >= MOST_LINES || characters > MOST_CHARACTERS) break;
    end.push(lineOf(line));
  }
  return end.toReversed();
}
