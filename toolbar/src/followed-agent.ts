import { AgentStateSync } from './fusion/agent-state-sync.js';
import type { FusionHandler } from './fusion/fusionHandler.js';
import { sentenceOf } from './state/failure.js';
import type { ToolbarState } from './state/toolbar-state.js';
import type { Log } from './log.js';

/**
 * Tells this tab's Fusion how the agent is, while another tab leads. Each tab of Fusion has a phone icon of its own; and
 * unlike what is said of a contact, this may be said as often as there are tabs.
 */
export class FollowedAgent {
  readonly #sync: AgentStateSync;

  constructor(fusion: Pick<FusionHandler, 'makeAgentAvailable' | 'makeAgentUnavailable'>, log: Log) {
    this.#sync = new AgentStateSync(
      ({ available, loggedIn, why, code }) =>
        available ? fusion.makeAgentAvailable() : fusion.makeAgentUnavailable(loggedIn, why, code),
      {
        agreed: () => undefined,
        // The tab that leads has an accord with its Fusion, and this one only shows it.
        refused: (_state, error) => log(`Fusion was not told how the agent is: ${sentenceOf(error)}`),
      },
    );
  }

  /** What is only on its way to another state is not told. */
  follow({ availability, connection }: ToolbarState): void {
    switch (availability.phase) {
      case 'available':
        return this.#sync.want({ available: true, loggedIn: true });
      case 'unavailable': {
        const { why, code, signedOff = false } = availability;
        const loggedIn = connection.status === 'online' && !signedOff;
        return this.#sync.want({
          available: false,
          loggedIn,
          ...(why !== undefined && { why }),
          ...(code !== undefined && { code }),
        });
      }
      case 'failed':
        return this.#sync.want({ available: false, loggedIn: false, why: 'Connection lost' });
      case 'connecting':
      case 'leaving':
    }
  }
}
