import { OtherSide } from '../../testing/other-side.js';
import { Waiting } from '../../testing/waiting.js';

export interface Publication {
  readonly type: string;
  readonly message: string;
  readonly messageId: string;
  readonly conversationId: string;
  readonly agent: { readonly id: string; readonly displayName: string } | null;
  readonly ReturnContext: Readonly<Record<string, unknown>>;
  readonly cause?: string;
}

/** What becomes of a publication: a status, or a connection that ends before or after it was taken. */
export type StubFault = number | 'cut-before' | 'cut-after';

/** The bot's side, which hears what agents say. */
export class AexStub {
  readonly publications: Publication[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** Requests, whatever became of them. */
  requests = 0;
  fault: (publication: Publication) => StubFault | undefined = () => undefined;
  readonly #waiting = new Waiting();
  readonly #side = new OtherSide((request, response, body) => {
    const publication = JSON.parse(body) as Publication;
    const fault = this.fault(publication);
    this.requests += 1;
    if (fault === undefined || fault === 'cut-after') {
      this.publications.push(publication);
      this.authorizations.push(request.headers.authorization);
    }
    if (typeof fault === 'string') request.socket.destroy();
    else response.writeHead(fault ?? 200, { 'retry-after': '0' }).end('{}');
    this.#waiting.happened();
  });

  static async start(): Promise<AexStub> {
    const stub = new AexStub();
    await stub.#side.listen();
    return stub;
  }

  get url(): string {
    return `${this.#side.url}/api/livechat/v1/agentmessage/publish`;
  }

  of(conversationId: string): Publication[] {
    return this.publications.filter((one) => one.conversationId === conversationId);
  }

  /** `type text` of each, without repetitions. */
  story(conversationId: string): string[] {
    const seen = new Set<string>();
    return this.of(conversationId)
      .filter(({ messageId }) => seen.size !== seen.add(messageId).size)
      .map(({ type, message }) => (type === 'message' ? message : type));
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  stop(): Promise<void> {
    return this.#side.stop();
  }
}
