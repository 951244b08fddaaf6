import { type Static, Type } from 'typebox';
import { LOOPBACK_TARGETS, OutboundTargetSchema } from './outbound/targets.js';

const Milliseconds = Type.Integer({ minimum: 1, maximum: 86_400_000 });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
/** TLS, or this machine. */
const Base = Type.String({
  pattern: '^(https://[^/?#@\\s]+|http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):\\d{1,5})(/[\\w.-]+)*$',
  maxLength: 512,
});
const Secret = Type.String({ minLength: 16, maxLength: 1000 });
const ClientId = Type.String({ minLength: 1, maxLength: 255 });

const CHANNEL = {
  /** When the customer's silence counts: always, only after leaving, or never. Absent: always. */
  idle: Type.Optional(Type.Enum(['always', 'left', 'never'])),
  /** Whom agents may write to first: anybody, who has written before, or nobody. Absent: anybody. */
  recipients: Type.Optional(Type.Enum(['any', 'known', 'none'])),
  /** What the ids of recipients look like, a regular expression; empty for anything. */
  recipientPattern: Type.Optional(Type.String({ maxLength: 1000 })),
  /** A platform that is told by signed calls, and calls likewise. */
  webhook: Type.Optional(
    Type.Object(
      {
        url: Type.String({ minLength: 1, maxLength: 2048 }),
        /** Two of them, so that one can be changed while the other is in use. The first signs. */
        secrets: Type.Array(Secret, { minItems: 1, maxItems: 2 }),
        /** What may be called, when the address is not a public one by TLS. */
        targets: Type.Optional(Type.Array(OutboundTargetSchema, { minItems: 1, maxItems: 20 })),
      },
      { additionalProperties: false },
    ),
  ),
  /** Or a chat in web pages, which talk to this middleware themselves. */
  widget: Type.Optional(
    Type.Object(
      {
        /** Whose pages may have it. In open mode those of this machine may too. */
        origins: Type.Array(Type.String({ format: 'url', maxLength: 512 }), { maxItems: 100 }),
      },
      { additionalProperties: false },
    ),
  ),
};

/** A point of contact of the external platform. */
export const ByocChannelSchema = Type.Object(
  {
    /** CXone's id of the channel. */
    id: Type.String({ pattern: '^[\\w.:-]{1,128}$' }),
    ...CHANNEL,
  },
  { additionalProperties: false },
);
export type ByocChannel = Static<typeof ByocChannelSchema>;

/** A channel type at CXone, with the client id and secret that this middleware gives to CXone. */
export const ByocIntegrationSchema = Type.Object(
  {
    /** CXone's channelIntegrationId. */
    id: Type.String({ minLength: 1, maxLength: 255 }),
    boxClientId: ClientId,
    /** Two of them, so that one can be changed while the other is in use. */
    boxSecrets: Type.Array(Secret, { minItems: 1, maxItems: 2 }),
    channels: Type.Array(ByocChannelSchema, { maxItems: 1000 }),
  },
  { additionalProperties: false },
);

/** A tenant at CXone, with the client id, secret and access key that CXone gives to this middleware. */
export const ByocBrandSchema = Type.Object(
  {
    id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    tenantId: Type.Optional(Type.String({ maxLength: 255 })),
    /** Where the tenant lives, `eu1` for instance. */
    area: Type.Optional(Type.String({ pattern: '^[a-z]{2}\\d$' })),
    /** Instead of the addresses of the area. */
    authBase: Type.Optional(Base),
    deBase: Type.Optional(Base),
    apiClientId: ClientId,
    apiClientSecret: Type.String({ minLength: 1, maxLength: 1000 }),
    accessKeyId: Type.String({ minLength: 1, maxLength: 1000 }),
    accessKeySecret: Type.String({ minLength: 1, maxLength: 1000 }),
    integrations: Type.Array(ByocIntegrationSchema, { minItems: 1, maxItems: 100 }),
  },
  { additionalProperties: false },
);
export type ByocIntegration = Static<typeof ByocIntegrationSchema>;
export type ByocBrand = Static<typeof ByocBrandSchema>;

/** The settings of the middleware between any messaging channel and NICE CXone. */
export const ByocConfigSchema = Type.Object(
  {
    /** Everything is below this path. */
    path: Type.String({ pattern: '^(/[\\w-]+)+$', maxLength: 255 }),
    /** Whom it serves. Empty: the emulated tenant of this server, or the middleware is not there. */
    brands: Type.Array(ByocBrandSchema, { maxItems: 1000 }),
    /** Whether it serves the tenant that this server emulates, in open mode, when no brand is configured. */
    local: Type.Boolean(),
    /** What each channel of that tenant is, beside its id. */
    localChannel: Type.Object(CHANNEL, { additionalProperties: false }),
    /** The bearer token for support staff; empty: nobody, or in open mode everybody. */
    adminToken: Type.String({ maxLength: 1000 }),
    /** A folder, or an address that begins with redis:// or rediss://; empty: memory. */
    store: Type.String({ maxLength: 4096 }),
    /** 32 bytes in base64; empty: a file beside the folder of the store. */
    sealKey: Type.String({ pattern: '^([A-Za-z0-9+/]{43}=)?$' }),
    /** Those of `server/src/byoc/core/rules.ts`. */
    rules: Type.Record(Type.String(), Type.Union([Type.Integer({ minimum: 0 }), Type.Boolean(), Type.String()])),
    /** How long a token is good that CXone is given. */
    tokenSeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
    /** Tokens of one client: as many at once, and as many a minute after that. */
    tokenBurst: Count,
    tokensPerMinute: Count,
    /** Bytes of a request. */
    bodyBytes: Type.Integer({ minimum: 1024, maximum: 1_000_000 }),
    /** For a connection, and for a whole call. */
    connectMs: Milliseconds,
    callMs: Milliseconds,
    /** The first pause before something is sent again, and the longest. */
    retryMs: Milliseconds,
    maxRetryMs: Milliseconds,
    /** How often and how long something is sent to a channel, before the agent is told that it failed. */
    channelTries: Count,
    channelForMs: Milliseconds,
    /** The same to CXone. */
    cxoneTries: Count,
    cxoneForMs: Milliseconds,
    /** Failures in a row after which CXone is left alone, and for how long. */
    breakerFailures: Count,
    breakerMs: Milliseconds,
    /** How often the cases of all open threads are looked at. */
    pollMs: Milliseconds,
    /** How often an instance looks for what others left to do. */
    sharedMs: Milliseconds,
    /** How long a signed request may be on its way, and how far clocks may differ. */
    signatureMs: Milliseconds,
    /** Messages of one customer: as many at once, and as many a minute after that. */
    customerBurst: Count,
    customerPerMinute: Count,
    /** How long a browser that does not come is known, and what it has been told. */
    widgetSessionMs: Type.Integer({ minimum: 1, maximum: 31_536_000_000 }),
    /** Browsers of one address that begin: as many at once, and as many a minute after that. */
    widgetSessionBurst: Count,
    widgetSessionsPerMinute: Count,
    /** Sockets of one channel, in one instance. */
    widgetSockets: Count,
    /** Bytes of a frame. */
    widgetFrameBytes: Type.Integer({ minimum: 1024, maximum: 1_000_000 }),
    /** Frames of one socket: as many at once, and as many each second after that. */
    widgetFrameBurst: Count,
    widgetFramesPerSecond: Count,
    widgetPingMs: Milliseconds,
    /** After so long without a socket a customer has left. */
    widgetAwayMs: Milliseconds,
    /** How long an ended thread is remembered. */
    retentionMs: Type.Integer({ minimum: 1, maximum: 31_536_000_000 }),
    /** Where others reach this server, for addresses that it gives away and for its pages; empty: on this machine. */
    publicUrl: Type.String({
      pattern: '^((https://[^/?#@\\s]+|http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d{1,5})?)(/[\\w.-]+)*)?$',
      maxLength: 512,
    }),
    /** Whose addresses are taken for CXone's: `.example.com` is every host below it. */
    niceHosts: Type.Array(Type.String({ pattern: '^\\.?[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 253 }), {
      minItems: 1,
      maxItems: 100,
    }),
    /** Addresses of this machine are taken for CXone's too, without TLS: for an emulator. */
    emulator: Type.Boolean(),
    /** Files of customers: fetched and brought to CXone, or their addresses told to it. */
    attachmentsIn: Type.Enum(['upload', 'pass']),
    /** Bytes of a file, and milliseconds to fetch it. */
    attachmentBytes: Type.Integer({ minimum: 1, maximum: 41_943_040 }),
    attachmentMs: Milliseconds,
    /** What files may be, by their bytes. */
    attachmentTypes: Type.Array(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$', maxLength: 100 }), { maxItems: 100 }),
    /** Where files may be fetched. None: from any public address by TLS. */
    attachmentHosts: Type.Array(OutboundTargetSchema, { maxItems: 100 }),
    /** How long a file of an agent is kept for its channel. */
    attachmentSeconds: Type.Integer({ minimum: 1, maximum: 31_536_000 }),
    /** How long an administrator may stay on the pages for channels. */
    visitSeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
    /** How often such pages may be opened from one address. */
    visitsPerMinute: Count,
  },
  { additionalProperties: false },
);
export type ByocConfig = Static<typeof ByocConfigSchema>;

/** Of the integration box, below everything else of the middleware. */
export const BOX_PATH = '/integration/box';

export const DEFAULT_BYOC_CONFIG: ByocConfig = {
  path: '/byoc',
  brands: [],
  local: true,
  localChannel: {
    webhook: {
      url: 'http://127.0.0.1:8088/watering-hole',
      secrets: ['only-on-this-machine'],
      targets: [...LOOPBACK_TARGETS],
    },
  },
  adminToken: '',
  store: '',
  sealKey: '',
  rules: {},
  tokenSeconds: 3_600,
  tokenBurst: 100,
  tokensPerMinute: 600,
  bodyBytes: 262_144,
  connectMs: 5_000,
  callMs: 10_000,
  retryMs: 500,
  maxRetryMs: 30_000,
  channelTries: 10,
  channelForMs: 120_000,
  cxoneTries: 1_000,
  cxoneForMs: 3_600_000,
  breakerFailures: 10,
  breakerMs: 5_000,
  pollMs: 5_000,
  sharedMs: 1_000,
  signatureMs: 300_000,
  customerBurst: 20,
  customerPerMinute: 60,
  widgetSessionMs: 604_800_000,
  widgetSessionBurst: 20,
  widgetSessionsPerMinute: 30,
  widgetSockets: 10_000,
  widgetFrameBytes: 32_768,
  widgetFrameBurst: 60,
  widgetFramesPerSecond: 10,
  widgetPingMs: 15_000,
  widgetAwayMs: 10_000,
  retentionMs: 2_592_000_000,
  publicUrl: '',
  niceHosts: ['.niceincontact.com', '.nice-incontact.com'],
  emulator: false,
  attachmentsIn: 'upload',
  attachmentBytes: 41_943_040,
  attachmentMs: 10_000,
  attachmentTypes: [
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'image/tiff',
    'image/heic',
    'application/pdf',
    'text/plain',
    'audio/mpeg',
    'audio/ogg',
    'audio/wav',
    'video/mp4',
    'video/webm',
    'video/quicktime',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  attachmentHosts: [],
  attachmentSeconds: 86_400,
  visitSeconds: 900,
  visitsPerMinute: 30,
};

/** Where CXone calls the middleware, on the server that it is on. */
export function boxPathOf({ path }: ByocConfig): string {
  return `${path}${BOX_PATH}`;
}
