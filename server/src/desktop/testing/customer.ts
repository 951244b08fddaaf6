import type { TestServer } from '../../testing/test-server.js';

const SERVICE = '/genesys/2/chat/customer-support';

/** A customer of a chat, by the REST form of GMS. */
export class Customer {
  readonly chatId: string;
  readonly #server: TestServer;
  readonly #secureKey: string;

  private constructor(server: TestServer, chatId: string, secureKey: string) {
    this.#server = server;
    this.chatId = chatId;
    this.#secureKey = secureKey;
  }

  static async begin(server: TestServer, fields: Record<string, unknown> = {}): Promise<Customer> {
    const { body } = await server.post(SERVICE, { nickname: 'Rita', ...fields });
    if (typeof body.chatId !== 'string') throw new Error(`The chat was refused: ${JSON.stringify(body)}`);
    return new Customer(server, body.chatId, String(body.secureKey));
  }

  async does(operation: string, fields: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { body } = await this.#server.post(`${SERVICE}/${this.chatId}/${operation}`, {
      secureKey: this.#secureKey,
      ...fields,
    });
    return body;
  }

  async sendFile(name: string, content: string): Promise<number> {
    const form = new FormData();
    form.append('secureKey', this.#secureKey);
    form.append('file', new Blob([content]), name);
    return (await this.#post('file', form)).status;
  }

  async download(fileId: string): Promise<string> {
    const form = new URLSearchParams({ secureKey: this.#secureKey });
    return (await this.#post(`file/${fileId}/download`, form)).text();
  }

  #post(path: string, body: FormData | URLSearchParams): Promise<Response> {
    return fetch(`${this.#server.url}${SERVICE}/${this.chatId}/${path}`, { method: 'POST', body });
  }
}
