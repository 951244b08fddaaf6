import { createServer as createHttp, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.js';

/** A real server of somebody else. */
export class Partner {
  readonly server: Server;
  /** `GET /path` of each request that came. */
  readonly requests: string[] = [];
  readonly hosts: (string | undefined)[] = [];
  /** Connections that were ever made. */
  connections = 0;
  readonly #sockets = new Set<Socket>();
  #waiting: (() => void)[] = [];

  private constructor(isSecure: boolean, answer: RequestListener) {
    const listener: RequestListener = (request, response) => {
      this.#note(request);
      answer(request, response);
    };
    this.server = isSecure ? createHttps({ key: TEST_KEY, cert: TEST_CERTIFICATE }, listener) : createHttp(listener);
    this.server.on('upgrade', (request) => this.#note(request));
    this.server.on('connection', (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      this.#notify();
    });
  }

  /** @param host an address of this machine; all of 127.0.0.0/8 are */
  static async start(
    answer: RequestListener,
    { isSecure = false, host = '127.0.0.1', port = 0 }: { isSecure?: boolean; host?: string; port?: number } = {},
  ): Promise<Partner> {
    const partner = new Partner(isSecure, answer);
    await new Promise<void>((resolve, reject) => {
      partner.server.once('error', reject);
      partner.server.listen(port, host, resolve);
    });
    return partner;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Waits until `isSo`, looked at whenever somebody connects or asks something. */
  async until(isSo: (partner: Partner) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #note(request: IncomingMessage): void {
    this.requests.push(`${request.method} ${request.url}`);
    this.hosts.push(request.headers.host);
    this.#notify();
  }

  #notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
