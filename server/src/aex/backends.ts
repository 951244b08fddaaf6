import type { IdSource } from '../runtime/ids.js';
import type { ChatBackend } from './backend/chat-backend.js';
import { type LineOptions, RegionLine } from './backend/region-line.js';
import type { Region } from './regions.js';
import { MessagingBackend } from './messaging/messaging-backend.js';
import { WebchatBackend } from './webchat/webchat-backend.js';

export interface BackendOptions extends LineOptions {
  readonly ids: IdSource;
}

/** The ways into Genesys Cloud, by name. A chat stays with the one that it began with. */
export function backendsOf(options: BackendOptions): { backends: ReadonlyMap<string, ChatBackend>; close: () => void } {
  const { config, clock, ids } = options;
  const lines = new Map<string, RegionLine>();
  const lineOf = (region: Region) => {
    const line = lines.get(region.domain) ?? new RegionLine(region, options);
    lines.set(region.domain, line);
    return line;
  };
  const oauthOf = (region: Region) => config.oauth.find(({ domain }) => domain === region.domain);
  const { messagingOrigin: origin, callMs: answerMs } = config;
  return {
    backends: new Map<string, ChatBackend>([
      ['webchat', new WebchatBackend({ clock, lineOf, oauthOf })],
      ['messaging', new MessagingBackend({ clock, ids, origin, answerMs, lineOf })],
    ]),
    close: () => {
      for (const line of lines.values()) line.close();
    },
  };
}
