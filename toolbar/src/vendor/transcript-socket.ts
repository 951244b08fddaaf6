import { closeCodeEntry, fits, SUBPROTOCOL, type Shape, type ShapeOf } from '@fusion-cti/protocol';
import type { Log } from '../log.js';
import type { Clock } from '../state/clock.js';
import { ReturnPlan } from './return-plan.js';

/** Something that was said, as speech recognition tells it. */
const LINE_SHAPE = {
  role: ['AGENT', 'END_USER'],
  transcript: 'string',
  final: 'boolean',
  messageId: 'string',
  /** In which call. Only a server of our level says so. */
  connectionId: 'string?',
} as const satisfies Shape;
export type TranscriptLine = ShapeOf<typeof LINE_SHAPE>;

export interface TranscriptSettings {
  /** Absolute, `ws:` or `wss:`. */
  readonly url: string;
  /** Proves whose calls may be heard; `undefined` at the published level. */
  readonly session: () => string | undefined;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly log: Log;
}

export interface TranscriptListener {
  said(line: TranscriptLine): void;
  /** Nothing more will be heard until it is back. */
  lost(why: string): void;
  back(): void;
}

/** The second socket of Oracle's guide. It is open while there is a conversation, and come back to while there is one. */
export class TranscriptSocket {
  readonly #settings: TranscriptSettings;
  readonly #listener: TranscriptListener;
  readonly #return: ReturnPlan;
  #socket: WebSocket | undefined;
  #wanted = false;

  constructor(settings: TranscriptSettings, listener: TranscriptListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#return = new ReturnPlan(settings.clock, settings.chance);
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) return this.#open();
    this.#return.succeed();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #open(): void {
    const session = this.#settings.session();
    const socket = new WebSocket(this.#settings.url, session === undefined ? [] : [SUBPROTOCOL]);
    this.#socket = socket;
    socket.onopen = () => {
      if (session !== undefined) socket.send(JSON.stringify({ session }));
      this.#return.succeed();
      this.#listener.back();
    };
    socket.onmessage = ({ data }) => {
      const line = parse(String(data));
      if (socket !== this.#socket) return;
      if (line === undefined) this.#settings.log('A transcript line that is not of this protocol was ignored.');
      else this.#listener.said(line);
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      this.#listener.lost(closeCodeEntry(code).sentence);
      this.#return.schedule(() => this.#open());
    };
  }
}

function parse(text: string): TranscriptLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return fits(LINE_SHAPE, value) ? value : undefined;
  } catch {
    return undefined; // As with frames: that it is none is all there is to say.
  }
}
