import { expect } from 'vitest';
import type { TestServer, TestSocket } from '../../testing/test-server.js';

export type Frame = Record<string, unknown> & { eventData?: Record<string, unknown> };

/** An agent at work: what they ask for, and what their toolbar hears. */
export class Worker {
  readonly socket: TestSocket;
  /** The session's secret. */
  readonly session: string;
  readonly #server: TestServer;

  private constructor(server: TestServer, session: string, socket: TestSocket) {
    this.#server = server;
    this.session = session;
    this.socket = socket;
  }

  static async start(server: TestServer, agent: string): Promise<Worker> {
    const { socket, session } = await server.atWork(agent);
    return new Worker(server, session, socket);
  }

  ask(type: string, fields: Record<string, unknown> = {}) {
    return this.#server.command(type, { ...fields, session: this.session });
  }

  async does(type: string, fields: Record<string, unknown> = {}): Promise<void> {
    expect(await this.ask(type, fields)).toEqual({ status: 200, body: { status: 'Success' } });
  }

  async hears(eventName: string): Promise<Frame> {
    return (await this.socket.until(eventName)).at(-1) as Frame;
  }

  /** A call from outside that this agent is in. */
  async takes(dn: string, from = '+14155550100'): Promise<string> {
    const connId = await this.#server.ring(dn, from);
    await this.does('accept', { connectionId: connId });
    await this.hears('EventEstablished');
    return connId;
  }

  /** Consults somebody; they answer. @returns the ConnID of the consultation */
  async consults(other: Worker, type: string, toNumber: string): Promise<string> {
    await this.does(type, { toNumber });
    const connId = (await this.hears('EventDialing')).connectionId as string;
    await other.hears('EventRinging');
    await other.does('accept');
    await this.hears('EventEstablished');
    await other.hears('EventEstablished');
    return connId;
  }
}
