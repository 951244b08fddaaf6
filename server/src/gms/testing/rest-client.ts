import type { Envelope } from '../envelope.js';
import type { TestServer } from '../../testing/test-server.js';

export type Encoding = 'form' | 'multipart' | 'json';
type Fields = Readonly<Record<string, unknown>>;

export interface GmsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Envelope;
}

const ENCODERS: Readonly<Record<Encoding, (fields: Fields) => { body: FormData | string; type?: string }>> = {
  form: (fields) => ({
    body: new URLSearchParams(pairsOf(fields)).toString(),
    type: 'application/x-www-form-urlencoded',
  }),
  multipart: (fields) => {
    const form = new FormData();
    for (const [name, value] of pairsOf(fields)) form.append(name, value);
    return { body: form };
  },
  json: (fields) => ({ body: JSON.stringify(fields), type: 'application/json' }),
};

/** A customer's REST client, as it is written in a hundred pages: it posts, and keeps what the answer says. */
export class RestClient {
  readonly #server: TestServer;
  readonly #encoding: Encoding;
  readonly service: string;
  last: Envelope | undefined;

  constructor(server: TestServer, encoding: Encoding = 'form', service = 'customer-support') {
    this.#server = server;
    this.#encoding = encoding;
    this.service = service;
  }

  async post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<GmsAnswer> {
    const { body, type } = ENCODERS[this.#encoding](fields);
    return this.send(path, body, { ...(type !== undefined && { 'content-type': type }), ...headers });
  }

  async send(path: string, body: FormData | string, headers: Record<string, string> = {}): Promise<GmsAnswer> {
    const response = await fetch(`${this.#server.url}/genesys/2/chat/${this.service}${path}`, {
      method: 'POST',
      body,
      headers,
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Envelope };
  }

  async begin(fields: Fields = {}): Promise<this> {
    const { status, body } = await this.post('', { nickname: 'Rita', ...fields });
    if (status !== 200) throw new Error(`The chat was refused: ${JSON.stringify(body)}`);
    this.last = body;
    return this;
  }

  /** What every request in a chat brings. */
  get ids(): { readonly chatId: string; readonly userId: string; readonly secureKey: string; readonly alias: string } {
    const { chatId = '', userId = '', secureKey = '', alias = '' } = this.last ?? {};
    return { chatId, userId, secureKey, alias };
  }

  /** The answer as it is: bytes, or a page. */
  async download(path: string): Promise<Response> {
    const { chatId, ...ids } = this.ids;
    return fetch(`${this.#server.url}/genesys/2/chat/${this.service}/${chatId}/${path}`, {
      method: 'POST',
      body: new URLSearchParams(ids),
    });
  }

  async in(operation: string, fields: Fields = {}): Promise<GmsAnswer> {
    const { chatId, ...ids } = this.ids;
    return this.post(`/${chatId}/${operation}`, { ...ids, ...fields });
  }
}

function pairsOf(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, inner]): [string, string] => [`${name}[${key}]`, String(inner)])
      : [[name, String(value)] as [string, string]],
  );
}
