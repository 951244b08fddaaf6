import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What an event has, as far as this load looks at it. */
interface HeardEvent {
  readonly event: string;
  readonly EventSequenceNumber: number;
  readonly ReferenceID?: number;
  readonly ThisDN?: string;
  readonly ConnID?: string;
  readonly ErrorCode?: number;
}

/** A T-Library client, as a desktop server, a statistics server or a reporting server is one. */
export class LibraryLoadClient {
  /** Events that came, and those that came in a wrong order on their DN. */
  heard = 0;
  violations = 0;
  /** Of the numbers of all events of calls: two clients that heard the same have the same sum. */
  checksum = 0;
  onEvent: (event: HeardEvent) => void = () => undefined;
  readonly #webSocket: WebSocket;
  readonly #lastOf = new Map<string, number>();
  readonly #asked = new Map<number, (event: HeardEvent) => void>();
  #lastReference = 0;

  private constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
    webSocket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString('latin1')) as HeardEvent));
  }

  static async connect(authority: string): Promise<LibraryLoadClient> {
    const webSocket = new WebSocket(`ws://${authority}/tserver`, { perMessageDeflate: false });
    const client = new LibraryLoadClient(webSocket);
    await once(webSocket, 'open');
    return client;
  }

  /** @returns the first answer; throws when it is an error */
  async ask(request: string, attributes: Readonly<Record<string, string>>): Promise<HeardEvent> {
    this.#lastReference += 1;
    const ReferenceID = this.#lastReference;
    const answer = await new Promise<HeardEvent>((resolve) => {
      this.#asked.set(ReferenceID, resolve);
      this.#webSocket.send(JSON.stringify({ request, ReferenceID, ...attributes }));
    });
    if (answer.event === 'EventError') throw new Error(`${request} was refused with ${answer.ErrorCode}`);
    return answer;
  }

  close(): void {
    this.#webSocket.terminate();
  }

  #hear(event: HeardEvent): void {
    this.heard += 1;
    const { ThisDN, EventSequenceNumber: number, ReferenceID } = event;
    if (event.ConnID !== undefined) this.checksum += number;
    if (ThisDN !== undefined) {
      if (number <= (this.#lastOf.get(ThisDN) ?? 0)) this.violations += 1;
      this.#lastOf.set(ThisDN, number);
    }
    if (ReferenceID !== undefined) {
      this.#asked.get(ReferenceID)?.(event);
      this.#asked.delete(ReferenceID);
    }
    this.onEvent(event);
  }
}
