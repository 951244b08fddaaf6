import type { Static } from 'typebox';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../../runtime/outbound/index.js';
import { ConfigError, type PushConfigSchema } from '../../runtime/config.js';
import { isPushEvent } from './notice.js';

/** Where an option counts: in `push` only, in sections of providers too, or in those of events too. */
type Level = 'push' | 'provider' | 'event';

/** The options by the names that GMS has for them [D], and ours [A] where its vendors' interfaces are gone. */
const OPTIONS = {
  pushEnabled: 'push',
  defaultSubscriptionExpiration: 'push',
  'flex-push-content': 'push',
  'flex-push-resend-delay': 'push',
  'fcm.serviceAccount': 'provider',
  'fcm.projectId': 'provider',
  'fcm.endpoint': 'provider',
  'fcm.title': 'event',
  'fcm.body': 'event',
  'apple.keyId': 'provider',
  'apple.teamId': 'provider',
  'apple.keyFile': 'provider',
  'apple.topic': 'provider',
  'apple.endpoint': 'provider',
  'apple.strictTitle': 'provider',
  'apple.title': 'event',
  'apple.alertMessage.body': 'event',
  'customhttp.url': 'provider',
  'customhttp.message': 'event',
  'customhttp.authorization': 'provider',
  'customhttp.payloadAsString': 'provider',
} as const satisfies Record<string, Level>;
export type PushOptionName = keyof typeof OPTIONS;

const GONE: Readonly<Record<string, string>> = {
  'fcm.apiKey': 'is for an interface that Google has switched off: give fcm.serviceAccount',
  'http.ssl_trust_all': 'is not taken: name the authorities to be trusted in gms.push.authorities',
};

/** Google's and Apple's own addresses, which need no entry anywhere. */
const VENDORS: readonly OutboundTarget[] = [
  'fcm.googleapis.com',
  'oauth2.googleapis.com',
  'api.push.apple.com',
  'api.sandbox.push.apple.com',
].map((host) => ({ host }));

const SECTION = /^push(?<inner>\.provider(?<provider>\.(?!event\b)[\w-]+)?(?:\.event\.(?<event>[A-Za-z]+))?)?$/;

export type PushConfig = Static<typeof PushConfigSchema>;
type Section = Readonly<Record<string, string>>;

/** For whom an option is looked up. */
export interface Asker {
  readonly provider?: string;
  readonly event?: string;
  /** Whether what is there for debugging goes first. */
  readonly debug?: boolean;
}

/** Options of sections `push`, `push.provider.<name>` and `….event.<event>`: the most specific one counts. */
export class PushOptions {
  readonly #sections: Readonly<Record<string, Section>>;

  /** @throws ConfigError */
  constructor({ sections = {} }: PushConfig) {
    const problems = Object.entries(sections).flatMap(([name, section]) => problemsOf(name, section));
    if (problems.length > 0) throw new ConfigError(problems);
    this.#sections = sections;
  }

  find(name: PushOptionName, { provider, event, debug = false }: Asker = {}): string | undefined {
    const of = provider === undefined ? [] : [`push.provider.${provider}`];
    const sections = [
      ...(event === undefined ? [] : [...of, 'push.provider'].map((section) => `${section}.event.${event}`)),
      ...of,
      'push',
    ];
    const names = debug ? [`debug.${name}`, name] : [name];
    for (const one of names) {
      for (const section of sections) {
        const value = this.#sections[section]?.[one];
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }

  /** A number of seconds. */
  seconds(name: PushOptionName, otherwise: number): number {
    const value = Number(this.find(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= 1 ? value : otherwise;
  }

  list(name: PushOptionName, otherwise: string): ReadonlySet<string> {
    return new Set((this.find(name) ?? otherwise).split(',').map((item) => item.trim()));
  }

  /** Whether there is such a section. Without one the default provider's options count. */
  hasProvider(name: string): boolean {
    return this.#sections[`push.provider.${name}`] !== undefined;
  }

  /** Every file that an option names, once. */
  files(name: 'fcm.serviceAccount' | 'apple.keyFile'): readonly string[] {
    return [...new Set(this.#all(name))];
  }

  /** What may be called: what the operator has named, at public addresses; else there is the list of targets. */
  get ownTargets(): readonly OutboundTarget[] {
    const urls = (['customhttp.url', 'fcm.endpoint', 'apple.endpoint'] as const).flatMap((name) => this.#all(name));
    return urls.map((text) => {
      const { hostname, port } = new URL(text);
      return { host: hostname, ...(port !== '' && { ports: [Number(port)] }) };
    });
  }

  #all(name: PushOptionName): readonly string[] {
    const values = Object.values(this.#sections).flatMap((section) => [section[name], section[`debug.${name}`]]);
    return values.filter((value): value is string => value !== undefined && value !== '');
  }
}

/** @param open on a machine of one's own everything on it may be called */
export function pushTargets(options: PushOptions, { targets = [] }: PushConfig, open: boolean): OutboundTarget[] {
  return [...targets, ...(open ? LOOPBACK_TARGETS : []), ...VENDORS, ...options.ownTargets];
}

function problemsOf(name: string, section: Section): string[] {
  const level = levelOf(name);
  if (level === undefined) return [`Setting gms.push.sections has no place for ${name}.`];
  return Object.entries(section).flatMap(([option, value]) => {
    const problem = problemOf(option, value, level);
    return problem === undefined ? [] : [`Setting gms.push.sections: ${option} in ${name} ${problem}.`];
  });
}

function levelOf(section: string): Level | undefined {
  const groups = SECTION.exec(section)?.groups;
  if (groups === undefined) return undefined;
  const { inner, provider, event } = groups;
  if (event !== undefined) return isPushEvent(event) ? 'event' : undefined;
  if (provider !== undefined) return 'provider';
  return inner === undefined ? 'push' : undefined;
}

const LEVELS: Readonly<Record<Level, readonly Level[]>> = {
  push: ['push', 'provider', 'event'],
  provider: ['provider', 'event'],
  event: ['event'],
};
const URLS: ReadonlySet<string> = new Set(['customhttp.url', 'fcm.endpoint', 'apple.endpoint']);

function problemOf(option: string, value: string, level: Level): string | undefined {
  const name = option.replace(/^debug\./, '');
  if (GONE[name] !== undefined) return GONE[name];
  const known = (OPTIONS as Readonly<Record<string, Level>>)[name];
  if (known === undefined) return 'is no option';
  if (!LEVELS[level].includes(known)) return 'has no meaning there';
  if (URLS.has(name) && !(URL.canParse(value) && /^https?:/.test(value))) return 'is no http or https address';
  return undefined;
}
