import { type TProperties, Type } from 'typebox';

export const Secret = Type.String({ minLength: 1, maxLength: 128 });

export const EVERY_COMMAND = {
  type: Type.String({ minLength: 1, maxLength: 40 }),
  session: Type.Optional(Secret),
  commandId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
};

export function command<P extends TProperties>(properties: P) {
  // A client written from Oracle's pages may send more than we read: that is no error.
  return Type.Object({ ...EVERY_COMMAND, ...properties });
}
