import type { VendorEvent } from './frame-reader.js';
import type { AgentAtSwitch } from './line-record.js';

/** How the agent is after an event; `undefined` for one that says nothing of them. `now`: milliseconds since 1970. */
export function agentAfter(event: VendorEvent, now: number): AgentAtSwitch | undefined {
  switch (event.kind) {
    case 'ready':
      return { state: 'Ready', since: now };
    case 'notReady': {
      const { absence, lastsMs } = event;
      return { state: 'NotReady', since: now, absence, ...(lastsMs !== undefined && { until: now + lastsMs }) };
    }
    case 'loggedOut':
      return { state: 'Null' };
    case 'line':
    case 'call':
      return undefined;
  }
}
