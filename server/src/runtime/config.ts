import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { AexConfigSchema, DEFAULT_AEX_CONFIG, instanceOf } from './config-aex.js';
import { ByocConfigSchema, DEFAULT_BYOC_CONFIG } from './config-byoc.js';
import { OutboundTargetSchema } from './outbound/targets.js';
import { isLoopbackHost } from './origins.js';
import { checkerOf } from './schema.js';

const Milliseconds = Type.Integer({ minimum: 1, maximum: 86_400_000 });

/** Push notifications of GMS. */
export const PushConfigSchema = Type.Object(
  {
    /** Sections of options by their names at GMS, `push` and `push.provider.<name>` for instance. All values are texts. */
    sections: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 200 }),
        Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 4096 })),
      ),
    ),
    /** What may be called beside Google, Apple and the public addresses that the sections name. */
    targets: Type.Optional(Type.Array(OutboundTargetSchema, { maxItems: 100 })),
    /** Path of a PEM file with authorities whose certificates are good too; empty for none. */
    authorities: Type.Optional(Type.String({ maxLength: 4096 })),
  },
  { additionalProperties: false },
);

/** Every setting of the server, with its unit. Defaults are below; `docs/CONFIGURATION.md` tells what each is for. */
export const ConfigSchema = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 255 }),
    /** 0 takes any free port. */
    port: Type.Integer({ minimum: 0, maximum: 65_535 }),
    /** Path of the world file; empty for the world that ships with the server. */
    world: Type.String({ maxLength: 4096 }),
    /**
     * Open mode: commands without a session act for the default agent, the control API is there, and pages of any
     * loopback origin may come. Only on a loopback address.
     */
    open: Type.Boolean(),
    /** `virtual`: the world's time stands still and moves only by `POST /control/clock`. Only in open mode. */
    clock: Type.Enum(['system', 'virtual']),
    allowedOrigins: Type.Array(Type.String({ format: 'url' }), { maxItems: 100 }),
    logLevel: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    /** The bearer token for `/metrics`; empty: in open mode everybody, otherwise nobody. */
    metricsToken: Type.String({ maxLength: 1000 }),
    /**
     * Another address, `127.0.0.1:9464` for instance, for `/metrics` and the support calls of the middleware, which then
     * are not at the public one; empty: they are.
     */
    operationsListen: Type.String({ maxLength: 300, pattern: '^((\\[[\\da-fA-F:.]+\\]|[\\w.-]+):\\d{1,5})?$' }),
    /** How long a process that is told to stop goes on and sends new work away, so that balancers notice. */
    drainMs: Type.Integer({ minimum: 0, maximum: 3_600_000 }),
    /** Where the toolbar loads Oracle's UI Events Framework from; empty for the stub that ships with the server. */
    uefLibraryUrl: Type.String({ maxLength: 2048 }),
    limits: Type.Object(
      {
        bodyBytes: Type.Integer({ minimum: 256, maximum: 16_777_216 }),
        frameBytes: Type.Integer({ minimum: 256, maximum: 16_777_216 }),
        /** Commands of one session: as many at once, and as many each second after that. */
        commandBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        commandsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Frames that a client may send on a socket that only carries events, in a minute. */
        clientFramesPerMinute: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Bytes waiting for a slow client before it is cut off; it can resume. */
        socketBacklogBytes: Type.Integer({ minimum: 1024, maximum: 268_435_456 }),
        sessions: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        sockets: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Attempts to sign in as one agent: as many at once, and one each second after that. */
        signInBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Milliseconds that a request may take to arrive. */
        requestMs: Milliseconds,
        journalEntries: Type.Integer({ minimum: 100, maximum: 10_000_000 }),
      },
      { additionalProperties: false },
    ),
    desktop: Type.Object(
      {
        ticketMs: Milliseconds,
        /** How long a session waits for its client to come back before the agent is logged out. */
        sessionGraceMs: Milliseconds,
        /** The same for clients of the published level, which have no way to come back. */
        publishedGraceMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
        pingMs: Milliseconds,
        /** Frames kept for a client that comes back. */
        resumeFrames: Type.Integer({ minimum: 0, maximum: 100_000 }),
      },
      { additionalProperties: false },
    ),
    tlib: Type.Object(
      {
        /** Requests of one T-Library client: as many at once, and as many each second after that. */
        requestBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        requestsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        pingMs: Milliseconds,
      },
      { additionalProperties: false },
    ),
    workspace: Type.Object(
      {
        /** How long a session that nobody listens to and nobody uses stays before the agent is logged out. */
        sessionGraceMs: Milliseconds,
        /** How long an access token is good for. */
        tokenMs: Milliseconds,
        /** Pages that may listen to one session. */
        clientsPerSession: Type.Integer({ minimum: 1, maximum: 1000 }),
        /** Of the session cookie: `None` for pages of other sites, which needs TLS. */
        sameSite: Type.Enum(['Strict', 'Lax', 'None']),
      },
      { additionalProperties: false },
    ),
    genesysCloud: Type.Object(
      {
        /** How clients reach this server, in addresses that answers hold; empty: as the request did. */
        externalUrl: Type.String({ maxLength: 2048, pattern: '^(https?://[^/?#@ ]+(/[^?# ]*)?)?$' }),
        /** Conversations and messaging sessions at once, ended ones included. */
        conversations: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** New ones, whoever asks: as many at once, and as many each second after that. */
        createBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        createsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      },
      { additionalProperties: false },
    ),
    gms: Type.Object(
      {
        /** Chats by CometD: GMS' own `enable_notification_mode`, which is off there. */
        cometd: Type.Boolean(),
        /** Whether a service that the world file does not name is there too. */
        anyService: Type.Boolean(),
        /** Chats at once, ended ones included. */
        chats: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** How long an ended chat can be looked at. */
        retentionMs: Milliseconds,
        /** New chats, whoever asks: as many at once, and as many each second after that. */
        chatBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        chatsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Requests of one chat, likewise. */
        requestBurst: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        requestsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        /** Bytes of all files of all chats together. */
        fileBytes: Type.Integer({ minimum: 0, maximum: 17_179_869_184 }),
        /** Whether the mock control API is there. Outside open mode it also needs a token. */
        mock: Type.Boolean(),
        /** What requests to the mock control API have to bring as bearer token; empty for nothing. */
        mockToken: Type.String({ maxLength: 1000 }),
        /** Of the cookie that names a browser for load balancers; `None` needs TLS. */
        sameSite: Type.Enum(['Strict', 'Lax', 'None']),
        push: PushConfigSchema,
        /** A folder, or an address that begins with redis:// or rediss://; empty: chats end with the process. */
        store: Type.String({ maxLength: 4096 }),
        /** 32 bytes in base64; empty: a file beside the folder of the store. */
        sealKey: Type.String({ pattern: '^([A-Za-z0-9+/]{43}=)?$' }),
        /** How long an answer waits for the store at most. */
        answerMs: Milliseconds,
      },
      { additionalProperties: false },
    ),
    aex: AexConfigSchema,
    byoc: ByocConfigSchema,
  },
  { additionalProperties: false },
);
export type Config = Static<typeof ConfigSchema>;

export const DEFAULT_CONFIG: Config = {
  host: '127.0.0.1',
  port: 8087,
  world: '',
  open: true,
  clock: 'system',
  allowedOrigins: [],
  logLevel: 'info',
  metricsToken: '',
  operationsListen: '',
  drainMs: 0,
  uefLibraryUrl: '',
  limits: {
    bodyBytes: 65_536,
    frameBytes: 16_384,
    commandBurst: 100,
    commandsPerSecond: 50,
    clientFramesPerMinute: 60,
    socketBacklogBytes: 1_048_576,
    sessions: 20_000,
    sockets: 20_000,
    signInBurst: 20,
    requestMs: 30_000,
    journalEntries: 5_000,
  },
  desktop: { ticketMs: 30_000, sessionGraceMs: 60_000, publishedGraceMs: 5_000, pingMs: 15_000, resumeFrames: 64 },
  // One client may be a load generator that works for ten thousand agents.
  tlib: { requestBurst: 20_000, requestsPerSecond: 20_000, pingMs: 15_000 },
  workspace: { sessionGraceMs: 60_000, tokenMs: 1_800_000, clientsPerSession: 10, sameSite: 'Lax' },
  genesysCloud: { externalUrl: '', conversations: 10_000, createBurst: 1_000, createsPerSecond: 500 },
  gms: {
    cometd: true,
    anyService: true,
    chats: 10_000,
    retentionMs: 3_600_000,
    chatBurst: 1_000,
    chatsPerSecond: 500,
    requestBurst: 200,
    requestsPerSecond: 100,
    fileBytes: 268_435_456,
    mock: true,
    mockToken: '',
    sameSite: 'Lax',
    push: {},
    store: '',
    sealKey: '',
    answerMs: 10_000,
  },
  aex: DEFAULT_AEX_CONFIG,
  byoc: DEFAULT_BYOC_CONFIG,
};

/** What is wrong with a configuration, one sentence a problem. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment variables, each with the setting it sets. */
const VARIABLES: Readonly<Record<string, (text: string) => Partial<Config>>> = {
  CTI_HOST: (host) => ({ host }),
  CTI_PORT: (text) => ({ port: Number(text) }),
  CTI_WORLD: (world) => ({ world }),
  CTI_OPEN: (text) => ({ open: ({ true: true, false: false } as Record<string, boolean>)[text] ?? (text as never) }),
  CTI_CLOCK: (text) => ({ clock: text as Config['clock'] }),
  CTI_ALLOWED_ORIGINS: (text) => ({ allowedOrigins: text.split(',').map((origin) => origin.trim()) }),
  CTI_LOG_LEVEL: (text) => ({ logLevel: text as Config['logLevel'] }),
  CTI_UEF_LIBRARY_URL: (uefLibraryUrl) => ({ uefLibraryUrl }),
};

const checker = checkerOf(ConfigSchema);

/**
 * Defaults, then the JSON file that `CTI_CONFIG` names, then the environment.
 * @throws ConfigError with every problem found
 */
export function readConfig(environment: Environment): Config {
  const config = { ...merge(DEFAULT_CONFIG, readFile(environment.CTI_CONFIG)), ...readVariables(environment) };
  if (!checker.fits(config)) throw new ConfigError(checker.problems(config).map((problem) => `Setting ${problem}.`));
  config.aex = { ...config.aex, instance: instanceOf(config.aex, environment) };
  if (config.open && !isLoopbackHost(config.host)) {
    throw new ConfigError([
      `Open mode lets anyone act as the default agent, so it is refused on ${config.host}. ` +
        'Set CTI_OPEN=false, or CTI_HOST=127.0.0.1.',
    ]);
  }
  if (!config.open && config.clock === 'virtual') {
    throw new ConfigError([
      'Virtual time moves only by the control API, which is there in open mode only. Set CTI_CLOCK=system, or CTI_OPEN=true.',
    ]);
  }
  if (config.aex.alone && !(config.aex.enabled && (config.open || config.aex.callers.length > 0))) {
    throw new ConfigError(['Setting /aex/alone leaves nothing: /aex/callers has to name who may use the bridge.']);
  }
  if (config.byoc.alone && config.byoc.brands.length === 0) {
    throw new ConfigError(['Setting /byoc/alone leaves nothing: /byoc/brands has to name whom the middleware serves.']);
  }
  return config;
}

function readVariables(environment: Environment): Partial<Config> {
  const settings = Object.entries(VARIABLES).map(([name, read]) => {
    const text = environment[name];
    return text === undefined || text === '' ? {} : read(text);
  });
  return Object.assign({}, ...settings) as Partial<Config>;
}

function readFile(path: string | undefined): unknown {
  if (path === undefined || path === '') return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`The configuration file ${path} cannot be read: ${(error as Error).message}.`]);
  }
}

/** The file may set one limit without repeating the others. */
function merge(defaults: Config, file: unknown): Record<string, unknown> {
  if (typeof file !== 'object' || file === null) {
    throw new ConfigError(['The configuration file has to hold a JSON object.']);
  }
  const given = file as Record<string, unknown>;
  const groups = (['limits', 'desktop', 'tlib', 'workspace', 'genesysCloud', 'gms', 'aex', 'byoc'] as const).map(
    (group) => {
      const value = given[group];
      return [
        group,
        typeof value === 'object' && value !== null ? { ...defaults[group], ...value } : (value ?? defaults[group]),
      ];
    },
  );
  return { ...defaults, ...given, ...(Object.fromEntries(groups) as Record<string, unknown>) };
}
