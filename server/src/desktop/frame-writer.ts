import { type ChatFrameBody, T_EVENTS, type TEvent } from '@fusion-cti/protocol';
import type { CallEntry } from './call-book.js';
import { eventDataOf } from './projection.js';

/**
 * Writes the frames of our level as text. An event that goes to several clients is turned into JSON once: only its head differs from
 * client to client, so frames are put together from finished pieces.
 */
export class FrameWriter {
  #lastEvent: TEvent | undefined;
  #lastData = '';
  readonly #callParts = new WeakMap<CallEntry, string>();

  eventFrame(event: TEvent, call: CallEntry | undefined, seq: number): string {
    const name = event.event;
    const head = `{"seq":${seq},"eventName":"${name}","eventType":"${name}","messageId":${T_EVENTS[name]},`;
    return `${head}${this.#callPart(call)}"eventData":${this.#data(event)}}`;
  }

  chatFrame(body: ChatFrameBody, seq: number): string {
    return `{"seq":${seq},${JSON.stringify(body).slice(1)}`;
  }

  #data(event: TEvent): string {
    if (event !== this.#lastEvent) {
      this.#lastData = JSON.stringify(eventDataOf(event));
      this.#lastEvent = event;
    }
    return this.#lastData;
  }

  /** The fields of a call, as members of a frame: written once a call, read by each of its frames. */
  #callPart(call: CallEntry | undefined): string {
    if (call === undefined) return '';
    const known = this.#callParts.get(call);
    if (known !== undefined) return known;
    const part = `${JSON.stringify(call).slice(1, -1)},`;
    this.#callParts.set(call, part);
    return part;
  }
}
