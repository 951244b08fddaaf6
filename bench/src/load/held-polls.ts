import { connect, type Socket } from 'node:net';
import { inParallel } from './agent-fleet.js';
import { field, PATH } from './chat-customers.js';
import { HttpPool } from './http-pool.js';
import { patiently } from './patience.js';

const POOL_SIZE = 64;
/** So that what was sent has been read, whoever else uses the machine. */
const SETTLING_MS = 2000;

/**
 * Clients whose polls are held, all of them at the same time, and that then say goodbye.
 * @throws Error when one of the polls was not held
 */
export async function heldPolls(host: string, port: number, count: number): Promise<void> {
  const pool = await HttpPool.open(host, port, POOL_SIZE);
  const polls: Poll[] = [];
  try {
    await inParallel(Array.from({ length: count }), POOL_SIZE, async () => {
      polls.push(await Poll.open(pool, host, port));
    });
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    const answered = polls.filter((poll) => poll.isAnswered).length;
    if (answered > 0) throw new Error(`${answered} of ${count} polls were not held`);
    await inParallel(polls, POOL_SIZE, (poll) => poll.sayGoodbye(pool));
    await patiently('the end of the held polls', Promise.all(polls.map((poll) => poll.answered)));
  } finally {
    await Promise.all(polls.map((poll) => poll.close()));
    pool.close();
  }
}

class Poll {
  readonly answered: Promise<void>;
  readonly #clientId: string;
  readonly #socket: Socket;
  isAnswered = false;

  private constructor(clientId: string, socket: Socket) {
    this.#clientId = clientId;
    this.#socket = socket;
    this.answered = new Promise((resolve, reject) => {
      socket.once('data', () => {
        this.isAnswered = true;
        resolve();
      });
      socket.once('error', reject);
    });
  }

  /** Shakes hands and sends a connect. */
  static async open(pool: HttpPool, host: string, port: number): Promise<Poll> {
    const handshake = [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }];
    const clientId = field(await pool.post(PATH, JSON.stringify(handshake)), 'clientId');
    const body = JSON.stringify([{ channel: '/meta/connect', clientId, connectionType: 'long-polling' }]);
    const socket = connect(port, host);
    const poll = new Poll(clientId, socket);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\n` +
        `content-length: ${body.length}\r\n\r\n${body}`,
    );
    return poll;
  }

  /** The poll is answered by it. */
  async sayGoodbye(pool: HttpPool): Promise<void> {
    await pool.post(PATH, JSON.stringify([{ channel: '/meta/disconnect', clientId: this.#clientId }]));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.destroy();
    await closed;
  }
}
