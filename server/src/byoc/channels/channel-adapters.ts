import type { ChannelParcel } from '../book.js';
import type { ChannelPlace } from '../directory.js';
import type { ChannelAdapter, ChannelDelivery } from './channel-adapter.js';

/** Each channel by the adapter of its kind. */
export class ChannelAdapters implements ChannelAdapter {
  readonly #webhook: ChannelAdapter;
  readonly #widget: ChannelAdapter;

  constructor(webhook: ChannelAdapter, widget: ChannelAdapter) {
    this.#webhook = webhook;
    this.#widget = widget;
  }

  deliver(place: ChannelPlace, parcel: ChannelParcel): Promise<ChannelDelivery> {
    return this.#of(place).deliver(place, parcel);
  }

  reaches(place: ChannelPlace, customer: string): Promise<boolean> {
    return this.#of(place).reaches(place, customer);
  }

  close(): void {
    this.#webhook.close();
    this.#widget.close();
  }

  #of({ channel }: ChannelPlace): ChannelAdapter {
    return channel.widget === undefined ? this.#webhook : this.#widget;
  }
}
