import { type Static, Type } from 'typebox';
import { OutboundTargetSchema } from './outbound/targets.js';

const Milliseconds = Type.Integer({ minimum: 1, maximum: 86_400_000 });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Domain = Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 253 });
const Base = Type.String({ pattern: '^(https?|wss?)://[^/?#@\\s]+$', maxLength: 512 });
const Secret = Type.String({ minLength: 16, maxLength: 1000 });

/** The settings of the bridge between a bot and Genesys Cloud. */
export const AexConfigSchema = Type.Object(
  {
    enabled: Type.Boolean(),
    /** Only the bridge: no face for toolbars, no emulator, no world. */
    alone: Type.Boolean(),
    initiatePath: Type.String({ pattern: '^/[\\w/-]+$', maxLength: 255 }),
    messagePath: Type.String({ pattern: '^/[\\w/-]+$', maxLength: 255 }),
    /** Which interface of Genesys Cloud new chats go through. */
    backend: Type.Enum(['webchat', 'messaging']),
    /** Who may use it, by API key. Empty: everybody, on a loopback address in open mode only. */
    callers: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[\\w.-]{1,64}$' }),
          /** Two of them, so that one can be changed while the other is in use. */
          keys: Type.Array(Secret, { minItems: 1, maxItems: 2 }),
          /** Where what agents say may be sent. */
          returnTargets: Type.Array(OutboundTargetSchema, { minItems: 1, maxItems: 20 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 1000 },
    ),
    /** The bearer token for support staff; empty: nobody, or in open mode everybody. */
    adminToken: Type.String({ maxLength: 1000 }),
    /** A folder, or an address that begins with redis:// or rediss://; empty: memory. */
    store: Type.String({ maxLength: 4096 }),
    /** 32 bytes in base64; empty: a file beside the folder of the store. */
    sealKey: Type.String({ pattern: '^([A-Za-z0-9+/]{43}=)?$' }),
    /** What stands in X-Cf-App-Instance; empty: of Cloud Foundry, or made up at the start. */
    instance: Type.String({ pattern: '^([\\w-]{1,100}:\\d{1,9})?$' }),
    /** Where the host name emulator.local leads, on this machine only; empty: nowhere, in open mode to this server. */
    emulator: Type.String({ pattern: '^(http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):\\d{1,5}(/[\\w-]+)*)?$' }),
    /** Regions that are not built in, or have other hosts. */
    regions: Type.Array(
      Type.Object(
        {
          domain: Domain,
          apiBase: Type.Optional(Base),
          loginBase: Type.Optional(Base),
          messagingBase: Type.Optional(Base),
          /** As in allow-lists: a host, or `.` and a domain. */
          streamHosts: Type.Optional(Type.Array(Type.String({ maxLength: 253 }), { maxItems: 20 })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
    /** For callers that bring no token of their own. */
    oauth: Type.Array(
      Type.Object(
        {
          domain: Domain,
          clientId: Type.String({ minLength: 1, maxLength: 255 }),
          clientSecret: Type.String({ minLength: 1, maxLength: 1000 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
    /** The page that Web Messaging takes the bridge for. */
    messagingOrigin: Type.String({ maxLength: 255 }),
    /** What is sent to the caller; an empty object for the form that docs/aex.md shows. */
    publishTemplate: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 100 }),
    /** Those of `server/src/aex/core/rules.ts`. */
    rules: Type.Record(Type.String(), Type.Union([Type.Integer({ minimum: 0 }), Type.Boolean()])),
    leaseMs: Milliseconds,
    /** How often an instance looks for what others left to do. */
    pollMs: Milliseconds,
    /** A stream that is silent for so long is dead. */
    silenceMs: Milliseconds,
    /** For a connection, and for a whole call. */
    connectMs: Milliseconds,
    callMs: Milliseconds,
    publishTries: Count,
    /** How long after an event it is still sent. */
    publishForMs: Milliseconds,
    publishMs: Milliseconds,
    /** How long the answer to a message waits for what becomes of it. */
    answerMs: Milliseconds,
    drainMs: Milliseconds,
    /** How long an ended chat can be looked at. */
    retentionMs: Type.Integer({ minimum: 1, maximum: 31_536_000_000 }),
    /** New chats of one caller, and of one of its users: as many at once, and as many a minute after that. */
    callerBurst: Count,
    callerPerMinute: Count,
    userBurst: Count,
    userPerMinute: Count,
    /** Messages of one chat: as many at once, and as many each second after that. */
    messageBurst: Count,
    messagesPerSecond: Count,
    /** Chats of one caller at once. */
    chatsPerCaller: Count,
  },
  { additionalProperties: false },
);
export type AexConfig = Static<typeof AexConfigSchema>;

export const DEFAULT_AEX_CONFIG: AexConfig = {
  enabled: true,
  alone: false,
  initiatePath: '/genesys_wrapper/initiate_connection',
  messagePath: '/genesys_wrapper/message',
  backend: 'webchat',
  callers: [],
  adminToken: '',
  store: '',
  sealKey: '',
  instance: '',
  emulator: '',
  regions: [],
  oauth: [],
  messagingOrigin: '',
  publishTemplate: {},
  rules: {},
  leaseMs: 15_000,
  pollMs: 1_000,
  silenceMs: 75_000,
  connectMs: 5_000,
  callMs: 16_000,
  publishTries: 5,
  publishForMs: 60_000,
  publishMs: 10_000,
  answerMs: 8_000,
  drainMs: 10_000,
  retentionMs: 3_600_000,
  callerBurst: 200,
  callerPerMinute: 600,
  userBurst: 5,
  userPerMinute: 20,
  messageBurst: 20,
  messagesPerSecond: 5,
  chatsPerCaller: 5_000,
};

/** Cloud Foundry says which of its instances this is; others have to be told. */
export function instanceOf({ instance }: AexConfig, environment: Readonly<Record<string, string | undefined>>): string {
  const { CF_INSTANCE_GUID: guid = '', CF_INSTANCE_INDEX: index = '' } = environment;
  return instance === '' && guid !== '' && index !== '' ? `${guid}:${index}` : instance;
}
