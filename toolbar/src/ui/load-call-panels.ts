import { onDemand } from './on-demand.js';

/** What a call's card opens. Comes with the first call; until then, it says so in its place. */
export const loadPanels = onDemand(() => import('./call-panels.js'));
