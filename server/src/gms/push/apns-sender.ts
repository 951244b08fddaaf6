import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock } from '../../runtime/clock.js';
import { ConfigError } from '../../runtime/config.js';
import type { OutboundAnswer, OutboundHttp2 } from '../../runtime/outbound/index.js';
import { fitting, textsOf } from './notice.js';
import type { PushOptions } from './options.js';
import { fieldOf, keptSeconds, ofStatus, type Outcome, type Push, refused, type Sender } from './sender.js';
import { signedToken } from './signed-token.js';

const ENDPOINT = 'https://api.push.apple.com';
const SANDBOX = 'https://api.sandbox.push.apple.com';
/** Apple wants a token to be used for 20 minutes at least and 60 at most. */
const TOKEN_MS = 2_400_000;

const RENEWABLE: ReadonlySet<string> = new Set(['ExpiredProviderToken', 'InvalidProviderToken']);

interface ProviderToken {
  readonly text: string;
  readonly until: number;
}

/** Apple Push Notification service, by HTTP/2 and with tokens. */
export class ApnsSender implements Sender {
  readonly #http: OutboundHttp2;
  readonly #clock: Clock;
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #tokens = new Map<string, ProviderToken>();

  /** @throws ConfigError when a key file cannot be used */
  constructor(http: OutboundHttp2, clock: Clock, options: PushOptions) {
    this.#http = http;
    this.#clock = clock;
    this.#keys = new Map(options.files('apple.keyFile').map((path) => [path, keyIn(path)]));
  }

  laneOf(push: Push): string {
    return `ios ${endpointOf(push)} ${push.option('apple.keyFile') ?? ''}`;
  }

  async send(push: Push): Promise<Outcome> {
    const { option } = push;
    const topic = option('apple.topic');
    if (topic === undefined) return refused('apple.topic is not set');
    const key = this.#keys.get(option('apple.keyFile') ?? '');
    if (key === undefined) return refused('apple.keyFile is not set');
    let answer = await this.#post(push, topic, key);
    if (answer.status === 403 && RENEWABLE.has(fieldOf(answer, 'reason'))) {
      this.#tokens.delete(tokenName(push));
      answer = await this.#post(push, topic, key);
    }
    const why = fieldOf(answer, 'reason') || `status ${answer.status}`;
    return answer.status === 410 ? { kind: 'gone', why } : ofStatus(answer, why);
  }

  #post(push: Push, topic: string, key: KeyObject): Promise<OutboundAnswer> {
    return this.#http.request(`${endpointOf(push)}/3/device/${encodeURIComponent(push.deviceId)}`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${this.#tokenOf(push, key)}`,
        'content-type': 'application/json',
        'apns-topic': topic,
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(this.#clock.now() / 1000) + keptSeconds(push)),
      },
      body: bodyOf(push),
    });
  }

  #tokenOf(push: Push, key: KeyObject): string {
    const { option } = push;
    const name = tokenName(push);
    const now = this.#clock.now();
    const known = this.#tokens.get(name);
    if (known !== undefined && now < known.until) return known.text;
    const claims = { iss: option('apple.teamId') ?? '', iat: Math.floor(now / 1000) };
    const text = signedToken('ES256', key, { kid: option('apple.keyId') ?? '' }, claims);
    this.#tokens.set(name, { text, until: now + TOKEN_MS });
    return text;
  }
}

function endpointOf({ option, debug }: Push): string {
  return option('apple.endpoint') ?? (debug ? SANDBOX : ENDPOINT);
}

function tokenName({ option }: Push): string {
  return [option('apple.keyFile'), option('apple.keyId'), option('apple.teamId')].join(' ');
}

function bodyOf({ notice, option }: Push): string {
  const { chatId, service, event, index } = notice;
  const own = { title: option('apple.title'), body: option('apple.alertMessage.body') };
  // [D] GMS sends a blank title where none is configured. [A] Somebody has to ask for that.
  if (own.title === undefined && option('apple.strictTitle') === 'true') own.title = '';
  const texts = textsOf(notice, own);
  return fitting(
    (body) => ({
      aps: { alert: { title: texts.title, body }, sound: 'default' },
      chatId,
      service,
      event,
      ...(index !== undefined && { index }),
    }),
    texts.body,
  );
}

function keyIn(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path, 'utf8'));
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('it is no key of the curve P-256');
    return key;
  } catch (error) {
    throw new ConfigError([`The key file ${path} of apple.keyFile cannot be used: ${(error as Error).message}.`]);
  }
}
