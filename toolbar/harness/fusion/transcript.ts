/** Lines of a live transcript. A line with a known message id replaces the one that is there. */
import { SYSTEM_MESSAGE_TYPES, TRANSCRIPT_ROLES } from '@oracle/uef-sdk';

export type Speaker = 'agent' | 'customer' | 'system';

export interface TranscriptLine {
  readonly messageId: string;
  readonly speaker: Speaker;
  readonly text: string;
  /** `false` while words may still change. */
  readonly final: boolean;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** CUSTOMER is what one page's prose says for END_USER. */
const SPEAKERS: Readonly<Record<string, Speaker>> = {
  [TRANSCRIPT_ROLES.AGENT]: 'agent',
  [TRANSCRIPT_ROLES.END_USER]: 'customer',
  CUSTOMER: 'customer',
};

const FINAL = 'COMPLETE';
const NOTHING_YET = '…';

const SYSTEM_TEXTS: Readonly<Record<string, string>> = {
  [SYSTEM_MESSAGE_TYPES.WorkJoin]: 'joined',
  [SYSTEM_MESSAGE_TYPES.WorkLeave]: 'left',
  [SYSTEM_MESSAGE_TYPES.WorkJoin_Monitor]: 'is monitoring',
  [SYSTEM_MESSAGE_TYPES.WorkLeave_Monitor]: 'stopped monitoring',
  [SYSTEM_MESSAGE_TYPES.WorkJoin_Conferee]: 'joined the conference',
  [SYSTEM_MESSAGE_TYPES.WorkLeave_Conferee]: 'left the conference',
};

type Fields = Readonly<Record<string, unknown>>;

/** The line in a FeedLiveTranscript, or undefined when it has no id or nobody who speaks. */
export function spokenLine(data: Fields, now: number): TranscriptLine | undefined {
  const { messageId, role, message, state, time } = data;
  const speaker = typeof role === 'string' ? SPEAKERS[role.toUpperCase()] : undefined;
  if (typeof messageId !== 'string' || messageId === '' || speaker === undefined) return undefined;
  const text = typeof message === 'string' ? message : '';
  return {
    messageId,
    speaker,
    text: text === '' ? NOTHING_YET : text,
    final: state === FINAL,
    time: typeof time === 'number' ? time : now,
  };
}

/** The line in a FeedSystemMessage; a type that is not predefined is shown as it is. */
export function systemLine(data: Fields, now: number): TranscriptLine | undefined {
  const { messageId, type, username, time } = data;
  if (typeof messageId !== 'string' || messageId === '' || typeof type !== 'string') return undefined;
  const predefined = SYSTEM_TEXTS[type];
  const who = typeof username === 'string' && username !== '' ? username : 'Agent';
  return {
    messageId,
    speaker: 'system',
    text: predefined === undefined ? type : `${who} ${predefined}`,
    final: true,
    time: typeof time === 'number' ? time : now,
  };
}

/** A replaced line keeps its place: text must not jump while somebody reads it. */
export function withLine(lines: readonly TranscriptLine[], line: TranscriptLine): readonly TranscriptLine[] {
  const index = lines.findIndex((known) => known.messageId === line.messageId);
  return index < 0 ? [...lines, line] : lines.with(index, line);
}
