import { connect, type Socket } from 'node:net';
import { inParallel } from './agent-fleet.js';
import { field, PATH } from './chat-customers.js';
import { HttpPool } from './http-pool.js';
import { patiently } from './patience.js';

const POOL_SIZE = 64;
/** So that what was sent has been read, whoever else uses the machine. */
const SETTLING_MS = 2000;

/**
 * Clients whose polls are held, all of them at the same time, and that then say goodbye. A poll whose time is over before
 * the last client is there is followed by another one, as a client does it.
 */
export async function heldPolls(host: string, port: number, count: number): Promise<void> {
  const pool = await HttpPool.open(host, port, POOL_SIZE);
  const polls: Poll[] = [];
  try {
    await inParallel(Array.from({ length: count }), POOL_SIZE, async () => {
      polls.push(await Poll.open(pool, host, port));
    });
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    await inParallel(polls, POOL_SIZE, (poll) => poll.sayGoodbye(pool));
    await patiently('the end of the held polls', Promise.all(polls.map((poll) => poll.ended)));
  } finally {
    await Promise.all(polls.map((poll) => poll.close()));
    pool.close();
  }
}

class Poll {
  /** When the poll is answered that was held at the goodbye. */
  readonly ended: Promise<void>;
  readonly #clientId: string;
  readonly #socket: Socket;
  readonly #connect: string;
  #isLeaving = false;

  private constructor(clientId: string, socket: Socket, authority: string) {
    const body = JSON.stringify([{ channel: '/meta/connect', clientId, connectionType: 'long-polling' }]);
    this.#clientId = clientId;
    this.#socket = socket;
    this.#connect =
      `POST ${PATH} HTTP/1.1\r\nhost: ${authority}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`;
    this.ended = new Promise((resolve, reject) => {
      socket.setEncoding('latin1');
      socket.on('data', (answer: string) => {
        if (this.#isLeaving) resolve();
        else if (answer.includes('"successful":true')) this.#send();
        else reject(new Error(`A poll was refused: ${answer}`));
      });
      socket.once('error', reject);
    });
    // Whoever opens others meanwhile looks at it later.
    this.ended.catch(() => undefined);
  }

  /** Shakes hands and sends a connect. */
  static async open(pool: HttpPool, host: string, port: number): Promise<Poll> {
    const handshake = [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }];
    const clientId = field(await pool.post(PATH, JSON.stringify(handshake)), 'clientId');
    const socket = connect(port, host);
    const poll = new Poll(clientId, socket, `${host}:${port}`);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    poll.#send();
    return poll;
  }

  /** The poll is answered by it. */
  async sayGoodbye(pool: HttpPool): Promise<void> {
    this.#isLeaving = true;
    await pool.post(PATH, JSON.stringify([{ channel: '/meta/disconnect', clientId: this.#clientId }]));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.destroy();
    await closed;
  }

  #send(): void {
    this.#socket.write(this.#connect);
  }
}
