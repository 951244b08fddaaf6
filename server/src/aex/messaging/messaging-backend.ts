import { checkerOf } from '../../runtime/schema.js';
import type { ChatBackend, ChatLink, ChatOrder, StartedChat } from '../backend/chat-backend.js';
import type { RegionLine } from '../backend/region-line.js';
import { UpstreamError } from '../backend/upstream-error.js';
import type { Region } from '../regions.js';
import {
  MessagingLink,
  type MessagingOptions,
  type MessagingSession,
  MessagingSessionSchema,
} from './messaging-link.js';
import { GUEST } from './session-frames.js';

export interface MessagingBackendOptions extends MessagingOptions {
  readonly lineOf: (region: Region) => RegionLine;
}

const sessions = checkerOf(MessagingSessionSchema);

/** Web Messaging, the successor of web chat: a session of which the bridge itself says the token. */
export class MessagingBackend implements ChatBackend {
  readonly #options: MessagingBackendOptions;

  constructor(options: MessagingBackendOptions) {
    this.#options = options;
  }

  /** The session begins with its stream: until then there is nothing at the other side. */
  async start({ deploymentId, routingTarget, memberInfo }: ChatOrder): Promise<StartedChat> {
    const { ids } = this.#options;
    const { customFields, ...person } = memberInfo;
    const texts = Object.entries({ ...person, ...(customFields as object | undefined) }).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    // [A] Routing is by an inbound flow: the queue is an attribute that the flow may look at.
    const attributes = { ...Object.fromEntries(texts), queue: routingTarget.targetAddress };
    const session: MessagingSession = { token: ids.uuid(), deploymentId, attributes };
    return { id: ids.uuid(), guestId: GUEST, session };
  }

  link(region: Region, { session }: StartedChat): ChatLink {
    if (!sessions.fits(session)) throw new UpstreamError('refused', { code: 'session.unreadable' });
    return new MessagingLink(this.#options.lineOf(region), session, this.#options);
  }
}
