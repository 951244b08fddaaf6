/** Fusion is one application, however many tabs it is open in: each shows the agent's contacts. */
import type { Engagement } from './fusion-state.js';

export interface FusionTabs {
  /** To the other tabs: a contact is like this now. */
  tell(engagement: Engagement): void;
  /** `greeted`: another tab has opened, and wants to hear of every contact. */
  listen(heard: { changed: (engagement: Engagement) => void; greeted: () => void }): void;
}

export const ONE_TAB: FusionTabs = { tell: () => undefined, listen: () => undefined };

type Message = { readonly kind: 'greet' } | { readonly kind: 'contact'; readonly engagement: Engagement };

/** The tabs of this browser in which the same agent is signed in. */
export function browserTabs(agentId: string): FusionTabs {
  const channel = new BroadcastChannel(`local-fusion ${agentId}`);
  const say = (message: Message): void => channel.postMessage(message);
  return {
    tell: (engagement) => say({ kind: 'contact', engagement }),
    listen: ({ changed, greeted }) => {
      channel.onmessage = ({ data }: MessageEvent<Message>) =>
        data.kind === 'greet' ? greeted() : changed(data.engagement);
      say({ kind: 'greet' });
    },
  };
}
