import type { Command } from '@fusion-cti/protocol';

/** What an agent can do with a call that is there, beside answering and ending it. */
export type CallControlType = Exclude<
  Extract<Command, { readonly connectionId?: string }>['type'],
  'accept' | 'reject' | 'hangup' | 'makeCall' | 'clear' | 'redirect'
>;

/** A control with what it needs to know; which call is meant, and who asks, is added on the way. */
export type CallControl = Control<Command>;

type Control<C extends Command> = C extends Command
  ? [Extract<C['type'], CallControlType>] extends [never]
    ? never
    : Omit<C, 'session' | 'commandId' | 'connectionId' | 'type'> & {
        readonly type: Extract<C['type'], CallControlType>;
      }
  : never;
