import { Type } from 'typebox';

const Dn = Type.String({ minLength: 1, maxLength: 64 });
const ConnId = Type.String({ minLength: 1, maxLength: 64, description: '16 hexadecimal digits' });

/** T-Server's limit for one value of user data, and for how many there are. */
const UserData = Type.Record(
  Type.String({ minLength: 1, maxLength: 128 }),
  Type.Union([Type.String({ maxLength: 4096 }), Type.Integer()]),
  { maxProperties: 64 },
);

export const NewCallSchema = Type.Object(
  {
    to: Type.String({ minLength: 1, maxLength: 64, description: 'A DN or a queue of the world' }),
    from: Type.String({ maxLength: 64, description: 'The number of the caller; empty when withheld' }),
    userData: Type.Optional(UserData),
  },
  { additionalProperties: false },
);
export const CallCreatedSchema = Type.Object({ connId: ConnId });
export const CallParamsSchema = Type.Object({ connId: ConnId });
export const PhoneParamsSchema = Type.Object({ dn: Dn });
export const DoneSchema = Type.Object({ status: Type.Literal('Success') });

const Loose = Type.Object({}, { additionalProperties: true });

export const StateSchema = Type.Object({
  dns: Type.Array(Loose, { description: 'Lines and queues: device, agent and agent state' }),
  agents: Type.Array(Loose, { description: 'Agents of the world, with their state at the switch' }),
  calls: Type.Array(Loose, { description: 'Calls that are up, with their parties' }),
  sessions: Type.Array(Loose, { description: 'Who is signed in, and through what' }),
});

export const JournalQuerySchema = Type.Object({
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'Entries with a higher number' })),
  limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$', description: 'At most so many; 1000 when absent' })),
});
export const JournalSchema = Type.Object({
  entries: Type.Array(
    Type.Object({
      n: Type.Integer(),
      time: Type.Number({ description: 'Milliseconds since 1970' }),
      seam: Type.Enum(['control', 'desktop', 'switch']),
      direction: Type.Enum(['in', 'out']),
      name: Type.String(),
      who: Type.Optional(Type.String()),
      payload: Type.Optional(Type.Unknown()),
    }),
  ),
  newest: Type.Integer({ description: 'The number of the newest entry there is' }),
});
