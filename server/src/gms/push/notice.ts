import type { ChatEvent } from '../../chat/index.js';
import type { Envelope } from '../envelope.js';

/** [D] What is told, with the texts that are used where nobody has configured others. */
const TEXTS = {
  ParticipantJoined: ['Chat participants changed', '%s joined chat'],
  ParticipantLeft: ['Chat participants changed', '%s left chat'],
  Message: ['%s sent new message', undefined],
  PushUrl: ['%s suggests Web page', undefined],
  FileUploaded: ['%s suggests to download file', 'Open app for more info'],
  IdleAlert: ['Chat will close soon', 'Please use app if you want to continue'],
  IdleClose: ['Chat is over', 'Your chat session was ended due to inactivity'],
} as const satisfies Record<string, readonly [title: string, body: string | undefined]>;
export type PushEvent = keyof typeof TEXTS;

export function isPushEvent(type: string): type is PushEvent {
  return Object.hasOwn(TEXTS, type);
}

/** Something in a chat that devices are told of. */
export interface Notice {
  readonly chatId: string;
  readonly service: string;
  readonly event: ChatEvent['type'];
  readonly from: { readonly nickname: string; readonly type: string };
  /** What was said, where something was. */
  readonly text: string;
  /** Absent where it is no line of the transcript. */
  readonly index?: number;
  /** The event as it is delivered by CometD. */
  readonly envelope: Envelope;
}

export interface Texts {
  readonly title: string;
  readonly body: string;
}

/** @param own instead of the documented ones */
export function textsOf(
  { event, from, text }: Pick<Notice, 'event' | 'from' | 'text'>,
  own: Partial<Record<keyof Texts, string | undefined>>,
): Texts {
  const [title, body] = isPushEvent(event) ? TEXTS[event] : ['', undefined];
  return {
    title: named(own.title ?? title, from.nickname),
    body: own.body === undefined && body === undefined ? text : named(own.body ?? body ?? '', from.nickname),
  };
}

/** Once, and as it is: a name may have `%s` or `$&` in it. */
function named(text: string, nickname: string): string {
  return text.replace('%s', () => nickname);
}

/** Bytes that both vendors take. */
const MAX_BYTES = 4096;

/**
 * A message that is not too large: of its body as many characters as there is room for.
 * @throws RangeError when it is too large without any body
 */
export function fitting(write: (body: string) => object, body: string): string {
  const whole = JSON.stringify(write(body));
  if (Buffer.byteLength(whole) <= MAX_BYTES) return whole;
  const characters = Array.from(body.slice(0, MAX_BYTES));
  let [fits, tooLong] = [0, characters.length + 1];
  const at = (length: number) => JSON.stringify(write(`${characters.slice(0, length).join('')}…`));
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (Buffer.byteLength(at(middle)) <= MAX_BYTES) fits = middle;
    else tooLong = middle;
  }
  const text = at(fits);
  if (Buffer.byteLength(text) > MAX_BYTES) throw new RangeError('The push is too large without a text, too.');
  return text;
}
