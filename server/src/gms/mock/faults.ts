import { type Static, Type } from 'typebox';
import type { CometdFace } from '../cometd.js';
import type { GmsServer } from '../gms-server.js';
import type { GmsSession } from '../session.js';

/** What can go wrong: several things at once, too. */
export const FaultSchema = Type.Partial(
  Type.Object({
    /** The chat moves to another Chat Server: a new alias, and a new key. */
    move: Type.Boolean(),
    /** The lines to the CometD clients of the chat break. The server remembers them. */
    dropCometd: Type.Boolean(),
    /** The server forgets the CometD clients of the chat. */
    expireCometd: Type.Boolean(),
    /** So many requests fail. */
    failNext: Type.Object(
      {
        count: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        statusCode: Type.Enum([1, 2]),
        code: Type.Integer({ minimum: 0, maximum: 99_999 }),
      },
      { additionalProperties: false },
    ),
    /** Answers are late by so much, ms; 0 for not any more. */
    delayMs: Type.Integer({ minimum: 0, maximum: 600_000 }),
    /** So many indices are used up by nothing. */
    gap: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** As if nobody had said anything for long. */
    idle: Type.Enum(['alert', 'close']),
  }),
  { additionalProperties: false, minProperties: 1 },
);

export function inject(
  gms: GmsServer,
  cometd: CometdFace,
  session: GmsSession,
  fault: Static<typeof FaultSchema>,
): void {
  const { chatId, faults, listeners } = session;
  const { move, dropCometd, expireCometd, failNext, delayMs, gap, idle } = fault;
  if (move === true) gms.move(session);
  if (failNext !== undefined) faults.failNext = { ...failNext };
  if (delayMs !== undefined) faults.delayMs = delayMs;
  if (gap !== undefined) gms.chats.do({ kind: 'skip', chatId, count: gap });
  if (idle !== undefined) gms.chats.do({ kind: 'idle', chatId, what: idle });
  if (dropCometd === true) for (const listener of listeners) listener.cut();
  if (expireCometd === true) for (const listener of [...listeners]) cometd.server.remove(listener);
}
