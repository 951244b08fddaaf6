import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Both sides of the middleware, who take everything at once: what is measured is the middleware, and not them.
 * CXone is below `/cxone`, the platform at `/hook`.
 */
export class OtherSides {
  /** Told the id of each message that CXone has. */
  onCustomerMessage: (id: string) => void = () => undefined;
  readonly #cases = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => this.#answer(request, response, Buffer.concat(pieces).toString()));
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(): Promise<OtherSides> {
    const sides = new OtherSides();
    await new Promise<void>((resolve) => sides.#server.listen(0, '127.0.0.1', resolve));
    return sides;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #answer({ url = '', method = '' }: IncomingMessage, response: ServerResponse, body: string): void {
    const send = (value: unknown) => {
      const text = JSON.stringify(value);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
    };
    if (url === '/hook') response.writeHead(204).end();
    else if (url.endsWith('/auth/token')) send({ access_token: 'bench', token_type: 'Bearer', expires_in: 3600 });
    else if (method === 'POST' && url.endsWith('/messages')) this.#create(JSON.parse(body) as CreateBody, send);
    else if (url.includes('/contacts/')) send({ id: Number(url.split('/').at(-1)), status: 'open' });
    else if (url.includes('/threads?')) send({ totalRecords: 0, data: [] });
    else if (method === 'GET') send({ totalRecords: 0, data: [...this.#cases.values()].map((id) => ({ id })) });
    else send({});
  }

  #create({ idOnExternalPlatform: id, thread }: CreateBody, send: (value: unknown) => void): void {
    const known = this.#cases.get(thread.idOnExternalPlatform);
    const contact = known ?? this.#cases.size + 1;
    if (known === undefined) this.#cases.set(thread.idOnExternalPlatform, contact);
    send({ consumerContact: { id: contact }, message: { id } });
    this.onCustomerMessage(id);
  }
}

interface CreateBody {
  readonly idOnExternalPlatform: string;
  readonly thread: { readonly idOnExternalPlatform: string };
}
