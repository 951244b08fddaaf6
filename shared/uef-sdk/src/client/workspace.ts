/** Asks the host what the desktop looks like now; asked anew every time, because tabs and engagements come and go. */
import { parseWorkspace, WORKSPACE_METHOD, type HostWorkspace } from '../wire.js';
import type { HostLink } from './host-link.js';

export async function askWorkspace(link: HostLink): Promise<HostWorkspace> {
  return parseWorkspace(await link.ask(WORKSPACE_METHOD, {}));
}
