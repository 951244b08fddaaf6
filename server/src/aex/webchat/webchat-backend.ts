import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import { type OauthClient, type TokenCache } from '../../runtime/outbound/index.js';
import { WEB_SOCKET, targetOf } from '../../runtime/outbound/targets.js';
import { accessTokens } from '../backend/access-tokens.js';
import type { ChatBackend, ChatLink, ChatOrder, StartedChat } from '../backend/chat-backend.js';
import type { RegionLine, Repeating } from '../backend/region-line.js';
import { errorOfCall, UpstreamError } from '../backend/upstream-error.js';
import type { Region } from '../regions.js';
import { GUEST_PATH, WebchatLink, type WebchatSession, WebchatSessionSchema } from './webchat-link.js';
import { checkerOf } from '../../runtime/schema.js';

const CreatedSchema = Type.Object({
  id: Type.String({ pattern: '^[\\w-]{1,100}$' }),
  jwt: Type.String({ minLength: 1, maxLength: 8192 }),
  eventStreamUri: Type.String({ minLength: 1, maxLength: 8192 }),
  member: Type.Object({ id: Type.String({ pattern: '^[\\w.:-]{1,100}$' }) }),
});

/**
 * After a time-out there may be a chat already, which nobody would know of: only what has certainly done nothing is
 * tried again.
 */
const CREATING: Repeating = { tries: 3, on: ['throttled', 'unsent'], statuses: [503] };

const sessions = checkerOf(WebchatSessionSchema);

export interface WebchatOptions {
  readonly clock: Clock;
  readonly lineOf: (region: Region) => RegionLine;
  /** The client of a region; `undefined`: guests need no token. */
  readonly oauthOf: (region: Region) => OauthClient | undefined;
}

/** Web chat, version 2: guests by REST, and an event stream. */
export class WebchatBackend implements ChatBackend {
  readonly #options: WebchatOptions;
  readonly #tokens = new Map<string, TokenCache>();

  constructor(options: WebchatOptions) {
    this.#options = options;
  }

  async start(order: ChatOrder): Promise<StartedChat> {
    const line = this.#options.lineOf(order.region);
    const { id, jwt, eventStreamUri, member } = await this.#create(line, order);
    const session: WebchatSession = { jwt, stream: eventStreamUri };
    const chat = { id, guestId: member.id, session };
    try {
      targetOf(eventStreamUri, WEB_SOCKET, order.region.streamTargets);
    } catch (error) {
      // Nobody will ever listen to it: it must not stay.
      await this.link(order.region, chat).end();
      throw errorOfCall(error);
    }
    return chat;
  }

  link(region: Region, { id, guestId, session }: StartedChat): ChatLink {
    if (!sessions.fits(session)) throw new UpstreamError('refused', { code: 'session.unreadable' });
    return new WebchatLink(this.#options.lineOf(region), { id, guestId, session });
  }

  async #create(line: RegionLine, order: ChatOrder) {
    const { organizationId, deploymentId, routingTarget, memberInfo, authorization } = order;
    const body = JSON.stringify({ organizationId, deploymentId, routingTarget, memberInfo });
    const create = (token: string) => {
      const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: token }) };
      return line.read(
        `${line.region.apiBase}${GUEST_PATH}`,
        { operation: 'create', method: 'POST', headers, body },
        CREATING,
        CreatedSchema,
      );
    };
    const tokens = authorization === '' ? this.#tokensOf(line) : undefined;
    if (tokens === undefined) return create(authorization);
    const isDenied = (error: unknown) => error instanceof UpstreamError && error.kind === 'denied';
    return tokens.use((token) => create(`Bearer ${token}`), isDenied);
  }

  #tokensOf(line: RegionLine): TokenCache | undefined {
    const { domain } = line.region;
    const client = this.#options.oauthOf(line.region);
    if (client === undefined) return undefined;
    const tokens = this.#tokens.get(domain) ?? accessTokens(line, client, this.#options.clock);
    this.#tokens.set(domain, tokens);
    return tokens;
  }
}
