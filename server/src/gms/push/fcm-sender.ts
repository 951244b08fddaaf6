import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import { ConfigError } from '../../runtime/config.js';
import type { OutboundAnswer, OutboundHttp } from '../../runtime/outbound/index.js';
import { checkerOf } from '../../runtime/schema.js';
import { fitting, type Notice, textsOf } from './notice.js';
import type { PushOptions } from './options.js';
import { fieldOf, keptSeconds, ofStatus, type Outcome, type Push, refused, type Sender } from './sender.js';
import { signedToken } from './signed-token.js';

const ENDPOINT = 'https://fcm.googleapis.com';
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TOKEN_SECONDS = 3600;
/** So long before its end a token is not used any more. */
const MARGIN_MS = 60_000;

const accounts = checkerOf(
  Type.Object({
    client_email: Type.String({ minLength: 1 }),
    private_key: Type.String({ minLength: 1 }),
    project_id: Type.Optional(Type.String()),
    token_uri: Type.Optional(Type.String({ format: 'url' })),
  }),
);

/** A service account of Google's, and the token that it has at the moment. */
interface Account {
  readonly email: string;
  readonly key: KeyObject;
  readonly project: string;
  readonly tokenUri: string;
  token?: { readonly text: Promise<string>; readonly good: { until: number } };
}

/** Firebase Cloud Messaging, HTTP v1. */
export class FcmSender implements Sender {
  readonly #http: OutboundHttp;
  readonly #clock: Clock;
  readonly #accounts: ReadonlyMap<string, Account>;

  /** @throws ConfigError when a key file cannot be used */
  constructor(http: OutboundHttp, clock: Clock, options: PushOptions) {
    this.#http = http;
    this.#clock = clock;
    this.#accounts = new Map(options.files('fcm.serviceAccount').map((path) => [path, accountIn(path)]));
  }

  laneOf({ option }: Push): string {
    return `fcm ${option('fcm.endpoint') ?? ''} ${option('fcm.serviceAccount') ?? ''}`;
  }

  async send(push: Push): Promise<Outcome> {
    const { option } = push;
    const account = this.#accounts.get(option('fcm.serviceAccount') ?? '');
    if (account === undefined) return refused('fcm.serviceAccount is not set');
    const project = option('fcm.projectId') ?? account.project;
    const address = `${option('fcm.endpoint') ?? ENDPOINT}/v1/projects/${encodeURIComponent(project)}/messages:send`;
    const body = messageOf(push);
    const answer = await this.#postTwice(address, account, body);
    if (answer instanceof TokenRefused) return answer.outcome;
    const why = fieldOf(answer, 'error', 'status') || `status ${answer.status}`;
    return answer.status === 404 ? { kind: 'gone', why } : ofStatus(answer, why);
  }

  async #postTwice(address: string, account: Account, body: string): Promise<OutboundAnswer | TokenRefused> {
    try {
      const answer = await this.#post(address, account, body);
      if (answer.status !== 401) return answer;
      // The token was taken back before its time: another one, once.
      delete account.token;
      return await this.#post(address, account, body);
    } catch (error) {
      if (error instanceof TokenRefused) return error;
      throw error;
    }
  }

  async #post(address: string, account: Account, body: string): Promise<OutboundAnswer> {
    const authorization = `Bearer ${await this.#tokenOf(account)}`;
    const headers = { 'content-type': 'application/json', authorization };
    return this.#http.request(address, { method: 'POST', headers, body });
  }

  /** Who asks while one is fetched waits for the same. */
  #tokenOf(account: Account): Promise<string> {
    const { token } = account;
    if (token !== undefined && this.#clock.now() < token.good.until) return token.text;
    const good = { until: Infinity };
    const text = this.#fetchToken(account, good);
    account.token = { text, good };
    text.catch(() => {
      if (account.token?.text === text) delete account.token;
    });
    return text;
  }

  async #fetchToken({ email, key, tokenUri }: Account, good: { until: number }): Promise<string> {
    const now = this.#clock.now();
    const iat = Math.floor(now / 1000);
    const claims = { iss: email, scope: SCOPE, aud: tokenUri, iat, exp: iat + TOKEN_SECONDS };
    const assertion = signedToken('RS256', key, { typ: 'JWT' }, claims);
    const answer = await this.#http.request(tokenUri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
    });
    const text = fieldOf(answer, 'access_token');
    if (answer.status !== 200 || text === '') throw new TokenRefused(answer);
    good.until = now + (Number(fieldOf(answer, 'expires_in')) || TOKEN_SECONDS) * 1000 - MARGIN_MS;
    return text;
  }
}

/** Google gives no token. Its answer may quote the request, so nothing of it is kept. */
class TokenRefused extends Error {
  readonly outcome: Outcome;

  constructor(answer: OutboundAnswer) {
    super('The token endpoint gives no token');
    this.outcome = ofStatus({ ...answer, status: answer.status === 200 ? 400 : answer.status }, 'no token');
  }
}

function messageOf(push: Push): string {
  const { deviceId, notice, option } = push;
  const texts = textsOf(notice, { title: option('fcm.title'), body: option('fcm.body') });
  return fitting(
    (body) => ({
      message: {
        token: deviceId,
        notification: { title: texts.title, body },
        data: dataOf(notice),
        android: { priority: 'HIGH', ttl: `${keptSeconds(push)}s` },
      },
    }),
    texts.body,
  );
}

/** [A] Beside the documented texts, so that an app knows which chat it is about. All values are texts. */
function dataOf({ chatId, service, event, index, from }: Notice): Readonly<Record<string, string>> {
  return {
    chatId,
    service,
    event,
    ...(index !== undefined && { index: String(index) }),
    fromNickname: from.nickname,
    fromType: from.type,
  };
}

function accountIn(path: string): Account {
  try {
    const given: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!accounts.fits(given)) throw new Error(accounts.problems(given)[0]);
    return {
      email: given.client_email,
      key: createPrivateKey(given.private_key),
      project: given.project_id ?? '',
      tokenUri: given.token_uri ?? 'https://oauth2.googleapis.com/token',
    };
  } catch (error) {
    throw new ConfigError([`The key file ${path} of fcm.serviceAccount cannot be used: ${(error as Error).message}.`]);
  }
}
