import { Type } from 'typebox';
import { ERROR_CATALOGUE } from '@fusion-cti/protocol';

/** An `ErrorBody` of the catalogue. */
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
