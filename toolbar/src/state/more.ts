import type { CommandType } from '@fusion-cti/protocol';
import type { ToolbarState } from './toolbar-state.js';

/** What is behind "More", each with the commands without which it is not there. */
const MORE = {
  doNotDisturb: ['dndOn', 'dndOff'],
  forward: ['forward', 'cancelForward'],
  recording: ['startRecording', 'stopRecording'],
  supervision: ['monitor', 'cancelMonitor'],
} as const satisfies Readonly<Record<string, readonly CommandType[]>>;
export type MorePart = keyof typeof MORE;

/** What this server has said that it can do beyond calls. */
export function moreParts({ connection }: Pick<ToolbarState, 'connection'>): readonly MorePart[] {
  if (connection.status !== 'online') return [];
  const { commands } = connection;
  return (Object.keys(MORE) as MorePart[]).filter((part) => MORE[part].every((command) => commands.includes(command)));
}
