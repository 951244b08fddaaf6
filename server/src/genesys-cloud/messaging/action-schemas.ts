import { type Static, Type } from 'typebox';

const Loose = Type.Object({}, { additionalProperties: true });
const Short = Type.String({ maxLength: 255 });

/** What every action brings. The token is made by the client, and whoever has it is the guest. */
const common = { token: Type.String({ minLength: 8, maxLength: 100 }), tracingId: Type.Optional(Short) };

const TypingEvent = Type.Object({
  eventType: Type.Literal('Typing'),
  typing: Type.Object({ type: Type.Enum(['On', 'Off']) }),
});
const PresenceEvent = Type.Object({
  eventType: Type.Literal('Presence'),
  presence: Type.Object({ type: Type.Enum(['Join', 'Clear', 'Disconnect', 'SignIn']) }),
});

const Channel = Type.Optional(
  Type.Object({ metadata: Type.Optional(Type.Object({ customAttributes: Type.Optional(Loose) })) }),
);
const TextMessage = Type.Object({
  type: Type.Literal('Text'),
  text: Type.String(),
  content: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 100 })),
  channel: Channel,
});
const EventMessage = Type.Object({
  type: Type.Literal('Event'),
  channel: Channel,
  events: Type.Array(Type.Union([TypingEvent, PresenceEvent]), { minItems: 1, maxItems: 10 }),
});

/** What clients send, by `action`. */
export const ACTION_SCHEMAS = {
  configureSession: Type.Object({
    ...common,
    deploymentId: Type.String({ maxLength: 100 }),
    startNew: Type.Optional(Type.Boolean()),
    journeyContext: Type.Optional(Loose),
  }),
  configureAuthenticatedSession: Type.Object(common),
  onMessage: Type.Object({ ...common, message: Type.Union([TextMessage, EventMessage]) }),
  echo: Type.Object({ ...common, message: Type.Object({ type: Type.Literal('Text'), text: Short }) }),
  getJwt: Type.Object(common),
  closeSession: Type.Object({ ...common, closeAllConnections: Type.Optional(Type.Boolean()) }),
  onAttachment: Type.Object({ ...common, attachmentId: Short }),
  getAttachment: Type.Object({ ...common, attachmentId: Short }),
  deleteAttachment: Type.Object({ ...common, attachmentId: Short }),
} as const;

export type ActionName = keyof typeof ACTION_SCHEMAS;
export type Action<Name extends ActionName> = Static<(typeof ACTION_SCHEMAS)[Name]>;
export type GuestMessage = Action<'onMessage'>['message'];
export type GuestText = Static<typeof TextMessage>;
export type GuestEvent = Static<typeof EventMessage>['events'][number];
