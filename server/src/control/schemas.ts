import { Type } from 'typebox';
import { ErrorBodySchema } from '../runtime/error-schema.js';
import { SEAMS } from '../runtime/journal.js';

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
    to: Type.String({ minLength: 1, maxLength: 64, description: 'A line, a queue or a routing point of the world' }),
    from: Type.String({ maxLength: 64, description: 'The number of the caller; empty when withheld' }),
    userData: Type.Optional(UserData),
  },
  { additionalProperties: false },
);
export const CallCreatedSchema = Type.Object({ connId: ConnId });
export const CallParamsSchema = Type.Object({ connId: ConnId });
export const RouteSchema = Type.Object(
  { to: Type.String({ minLength: 1, maxLength: 64, description: 'Where the call goes: a DN, or a number outside' }) },
  { additionalProperties: false },
);
export const TranscriptLineSchema = Type.Object(
  {
    role: Type.Enum(['AGENT', 'END_USER'], { description: 'Who speaks' }),
    transcript: Type.String({ maxLength: 4000 }),
    final: Type.Optional(Type.Boolean({ description: 'No word will change any more; so it is when absent' })),
    messageId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'The same again replaces the text; a new one when absent',
      }),
    ),
  },
  { additionalProperties: false },
);
export const TranscriptSaidSchema = Type.Object({ messageId: Type.String() });
export const DnParamsSchema = Type.Object({ dn: Dn });
export const SwitchOverSchema = Type.Object(
  {
    standBy: Type.Enum(['hot', 'warm'], {
      description:
        'A hot stand-by knows everything; a warm one sees the calls and renames them, and knows nothing else',
    }),
  },
  { additionalProperties: false },
);
export const DoneSchema = Type.Object({ status: Type.Literal('Success') });
export const DONE = { status: 'Success' } as const;

/** What is answered besides a success. */
export const REFUSED = { default: ErrorBodySchema };

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
      n: Type.Integer({
        description: 'Counts from the start of the server: a reset forgets entries, and not the count',
      }),
      time: Type.Number({ description: 'Milliseconds since 1970' }),
      seam: Type.Enum([...SEAMS]),
      direction: Type.Enum(['in', 'out']),
      name: Type.String(),
      who: Type.Optional(Type.String()),
      payload: Type.Optional(Type.Unknown()),
    }),
  ),
  newest: Type.Integer({ description: 'The number of the newest entry there is' }),
});

const WEEK_MS = 7 * 86_400_000;
/** Timers that one request fires or lists. Firing so many takes tens of milliseconds; pings and other requests wait. */
export const MAX_TIMERS = 1000;

const Moment = Type.Number({ description: 'Milliseconds since 1970, by the clock of the world' });

export const AdvanceSchema = Type.Object(
  {
    advanceMs: Type.Integer({
      minimum: 0,
      maximum: WEEK_MS,
      description: 'Milliseconds, a week at most; 0 fires what is due at this very moment',
    }),
  },
  { additionalProperties: false },
);
export const AdvancedSchema = Type.Object({
  now: Moment,
  fired: Type.Array(Type.String(), { description: 'The names of the timers that fired, in order' }),
  done: Type.Boolean({
    description: 'The whole span has passed; otherwise there were too many timers for one request',
  }),
  remainingMs: Type.Integer({ description: 'What to ask for next when not done; may be 0' }),
});
export const TimersSchema = Type.Object({
  now: Moment,
  clock: Type.Enum(['system', 'virtual']),
  count: Type.Integer({ description: 'How many timers there are' }),
  timers: Type.Array(
    Type.Object({ name: Type.String(), inMs: Type.Number({ description: 'Milliseconds until it fires' }) }),
    { maxItems: MAX_TIMERS },
  ),
});
