import type { ChatEvent, UserData } from '../chat/index.js';
import type { GmsOptions } from './options.js';

/** A line of a transcript, in GMS' words. It is for JSON, where a field that is `undefined` is absent. */
export interface GmsMessage {
  readonly from: ChatEvent['from'];
  /** Absent only in what is no line of the transcript. */
  readonly index?: number;
  readonly type: ChatEvent['type'];
  readonly text?: string | undefined;
  readonly messageType?: string | undefined;
  readonly utcTime: number;
  readonly userData?: UserData | undefined;
  readonly eventAttributes?: Readonly<Record<string, unknown>> | undefined;
}

/** From the core to the wire: the one place where that is done. */
export function messageOf(event: ChatEvent, options: GmsOptions): GmsMessage {
  const { from, index, type, text, messageType, userData, eventAttributes } = event;
  return {
    from,
    index,
    text,
    messageType,
    type,
    utcTime: utcTime(event.time, options),
    userData,
    eventAttributes,
  };
}

export function utcTime(time: number, { wholeSeconds }: GmsOptions): number {
  return wholeSeconds ? Math.floor(time / 1000) * 1000 : time;
}

/** What a customer gets of a transcript that has been written before: that somebody typed is old news after a message. */
export function forCustomer(transcript: readonly ChatEvent[]): readonly ChatEvent[] {
  const saidBy = new Set<number>();
  return transcript
    .toReversed()
    .filter(({ type, visibility, from: { participantId } }) => {
      if (visibility === 'agents') return false;
      if (type === 'Message') saidBy.add(participantId);
      return !type.startsWith('Typing') || !saidBy.has(participantId);
    })
    .toReversed();
}
