import type { ByocBrand, ByocChannel, ByocConfig, ByocIntegration } from '../runtime/config-byoc.js';
import { ByocError } from './errors.js';

/** A channel, and whose it is. */
export interface ChannelPlace {
  readonly brand: ByocBrand;
  readonly integration: IntegrationPlace;
  readonly channel: ByocChannel;
}

/** An integration, and whose it is. */
export interface IntegrationPlace {
  readonly brand: ByocBrand;
  readonly id: string;
  readonly boxClientId: string;
  readonly boxSecrets: readonly string[];
  readonly channels: readonly ByocChannel[];
}

/** Who is served: brands, their integrations and channels. */
export class Directory {
  readonly brands: readonly ByocBrand[];
  readonly #integrations = new Map<string, IntegrationPlace>();
  readonly #channels = new Map<string, ChannelPlace>();

  constructor({ brands }: ByocConfig) {
    this.brands = brands;
    for (const brand of brands) for (const integration of brand.integrations) this.#add(brand, integration);
  }

  /** By the client id that CXone was given. */
  client(boxClientId: string): IntegrationPlace | undefined {
    return this.#integrations.get(boxClientId);
  }

  find(channel: string): ChannelPlace | undefined {
    return this.#channels.get(channel);
  }

  /** @throws ByocError `unknown_channel` */
  channel(id: string): ChannelPlace {
    const place = this.#channels.get(id);
    if (place === undefined) throw new ByocError('unknown_channel');
    return place;
  }

  /**
   * That of another integration is unknown to this one.
   * @throws ByocError `unknown_channel`
   */
  channelOf(integration: IntegrationPlace, id: string): ChannelPlace {
    const place = this.channel(id);
    if (place.integration !== integration) throw new ByocError('unknown_channel');
    return place;
  }

  #add(brand: ByocBrand, { id, boxClientId, boxSecrets, channels }: ByocIntegration): void {
    const integration = { brand, id, boxClientId, boxSecrets, channels };
    this.#integrations.set(boxClientId, integration);
    for (const channel of channels) this.#channels.set(channel.id, { brand, integration, channel });
  }
}
