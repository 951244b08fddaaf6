import { WebSocket } from 'ws';
import type { Clock, Timer } from '../../runtime/clock.js';
import { openOutboundSocket, type OutboundOptions } from '../../runtime/outbound/index.js';
import type { BridgeMetrics } from '../bridge-metrics.js';
import { errorOfCall, UpstreamError, type UpstreamKind } from '../backend/upstream-error.js';
import { frameOf, type SessionFrame } from './session-frames.js';

export interface SocketParts {
  readonly url: string;
  readonly origin: string;
  readonly options: OutboundOptions;
  readonly clock: Clock;
  /** Milliseconds for an answer. */
  readonly answerMs: number;
  readonly metrics: BridgeMetrics;
}

/** By its `action` it is counted. */
export interface SessionRequest extends Readonly<Record<string, unknown>> {
  readonly action: string;
}

/** [C] Codes of refusals: 4006 expired, 4007 not found, 4029 too many; others are about the request. */
const KINDS: Readonly<Record<number, UpstreamKind>> = {
  4006: 'gone',
  4007: 'gone',
  4029: 'throttled',
  429: 'throttled',
  401: 'denied',
};

interface Asked {
  readonly answer: (frame: SessionFrame) => void;
  readonly fail: (error: UpstreamError) => void;
}

/** One WebSocket of a messaging session: requests find their answers by tracing ids. */
export class SessionSocket {
  readonly #webSocket: WebSocket;
  readonly #parts: SocketParts;
  readonly #asked = new Map<string, Asked>();

  private constructor(webSocket: WebSocket, parts: SocketParts) {
    this.#webSocket = webSocket;
    this.#parts = parts;
  }

  /**
   * @param hears every frame; `undefined` for one that cannot be read
   * @throws UpstreamError
   */
  static async open(
    parts: SocketParts,
    hears: (frame: SessionFrame | undefined) => void,
    closed: (code: number) => void,
  ): Promise<SessionSocket> {
    let socket: SessionSocket | undefined;
    const listen = (webSocket: WebSocket) => {
      webSocket.on('message', (data) => {
        const frame = frameOf((data as Buffer).toString('utf8'));
        hears(frame);
        if (frame !== undefined && socket !== undefined) socket.#match(frame);
      });
      webSocket.once('close', (code) => {
        if (socket !== undefined) socket.#fail();
        closed(code);
      });
    };
    const headers = parts.origin === '' ? {} : { origin: parts.origin };
    try {
      socket = new SessionSocket(await openOutboundSocket(parts.url, parts.options, listen, { headers }), parts);
      return socket;
    } catch (error) {
      throw errorOfCall(error);
    }
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN;
  }

  /**
   * Asks, and waits for the answer with the same tracing id.
   * @throws UpstreamError: `unsure` when none comes
   */
  async ask(request: SessionRequest, tracingId: string): Promise<SessionFrame> {
    if (!this.isOpen) throw new UpstreamError('unsent');
    const { clock, answerMs, metrics } = this.#parts;
    const begun = clock.now();
    let code: number | string = 'none';
    let timer: Timer | undefined;
    try {
      const frame = await new Promise<SessionFrame>((answer, fail) => {
        this.#asked.set(tracingId, { answer, fail });
        timer = clock.setTimer('aex messaging answer', answerMs, () =>
          fail(new UpstreamError('unsure', { isTimeout: true })),
        );
        this.#webSocket.send(JSON.stringify({ ...request, tracingId }));
      });
      code = frame.code ?? 200;
      const error = refusalOf(frame);
      if (error !== undefined) throw error;
      return frame;
    } finally {
      timer?.cancel();
      metrics.answered(request.action, code, (clock.now() - begun) / 1000);
      this.#asked.delete(tracingId);
    }
  }

  close(): void {
    this.#webSocket.terminate();
  }

  #match(frame: SessionFrame): void {
    this.#asked.get(frame.tracingId ?? '')?.answer(frame);
  }

  #fail(): void {
    for (const { fail } of this.#asked.values()) fail(new UpstreamError('unsure'));
  }
}

function refusalOf({ code = 200, body }: SessionFrame): UpstreamError | undefined {
  if (code === 200) return undefined;
  const { retryAfter = 0 }: { retryAfter?: number } = typeof body === 'object' && body !== null ? body : {};
  const waitMs = Number.isFinite(retryAfter) ? Math.max(0, retryAfter * 1000) : 0;
  return new UpstreamError(KINDS[code] ?? 'refused', { status: code, code: `messaging.${code}`, waitMs });
}
