import type { Command } from '@fusion-cti/protocol';

/** What an agent can do with the line beside its calls. */
export type LineControlType = 'dndOn' | 'dndOff' | 'forward' | 'cancelForward' | 'monitor' | 'cancelMonitor';

/** A control with what it needs to know; who asks is added on the way. */
export type LineControl = Control<Command>;

type Control<C extends Command> = C extends Command
  ? [Extract<C['type'], LineControlType>] extends [never]
    ? never
    : Omit<C, 'session' | 'commandId' | 'type'> & { readonly type: Extract<C['type'], LineControlType> }
  : never;
