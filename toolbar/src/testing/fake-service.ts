import { Server, type Client } from 'mock-socket';

export const SERVICE = 'http://cti.test';

export interface Posted {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A body that is a promise is one that never comes. */
type Answer = { readonly status?: number; readonly body: unknown } | Error;

/** A microservice: its socket in the browser's place, and its REST face behind `fetch`. */
export class FakeService {
  readonly posted: Posted[] = [];
  /** Subprotocols that each socket came with. */
  readonly offered: string[][] = [];
  readonly answers = new Map<string, Answer>();
  /** Called for each socket that opens. */
  greet: (send: (frame: object) => void) => void = () => undefined;
  /** Called when a browser wants to know whether anybody is there. */
  knocked: () => void = () => undefined;
  readonly #deaf: boolean;
  readonly #server: Server | undefined;
  #sockets: Client[] = [];

  /** `deaf`: no socket can be opened, and nobody is there. */
  constructor({ deaf = false }: { readonly deaf?: boolean } = {}) {
    this.#deaf = deaf;
    this.answers.set('/genesys/session', { body: { ticket: 't1', expiresInMs: 5000 } });
    this.answers.set('/genesys/events', { body: { status: 'Success' } });
    if (deaf) return;
    this.#server = new Server('ws://cti.test/genesysWs', {
      selectProtocol: (protocols) => {
        this.offered.push(protocols);
        return protocols[0] ?? '';
      },
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.push(socket);
      this.greet((frame) => socket.send(JSON.stringify(frame)));
    });
  }

  readonly fetch: typeof fetch = async (url, init) => {
    const path = new URL(url as string).pathname;
    if (this.#deaf) throw new TypeError('network');
    if (init?.method === 'HEAD') {
      this.knocked();
      return new Response(null, { status: 404 });
    }
    this.posted.push({ path, body: JSON.parse(init?.body as string) as Record<string, unknown> });
    const answer = this.answers.get(path);
    if (answer === undefined || answer instanceof Error) throw answer ?? new TypeError('network');
    if (answer.body instanceof Promise) await Promise.race([answer.body, aborted(init?.signal)]);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status ?? 200 });
  };

  /** To every socket that is open. */
  send(frame: object): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  close(code: number): void {
    const sockets = this.#sockets;
    this.#sockets = [];
    for (const socket of sockets) socket.close({ code, reason: '', wasClean: true });
  }

  get openSockets(): number {
    return this.#server?.clients().length ?? 0;
  }

  /** `initialize`, `accept c1`, ... */
  get commands(): readonly string[] {
    return this.posted
      .filter(({ path }) => path === '/genesys/events')
      .map(({ body }) => [body.type, body.toNumber, body.connectionId].filter(Boolean).join(' '));
  }

  stop(): void {
    this.#server?.stop();
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
}
