import { type Static, Type } from 'typebox';
import { OutboundTargetSchema } from '../runtime/outbound/index.js';

const Id = Type.String({ pattern: '^[0-9A-Za-z._@-]{1,100}$' });
const Text = Type.String({ minLength: 1, maxLength: 200 });
const Url = Type.String({ pattern: '^https?://[^ ]+$', maxLength: 2048 });
const ServiceName = Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$', description: 'A chat service' });
const Numeric = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Milliseconds = Type.Integer({ minimum: 1, maximum: 86_400_000 });
const Seconds = Type.Integer({ minimum: 1, maximum: 31_536_000 });
const Limit = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

function closed<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false });
}

/** What the published material leaves open, by the names of `CxoneOptions`, where each is explained. */
const options = Type.Partial(
  closed({
    strict: Type.Boolean(),
    createdStatus: Type.Enum([200, 201]),
    tokenSeconds: Seconds,
    refreshSeconds: Seconds,
    messageCharacters: Type.Integer({ minimum: 1, maximum: 100_000 }),
    onResolved: Type.Enum(['reopen', 'newContact', 'refuse']),
    onClosed: Type.Enum(['reopen', 'newContact', 'refuse']),
    agentEnds: Type.Enum(['closed', 'resolved']),
    lockOnClose: Type.Boolean(),
    oneTimeTokenSeconds: Seconds,
    attachmentBytes: Type.Integer({ minimum: 1, maximum: 67_108_864 }),
    attachmentSeconds: Seconds,
    inboundPerHour: Limit,
    outboundPerMinute: Limit,
    contactReadsPerHour: Limit,
    contactUpdatesPerHour: Limit,
    contactUpdateBurst: Limit,
    contactUpdatesPerMinute: Limit,
    tokenRequest: Type.Enum(['json', 'form']),
    callbackTimeoutMs: Milliseconds,
    slowMs: Milliseconds,
    retryMs: Type.Array(Milliseconds, { maxItems: 10 }),
    typingNeedsChannel: Type.Boolean(),
    threadOnManualOutbound: Type.Boolean(),
  }),
  { additionalProperties: false },
);

/** One brand of CXone, which is a tenant with Digital Engagement. */
export const CxoneSettingsSchema = closed({
  tenantId: Id,
  businessUnitId: Numeric,
  brandId: Numeric,
  name: Text,
  area: Type.Optional(Type.Enum(['na1', 'eu1', 'uk1', 'au1', 'jp1', 'ca1'])),
  /** How others reach this server, in addresses that answers hold; absent: by its own port on this machine. */
  externalUrl: Type.Optional(Url),
  /** Back-end applications: what CXone issues. */
  applications: Type.Array(closed({ clientId: Id, clientSecret: Text }), { minItems: 1, maxItems: 100 }),
  /** Whom applications act for. */
  accessKeys: Type.Array(closed({ id: Text, secret: Text, access: Type.Optional(Type.Enum(['write', 'read'])) }), {
    minItems: 1,
    maxItems: 100,
  }),
  /** The form of an administrator: each is a kind of channel that a middleware brings. */
  integrations: Type.Array(
    closed({
      id: Id,
      name: Text,
      /** Absent: the middleware of this server. */
      integrationBoxUrl: Type.Optional(Url),
      /** Absent: `/1.0/token` behind that. */
      authorizationUrl: Type.Optional(Url),
      /** What the middleware issues. */
      clientId: Text,
      clientSecret: Text,
      addActionUrl: Type.Optional(Url),
      reconnectUrl: Type.Optional(Url),
      removeUrl: Type.Optional(Url),
      /** The form's switch: replies go to the outbound endpoint, and not to that of posts. */
      outboundApiForReplies: Type.Optional(Type.Boolean()),
      /** Where its conversations are routed: the chat service in the place of a skill. */
      service: ServiceName,
    }),
    { maxItems: 100 },
  ),
  /** Points of contact that are there from the beginning; more can be made by the API. */
  channels: Type.Array(
    closed({
      id: Id,
      idOnExternalPlatform: Text,
      integrationId: Id,
      name: Text,
      canSendSenderActions: Type.Optional(Type.Boolean()),
      hasManualOutboundFlow: Type.Optional(Type.Boolean()),
    }),
    { maxItems: 1000 },
  ),
  /** What may be called beside this machine, which may be in open mode. */
  targets: Type.Optional(Type.Array(OutboundTargetSchema, { maxItems: 100 })),
  /** What requests to the control plane have to bring as bearer token; absent: nothing. */
  controlToken: Type.Optional(Text),
  options: Type.Optional(options),
});
export type CxoneSettings = Static<typeof CxoneSettingsSchema>;
export type CxoneIntegration = CxoneSettings['integrations'][number];
