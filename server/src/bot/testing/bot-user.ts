import type { Answer, TestServer } from '../../testing/test-server.js';
import type { TalkNews } from '../news-stream.js';
import type { TalkLine, TalkPhase } from '../talk.js';
import type { TraceRow } from '../trace.js';

/** A user at the bot page: what it asks for and hears, over real HTTP. */
export class BotUser {
  readonly id: string;
  readonly lines: TalkLine[] = [];
  readonly rows: TraceRow[] = [];
  phase: TalkPhase = 'bot';
  typing = '';
  readonly #server: TestServer;
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];

  private constructor(server: TestServer, id: string) {
    this.#server = server;
    this.id = id;
  }

  static async begin(server: TestServer): Promise<BotUser> {
    const { body } = await server.post('/bot/conversations', { name: 'Maria Gonzalez', email: 'maria@example.com' });
    const user = new BotUser(server, body.id as string);
    await user.#listen();
    return user;
  }

  do(what: 'messages' | 'person' | 'typing' | 'end', body: object = {}): Promise<Answer> {
    return this.#server.post(`/bot/conversations/${this.id}/${what}`, body);
  }

  async says(text: string): Promise<void> {
    const { status, body } = await this.do('messages', { text });
    if (status !== 202) throw new Error(`It was not taken: ${JSON.stringify(body)}`);
  }

  /** `who: text` of each line. */
  get story(): string[] {
    return this.lines.map(({ by, name, text }) => `${by === 'agent' ? name : by}: ${text}`);
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  hears(text: string): Promise<void> {
    return this.until(() => this.story.some((line) => line.includes(text)));
  }

  goAway(): void {
    this.#abort.abort();
  }

  async #listen(): Promise<void> {
    const response = await fetch(`${this.#server.url}/bot/conversations/${this.id}/events`, {
      signal: this.#abort.signal,
    });
    if (response.body === null) throw new Error('There are no events');
    void this.#read(response.body.pipeThrough(new TextDecoderStream()));
    await this.until(() => this.lines.length > 0);
  }

  async #read(texts: ReadableStream<string>): Promise<void> {
    let rest = '';
    try {
      for await (const text of texts) {
        const events = (rest + text).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) this.#hear(JSON.parse(event.replace(/^data: /, '')) as TalkNews);
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }

  #hear({ lines, rows, phase, typing }: TalkNews): void {
    this.lines.push(...lines);
    this.rows.push(...rows);
    this.phase = phase;
    this.typing = typing;
    for (const go of this.#waiting.splice(0)) go();
  }
}
