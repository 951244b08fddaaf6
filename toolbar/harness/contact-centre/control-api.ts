/** The server's control API, seen from the page. */
import type { ErrorBody } from '@fusion-cti/protocol';
import type { SaidLine } from './conversation.js';
import { SCRIPTED_CUSTOMER } from './scripted-customer.js';
import type { ContactCentreState, World } from './world.js';

export interface ChatCustomer {
  readonly name: string;
  readonly email: string;
  readonly subject: string;
}

/** A refusal, with the server's sentence for a person. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

const UNREACHABLE = 'The contact centre server does not answer. Is it running?';

export class ControlApi {
  readonly #fetch: typeof fetch;

  constructor(fetchImplementation: typeof fetch) {
    this.#fetch = fetchImplementation;
  }

  world(): Promise<World> {
    return this.#get<World>('/control/world');
  }

  state(): Promise<ContactCentreState> {
    return this.#get<ContactCentreState>('/control/state');
  }

  /** A customer calls an agent's line or a queue. */
  ring(to: string, from: string): Promise<void> {
    return this.#post('/control/calls', { to, from });
  }

  answerAsCustomer(connId: string): Promise<void> {
    return this.#post(`/control/calls/${encodeURIComponent(connId)}/answer`, {});
  }

  hangUpAsCustomer(connId: string): Promise<void> {
    return this.#post(`/control/calls/${encodeURIComponent(connId)}/release`, {});
  }

  /** Somebody says something in a call. */
  say(connId: string, line: SaidLine): Promise<void> {
    return this.#post(`/control/calls/${encodeURIComponent(connId)}/transcript`, { ...line });
  }

  /** A customer who follows a script writes to whoever takes the chat. */
  async chatByScript({ name, email, subject }: ChatCustomer): Promise<void> {
    await this.#post('/genesys/2/mock/profiles', SCRIPTED_CUSTOMER);
    const { profile } = SCRIPTED_CUSTOMER;
    const said = { ...(email !== '' && { emailAddress: email }), ...(subject !== '' && { subject }) };
    // Nobody asks for the customer's events, and the customer is there all the same.
    const userData = { GCTI_Chat_AsyncMode: 'true' };
    await this.#post('/genesys/2/chat/customer-support', { nickname: name, profile, userData, ...said });
  }

  reset(): Promise<void> {
    return this.#post('/control/reset', {});
  }

  async #get<Body>(path: string): Promise<Body> {
    const response = await this.#send(path, {});
    return (await response.json()) as Body;
  }

  async #post(path: string, body: Record<string, unknown>): Promise<void> {
    await this.#send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await this.#fetch(path, init);
    } catch (error) {
      throw new ControlError(UNREACHABLE, { cause: error });
    }
    if (!response.ok) throw new ControlError(await refusal(response));
    return response;
  }
}

async function refusal(response: Response): Promise<string> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return UNREACHABLE;
  const body = (await response.json()) as Partial<ErrorBody>;
  const message = body.message ?? UNREACHABLE;
  return body.details === undefined ? message : `${message} (${body.details})`;
}
