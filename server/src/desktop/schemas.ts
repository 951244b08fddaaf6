import { type Static, type TProperties, Type } from 'typebox';
import { ERROR_CATALOGUE, type CommandType } from '@fusion-cti/protocol';

/** Ids that callers choose: printable, and short enough to log. */
const Id = Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' });
const Secret = Type.String({ minLength: 1, maxLength: 128 });

const EVERY_COMMAND = {
  type: Type.String({ minLength: 1, maxLength: 40 }),
  session: Type.Optional(Secret),
  commandId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
};

function command<P extends TProperties>(properties: P) {
  // A client written from Oracle's pages may send more than we read: that is no error.
  return Type.Object({ ...EVERY_COMMAND, ...properties });
}

const ON_A_CALL = { connectionId: Type.Optional(Id) };

/** What each command needs beside its `type`. */
export const COMMAND_SCHEMAS = {
  initialize: command({}),
  ready: command({}),
  notReady: command({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }),
  logout: command({}),
  accept: command(ON_A_CALL),
  reject: command(ON_A_CALL),
  hangup: command(ON_A_CALL),
  makeCall: command({ toNumber: Type.String({ minLength: 1, maxLength: 64 }), connectionId: Type.Optional(Id) }),
} as const satisfies Record<CommandType, unknown>;

export type CommandBody<T extends CommandType> = Static<(typeof COMMAND_SCHEMAS)[T]>;

/** The envelope of every command; the rest is checked by the schema that its `type` names. */
export const CommandEnvelopeSchema = Type.Object(EVERY_COMMAND, {
  description: 'One command. `type` may be written in any case; see the list of commands for what else each needs.',
});

export const CommandAcceptedSchema = Type.Object(
  { status: Type.Literal('Success'), commandId: Type.Optional(Type.String()) },
  { description: 'The command was accepted. What it leads to is told by events on the socket.' },
);

export const SessionRequestSchema = Type.Object(
  {
    agent: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    password: Type.Optional(Type.String({ maxLength: 200 })),
    session: Type.Optional(Secret),
    lastSeq: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);

export const SessionGrantSchema = Type.Object({
  ticket: Type.String(),
  expiresInMs: Type.Integer(),
});

export const ErrorBodySchema = Type.Object(
  {
    status: Type.Literal('Error'),
    code: Type.Enum(Object.keys(ERROR_CATALOGUE)),
    message: Type.String(),
    retryable: Type.Boolean(),
    details: Type.Optional(Type.String()),
    tserver: Type.Optional(Type.Object({ errorCode: Type.Integer(), errorMessage: Type.String() })),
    correlationId: Type.Optional(Type.String()),
    commandId: Type.Optional(Type.String()),
  },
  { description: 'Every answer that is not a success. `message` is for a person, `code` for a program.' },
);
