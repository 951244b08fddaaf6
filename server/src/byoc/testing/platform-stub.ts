import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from '../channels/signature.js';
import { OtherSide } from '../../testing/other-side.js';
import { Waiting } from '../../testing/waiting.js';

/** What a platform is told. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly channelId: string;
  readonly threadId: string;
  readonly customerId: string;
  readonly message?: {
    readonly id: string;
    readonly at: string;
    readonly text: string;
    readonly author: string;
    readonly attachments: readonly { readonly friendlyName: string; readonly url: string }[];
  };
  readonly countdownMs?: number;
  readonly cause?: string;
  readonly messageId?: string;
  readonly reason?: string;
  readonly isTyping?: boolean;
}

export const WEBHOOK_SECRET = 'webhook-secret-of-the-hole';

/** The external platform, told by the middleware. What is not signed as agreed it does not take. */
export class PlatformStub {
  readonly told: Told[] = [];
  readonly unsigned: string[] = [];
  fault: (told: Told) => number | 'cut-after' | undefined = () => undefined;
  readonly #waiting = new Waiting();
  readonly #side = new OtherSide((request, response, body) => {
    const told = JSON.parse(body) as Told;
    const timestamp = String(request.headers[TIMESTAMP_HEADER]);
    const signed = { direction: 'to-channel', channel: told.channelId, timestamp, body } as const;
    if (request.headers[SIGNATURE_HEADER] !== signatureOf(WEBHOOK_SECRET, signed)) this.unsigned.push(told.id);
    const fault = this.fault(told);
    if (typeof fault !== 'number') this.told.push(told);
    if (fault === 'cut-after') request.socket.destroy();
    else response.writeHead(fault ?? 204).end();
    this.#waiting.happened();
  });

  static async start(): Promise<PlatformStub> {
    const stub = new PlatformStub();
    await stub.#side.listen();
    return stub;
  }

  get url(): string {
    return `${this.#side.url}/hook`;
  }

  /** What came for a thread, once each: the words of messages, the type of all else. */
  story(thread: string): string[] {
    const seen = new Set<string>();
    return this.told
      .filter(({ threadId, id }) => threadId === thread && seen.size !== seen.add(id).size)
      .map(({ type, message, cause }) => message?.text ?? [type, cause].filter(Boolean).join(' '));
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  stop(): Promise<void> {
    return this.#side.stop();
  }
}
