import type { ChannelParcel } from '../book.js';
import type { ChannelPlace } from '../directory.js';

/** What came of telling a channel something. */
export type ChannelDelivery =
  | { readonly kind: 'done' }
  /** It is safe, and the customer's side will say when it has it. */
  | { readonly kind: 'kept' }
  /** It may succeed later. */
  | { readonly kind: 'again'; readonly waitMs: number; readonly why: string }
  /** The platform will never take it. */
  | { readonly kind: 'dead'; readonly why: string };

/**
 * One kind of messaging platform. What customers do there, an adapter hands to `Customers`; what agents do, it is told
 * here: in order for each thread, again when nobody knows whether it arrived, with the same parcel id each time.
 */
export interface ChannelAdapter {
  deliver(place: ChannelPlace, parcel: ChannelParcel): Promise<ChannelDelivery>;
  /** Whether there is such a customer, as far as the channel can tell. */
  reaches(place: ChannelPlace, customer: string): Promise<boolean>;
  close(): void;
}
