import { isLive, type Contact } from './contacts.js';

export const CALL_OUTCOMES = ['answered', 'missed', 'declined', 'unreached'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A call that is over, as the agent may want to find it again. Times in milliseconds since 1970. */
export interface LoggedCall {
  readonly id: string;
  readonly number: string;
  readonly name?: string;
  readonly direction: 'inbound' | 'outbound';
  readonly queueName?: string;
  readonly beganAt: number;
  readonly talkMs: number;
  readonly outcome: CallOutcome;
  /** Code of what the agent said of it. */
  readonly disposition?: string;
}

/** Where the calls of one agent are kept. */
export interface CallLog {
  /** Newest first. */
  readonly calls: readonly LoggedCall[];
  /** Calls back whenever they have changed, whichever tab changed them. @returns how to stop */
  watch(changed: () => void): () => void;
  clear(): void;
}

/** Of a call that has just ended, or whose wrap-up goes on. */
export function loggedCall(contact: Contact, beganAt: number, now: number): LoggedCall {
  const { eventId, number, name, direction, queueName, answeredAt, since, wrapUp } = contact;
  const endedAt = isLive(contact) ? now : since;
  return {
    id: `${eventId} ${beganAt}`,
    number,
    direction,
    beganAt,
    talkMs: answeredAt === undefined ? 0 : Math.max(0, endedAt - answeredAt),
    outcome: outcomeOf(contact),
    ...(name !== undefined && { name }),
    ...(queueName !== undefined && { queueName }),
    ...(wrapUp.disposition !== '' && { disposition: wrapUp.disposition }),
  };
}

/** Those that have every word somewhere in name, number or queue; numbers are found however they are written. */
export function callsFound(calls: readonly LoggedCall[], typed: string): readonly LoggedCall[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return calls.filter(({ name = '', number, queueName = '' }) => {
    const text = `${name} ${number} ${queueName}`.toLowerCase();
    return words.every((word) => text.includes(word)) || isPartOf(typed, number);
  });
}

function isPartOf(typed: string, number: string): boolean {
  const digits = typed.replaceAll(/[\s().\-/]/g, '');
  return /^\+?\d+$/.test(digits) && number.includes(digits);
}

function outcomeOf({ answeredAt, direction, asked }: Contact): CallOutcome {
  if (answeredAt !== undefined) return 'answered';
  if (direction === 'outbound') return 'unreached';
  return asked === 'reject' ? 'declined' : 'missed';
}

/**
 * A table as spreadsheets read it. What begins like a formula gets an apostrophe: names and notes are written by
 * strangers, and a spreadsheet would run them.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
