import { once } from 'node:events';
import type { TEvent } from '@fusion-cti/protocol';
import type { TestServer, TestSocket } from '../../testing/test-server.js';

/** An event as a T-Library client gets it. */
export interface EventMessage extends TEvent {
  readonly ReferenceID?: number;
}

/** A real T-Library client at `/tserver`. */
export class LibrarySocket {
  readonly socket: TestSocket;
  readonly #told: EventMessage[] = [];
  #lastReference = 0;
  #heard = 0;

  private constructor(socket: TestSocket) {
    this.socket = socket;
  }

  /** Connects, and has heard how the link is. */
  static async connect(server: TestServer): Promise<LibrarySocket> {
    const socket = await server.open({}, [], '/tserver').opened();
    const client = new LibrarySocket(socket);
    await client.settled();
    return client;
  }

  /** The same, and has registered DNs. Nothing is left to hear. */
  static async registered(server: TestServer, ...dns: readonly string[]): Promise<LibrarySocket> {
    const client = await LibrarySocket.connect(server);
    for (const ThisDN of dns) await client.ask({ request: 'RequestRegisterAddress', ThisDN });
    await client.heard();
    return client;
  }

  send(message: unknown): void {
    this.socket.webSocket.send(JSON.stringify(message));
  }

  /** Sends a request, and waits for its answer. */
  async ask(request: Readonly<Record<string, unknown>>): Promise<EventMessage> {
    this.#lastReference += 1;
    const ReferenceID = this.#lastReference;
    this.send({ ...request, ReferenceID });
    await this.settled();
    const answer = this.#messages().findLast((message) => message.ReferenceID === ReferenceID);
    if (answer === undefined) throw new Error(`No answer to ${JSON.stringify(request)}`);
    return answer;
  }

  /** Everything that it has been told since it was asked last. */
  async heard(): Promise<EventMessage[]> {
    await this.settled();
    const news = this.#messages().slice(this.#heard);
    this.#heard += news.length;
    return news;
  }

  /** A ping's answer comes after all that the server had sent before: no message is still on its way. */
  async settled(): Promise<void> {
    const pong = once(this.socket.webSocket, 'pong');
    this.socket.webSocket.ping();
    await pong;
  }

  #messages(): readonly EventMessage[] {
    const { texts } = this.socket;
    for (const text of texts.slice(this.#told.length)) this.#told.push(JSON.parse(text) as EventMessage);
    return this.#told;
  }
}

/** The names of events, in order. */
export function names(events: readonly EventMessage[]): string[] {
  return events.map(({ event }) => event);
}
