import type { IncomingHttpHeaders } from 'node:http';
import { OriginPolicy } from '../../../runtime/origins.js';
import type { ChannelPlace, Directory } from '../../directory.js';
import { ByocError } from '../../errors.js';

/** Which pages may have the widget of which channel. */
export class WidgetOrigins {
  readonly #directory: Directory;
  readonly #isOpen: boolean;
  readonly #policies = new Map<string, OriginPolicy>();

  /** @param isOpen pages of this machine may have them all */
  constructor(directory: Directory, isOpen: boolean) {
    this.#directory = directory;
    this.#isOpen = isOpen;
  }

  /** @returns `undefined` for what is no widget's channel */
  place(channel: string): ChannelPlace | undefined {
    const place = this.#directory.find(channel);
    return place?.channel.widget === undefined ? undefined : place;
  }

  policy(channel: string): OriginPolicy {
    const known = this.#policies.get(channel);
    if (known !== undefined) return known;
    const allowedOrigins = this.#directory.find(channel)?.channel.widget?.origins ?? [];
    const policy = new OriginPolicy({ allowedOrigins, open: this.#isOpen });
    this.#policies.set(channel, policy);
    return policy;
  }

  /** @throws ByocError `unknown_channel`, `origin_forbidden` */
  admit(channel: string, headers: IncomingHttpHeaders): ChannelPlace {
    const place = this.place(channel);
    if (place === undefined) throw new ByocError('unknown_channel');
    if (!this.policy(channel).allows(headers)) throw new ByocError('origin_forbidden');
    return place;
  }
}
