import { connect, type Socket } from 'node:net';

/**
 * A pool of keep-alive connections that post JSON, one request at a time each. It speaks just enough HTTP for that:
 * a general client would cost the generator more than the server it measures.
 */
export class HttpPool {
  readonly #host: string;
  readonly #port: number;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  private constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  static async open(host: string, port: number, size: number): Promise<HttpPool> {
    const pool = new HttpPool(host, port);
    pool.#idle.push(...(await Promise.all(Array.from({ length: size }, () => Connection.open(host, port)))));
    return pool;
  }

  /**
   * @param headers whole lines
   * @returns the body of the answer; throws unless the status is 2xx
   */
  async post(path: string, body: string, headers = ''): Promise<string> {
    const connection = this.#idle.pop() ?? (await new Promise<Connection>((resolve) => this.#waiting.push(resolve)));
    try {
      return await connection.post(path, body, `${this.#host}:${this.#port}`, headers);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(connection);
      else next(connection);
    }
  }

  close(): void {
    for (const connection of this.#idle) connection.close();
  }
}

const HEADER_END = '\r\n\r\n';
const CONTENT_LENGTH = 'content-length: ';

class Connection {
  readonly #socket: Socket;
  #received = '';
  #settle: { resolve: (body: string) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('close', () => this.#settle?.reject(new Error('The server closed the connection')));
    socket.on('error', (error) => this.#settle?.reject(error));
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  post(path: string, body: string, host: string, headers: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('The server has closed the connection'));
      this.#settle = { resolve, reject };
      this.#socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${headers}${CONTENT_LENGTH}${body.length}${HEADER_END}${body}`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const headerEnd = this.#received.indexOf(HEADER_END);
    if (headerEnd < 0) return;
    const header = this.#received.slice(0, headerEnd).toLowerCase();
    const length = Number.parseInt(header.slice(header.indexOf(CONTENT_LENGTH) + CONTENT_LENGTH.length), 10);
    const body = this.#received.slice(headerEnd + HEADER_END.length);
    if (body.length < length) return;
    this.#received = '';
    const settle = this.#settle;
    this.#settle = undefined;
    const status = header.slice(9, 12);
    if (status.startsWith('2')) settle?.resolve(body);
    else settle?.reject(new Error(`HTTP ${status}: ${body}`));
  }
}
