import { type Static, Type } from 'typebox';

const Uuid = Type.String({ pattern: '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' });
const Text = Type.String({ minLength: 1, maxLength: 200 });
const ServiceName = Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$', description: 'A chat service' });
const Milliseconds = Type.Integer({ minimum: 1, maximum: 1_728_000_000 });
const Seconds = Type.Integer({ minimum: 1, maximum: 31_536_000 });
const PerMinute = Type.Integer({ minimum: 1, maximum: 1_000_000 });

function closed<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false });
}

/** What the published material leaves open, by the names of `GenesysCloudOptions`, where each is explained. */
const options = Type.Partial(
  closed({
    badClientStatus: Type.Enum([400, 401]),
    lenientAuth: Type.Boolean(),
    accessTokenSeconds: Type.Integer({ minimum: 300, maximum: 172_800 }),
    requestsPerMinute: PerMinute,
    guestRequestsPerMinute: PerMinute,
    guestTokenSeconds: Seconds,
    fullMember: Type.Boolean(),
    messageCharacters: Type.Integer({ minimum: 1, maximum: 100_000 }),
    joinMessages: Type.Enum(['all', 'agents']),
    secondStream: Type.Enum(['replaces', 'joins']),
    heartbeatMs: Milliseconds,
    attachMs: Milliseconds,
    lingerMs: Milliseconds,
    silentAgentMs: Milliseconds,
    messagingSessionSeconds: Seconds,
    messagingPerSecond: Type.Integer({ minimum: 1, maximum: 10_000 }),
    messagingCharacters: Type.Integer({ minimum: 1, maximum: 100_000 }),
    messagingDataBytes: Type.Integer({ minimum: 0, maximum: 100_000 }),
    messagingEnd: Type.Enum(['disconnect', 'readOnly']),
    messagingAutoStart: Type.Boolean(),
  }),
  { additionalProperties: false },
);

/** One organisation of Genesys Cloud. */
export const GenesysCloudSettingsSchema = closed({
  organizationId: Uuid,
  /** Programs that get tokens by client credentials. One of both forms of the secret is there. */
  clients: Type.Optional(
    Type.Array(
      closed({
        clientId: Type.String({ pattern: '^[0-9A-Za-z._-]{1,100}$' }),
        secret: Type.Optional(Text),
        /** SHA-256 of the secret, in hexadecimal, where the file shall not hold the secret itself. */
        secretSha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
        tokenSeconds: Type.Optional(Type.Integer({ minimum: 300, maximum: 172_800 })),
      }),
      { maxItems: 1000 },
    ),
  ),
  /** Where guests come in. */
  deployments: Type.Array(
    closed({
      id: Uuid,
      name: Text,
      /** `false`: it is there, and takes nobody. */
      enabled: Type.Optional(Type.Boolean()),
      /** Whether guests have to prove who they are, by signed data. */
      requireAuth: Type.Optional(Type.Boolean()),
      /** Pages that may use it; absent: all that may come to this server. */
      origins: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 100 })),
      /** Absent: no Web Messaging here. Otherwise the service that its inbound flow sends everybody to. */
      messaging: Type.Optional(closed({ service: ServiceName })),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
  /** What guests name as their target, and the chat service behind each. */
  queues: Type.Array(closed({ id: Uuid, name: Text, service: ServiceName }), { maxItems: 10_000 }),
  options: Type.Optional(options),
});
export type GenesysCloudSettings = Static<typeof GenesysCloudSettingsSchema>;
export type CloudClient = NonNullable<GenesysCloudSettings['clients']>[number];
export type CloudDeployment = GenesysCloudSettings['deployments'][number];
export type CloudQueue = GenesysCloudSettings['queues'][number];
