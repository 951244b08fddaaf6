import { CHAT_EVENT_TYPES, CHAT_PARTY_TYPES } from '@fusion-cti/protocol';
import { type Static, Type } from 'typebox';

export const NAME_PATTERN = '^[A-Za-z0-9._-]{1,64}$';
const DAY_S = 86_400;

/** One thing that happens in a chat by itself, or because somebody posts it. */
export const ScriptEntrySchema = Type.Object(
  {
    from: Type.Optional(
      Type.Object({
        /** Absent: the party of the type that joined last; with none, a silent one with the type for a name. */
        nickname: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
        type: Type.Enum([...CHAT_PARTY_TYPES]),
      }),
    ),
    type: Type.Enum([...CHAT_EVENT_TYPES, 'chatEnded'], { description: '`chatEnded` ends the chat' }),
    /** Seconds after the entry before, or after the chat began. */
    timeout: Type.Optional(Type.Number({ minimum: 0, maximum: DAY_S })),
    text: Type.Optional(Type.String({ maxLength: 14_700 })),
    messageType: Type.Optional(Type.String({ maxLength: 255 })),
    userData: Type.Optional(
      Type.Record(Type.String({ maxLength: 255 }), Type.String({ maxLength: 4096 }), { maxProperties: 100 }),
    ),
    eventAttributes: Type.Optional(
      Type.Record(Type.String({ maxLength: 255 }), Type.Unknown(), { maxProperties: 100 }),
    ),
  },
  { additionalProperties: false },
);
export type ScriptEntry = Static<typeof ScriptEntrySchema>;

export const SettingsSchema = Type.Object(
  {
    chat: Type.Object(
      {
        /** Where the chat's events are posted to; empty for nowhere. */
        pushUrl: Type.Optional(Type.String({ maxLength: 2048, pattern: '^(https?://\\S+)?$' })),
        /** What a customer's pushUrl operation does: shows a page to the agent, or changes the field above. */
        pushUrlMode: Type.Optional(Type.Enum(['gms', 'aura', 'both'])),
        autoMessages: Type.Optional(Type.Array(ScriptEntrySchema, { maxItems: 1000 })),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

export const ProfileSchema = Type.Object(
  { profile: Type.String({ pattern: NAME_PATTERN }), settings: SettingsSchema },
  { additionalProperties: false },
);
/** How a chat goes by itself. A profile never changes: another one takes its name. */
export type Profile = Static<typeof ProfileSchema>;
