/** A conversation for the local Fusion to play: what speech recognition would hear, half a sentence at a time. */
import type { Clock } from '../clock.js';

export interface SaidLine {
  readonly role: 'AGENT' | 'END_USER';
  readonly transcript: string;
  readonly final: boolean;
  readonly messageId: string;
}

const SCRIPT: readonly (readonly [role: SaidLine['role'], text: string])[] = [
  ['AGENT', 'Good morning, how can I help you?'],
  ['END_USER', 'Good morning. Our boiler loses pressure every night.'],
  ['AGENT', 'I see. Did the engineer replace the valve last week?'],
  ['END_USER', 'He did, and since then it has become worse.'],
  ['AGENT', 'Then I will send somebody today. Is the afternoon all right?'],
  ['END_USER', 'That would be perfect, thank you.'],
];

const PAUSE_MS = 700;

/** Every sentence twice: as it is being recognised, and whole. */
export function linesOf(prefix: string): readonly SaidLine[] {
  return SCRIPT.flatMap(([role, text], index) => {
    const messageId = `${prefix}-${index}`;
    const half = text.slice(0, text.indexOf(' ', text.length / 2));
    return [
      { role, transcript: half, final: false, messageId },
      { role, transcript: text, final: true, messageId },
    ];
  });
}

/** Says the lines one after the other until they are through, or until one is refused: then the call is over. */
export async function playConversation(
  say: (line: SaidLine) => Promise<void>,
  clock: Pick<Clock, 'setTimer'>,
  prefix: string,
): Promise<void> {
  for (const line of linesOf(prefix)) {
    await say(line);
    await new Promise<void>((resolve) => clock.setTimer(resolve, PAUSE_MS));
  }
}
