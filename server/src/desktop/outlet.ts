import type { ChatFrameBody, CloseReason, SnapshotFrame, TEvent } from '@fusion-cti/protocol';
import type { CallChanges, CallEntry } from './call-book.js';
import type { FrameSocket } from './frame-socket.js';
import type { FrameWriter } from './frame-writer.js';
import { PUBLISHED_NAMES, publishedFrame } from './projection.js';

/** An event, with the call it is about. */
export interface DeskEvent {
  readonly event: TEvent;
  readonly call: CallEntry | undefined;
}

/** A frame that tells of no single event. */
interface ToldFrame {
  readonly eventName: string;
}

/** Where an agent's frames go: the level of the client decides which, and whether they are kept. */
export interface Outlet {
  readonly level: 'published' | 'full';
  /** The last sequence number; 0 where the level has none. */
  readonly seq: number;
  readonly connected: boolean;
  /** @returns the events that this level told, or keeps to tell */
  deliver(events: readonly DeskEvent[]): readonly DeskEvent[];
  /** @returns likewise */
  tellOfChats(frames: readonly ChatFrameBody[]): readonly ChatFrameBody[];
  /**
   * The line was nobody's for a while: tells how everything is now.
   * @param unheard what happened to calls meanwhile
   * @returns the frames
   */
  tellAnew(snapshot: SnapshotFrame, unheard: CallChanges): readonly ToldFrame[];
  attach(socket: FrameSocket): void;
  /** `true` when the socket was attached until now. */
  detach(socket: FrameSocket): boolean;
  close(reason: CloseReason): void;
}

/** Oracle's published level: whoever is connected hears it, and what nobody hears is gone. */
export class PublishedOutlet implements Outlet {
  readonly level = 'published';
  readonly seq = 0;
  readonly #sockets = new Set<FrameSocket>();

  get connected(): boolean {
    return this.#sockets.size > 0;
  }

  deliver(events: readonly DeskEvent[]): readonly DeskEvent[] {
    if (!this.connected) return [];
    const told = events.filter(({ event }) => PUBLISHED_NAMES[event.event] !== undefined);
    this.#send(
      told.flatMap(({ event, call }) => {
        const name = PUBLISHED_NAMES[event.event];
        return name === undefined ? [] : [publishedFrame(name, call)];
      }),
    );
    return told;
  }

  /** Who wrote the published protocol had calls only. */
  tellOfChats(): readonly ChatFrameBody[] {
    return [];
  }

  /** No word for it; but a call that ended unheard would be shown for ever, and one that rings not at all. */
  tellAnew(_snapshot: SnapshotFrame, { begun, ended }: CallChanges): readonly ToldFrame[] {
    const frames = [
      ...ended.map((call) => publishedFrame('EventReleased', call)),
      ...begun.map((call) => publishedFrame('EventRinging', call)),
    ];
    this.#send(frames);
    return frames;
  }

  attach(socket: FrameSocket): void {
    this.#sockets.add(socket);
  }

  detach(socket: FrameSocket): boolean {
    return this.#sockets.delete(socket);
  }

  close(reason: CloseReason): void {
    for (const socket of this.#sockets) socket.close(reason);
    this.#sockets.clear();
  }

  #send(frames: readonly ToldFrame[]): void {
    const texts = frames.map((frame) => JSON.stringify(frame));
    if (texts.length > 0) for (const socket of this.#sockets) socket.send(texts);
  }
}

/** Our level: events are numbered and kept for a while, so that a client that was cut off misses nothing. */
export class ResumableOutlet implements Outlet {
  readonly level = 'full';
  readonly #writer: FrameWriter;
  readonly #capacity: number;
  /** The newest events; the one with number n is at n modulo the capacity. Written out again only if asked for. */
  readonly #kept: (DeskEvent | ChatFrameBody)[] = [];
  #seq = 0;
  /** A client that has heard less than this hears everything anew. */
  #resumableFrom = 0;
  #socket: FrameSocket | undefined;

  constructor(writer: FrameWriter, capacity: number) {
    this.#writer = writer;
    this.#capacity = capacity;
  }

  get seq(): number {
    return this.#seq;
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  deliver(events: readonly DeskEvent[]): readonly DeskEvent[] {
    this.#tell(events);
    return events;
  }

  tellOfChats(frames: readonly ChatFrameBody[]): readonly ChatFrameBody[] {
    this.#tell(frames);
    return frames;
  }

  tellAnew(snapshot: SnapshotFrame): readonly ToldFrame[] {
    // It has no number of its own, so nobody can say whether they have heard it: whoever comes back hears it again.
    this.#resumableFrom = this.#seq + 1;
    this.#socket?.send([JSON.stringify(snapshot)]);
    return [snapshot];
  }

  /** The newest connection of a session is the session's: an older one is told so. */
  attach(socket: FrameSocket): void {
    this.#socket?.close('replaced');
    this.#socket = socket;
  }

  detach(socket: FrameSocket): boolean {
    if (this.#socket !== socket) return false;
    this.#socket = undefined;
    return true;
  }

  close(reason: CloseReason): void {
    this.#socket?.close(reason);
    this.#socket = undefined;
  }

  /** The frames after `seq`, with their original numbers; `undefined` when some are no longer kept. */
  framesAfter(seq: number): readonly string[] | undefined {
    if (seq > this.#seq || seq < this.#resumableFrom || this.#seq - seq > this.#capacity) return undefined;
    const frames: string[] = [];
    for (let n = seq + 1; n <= this.#seq; n += 1) {
      const kept = this.#kept[n % this.#capacity];
      if (kept !== undefined) frames.push(this.#frame(kept, n));
    }
    return frames;
  }

  #tell(told: readonly (DeskEvent | ChatFrameBody)[]): void {
    const first = this.#seq + 1;
    for (const one of told) {
      this.#seq += 1;
      if (this.#capacity > 0) this.#kept[this.#seq % this.#capacity] = one;
    }
    this.#socket?.send(told.map((one, n) => this.#frame(one, first + n)));
  }

  #frame(told: DeskEvent | ChatFrameBody, seq: number): string {
    if ('eventName' in told) return this.#writer.chatFrame(told, seq);
    return this.#writer.eventFrame(told.event, told.call, seq);
  }
}
