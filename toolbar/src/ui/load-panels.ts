import { onDemand } from './on-demand.js';

/** The cards of calls: nobody needs them to become available, but whoever does will need them soon. */
export const loadCards = onDemand(() => import('./call-cards.js'));

/** The settings, and what is said of the browser's means. */
export const loadComfortPanels = onDemand(() => import('./comfort-panels.js'));

/** With a line that lets the agent choose. */
export const loadAgentMenu = onDemand(() => import('./cti-agent-menu.js'));

/** With a line that can do more than calls. */
export const loadMore = onDemand(() => import('./cti-more.js'));

/** What opens at the foot. */
export const loadTools = onDemand(() => import('./tool-panels.js'));

/** With the first chat: most pages never need it. */
export const loadChats = onDemand(() => import('./chat-elements.js'));
