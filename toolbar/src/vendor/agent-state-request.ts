import type { Timer } from '../state/clock.js';
import { DEFAULT_TIMES, type VendorSettings } from './vendor-settings.js';

export type RequestedState = 'ready' | 'notReady';

/**
 * A change of the agent's state that was asked of the switch. The answer to the request says only that it was taken:
 * the wait that begins here is for the event.
 */
export class AgentStateRequest {
  readonly #settings: Pick<VendorSettings, 'clock' | 'times'>;
  readonly #overdue: (state: RequestedState, ms: number) => void;
  #awaited: { readonly state: RequestedState; readonly timer: Timer } | undefined;

  constructor(settings: Pick<VendorSettings, 'clock' | 'times'>, overdue: (state: RequestedState, ms: number) => void) {
    this.#settings = settings;
    this.#overdue = overdue;
  }

  /** @throws whatever `send` throws; then nothing is waited for */
  async make(state: RequestedState, send: () => Promise<unknown>): Promise<void> {
    const { agentStateMs } = this.#settings.times ?? DEFAULT_TIMES;
    this.cancel();
    // Before the request: the event may overtake the answer.
    const timer = this.#settings.clock.after(`switch.${state}`, agentStateMs, () => {
      this.#awaited = undefined;
      this.#overdue(state, agentStateMs);
    });
    this.#awaited = { state, timer };
    try {
      await send();
    } catch (error) {
      this.arrived(state);
      throw error;
    }
  }

  arrived(state: RequestedState): void {
    if (this.#awaited?.state === state) this.cancel();
  }

  cancel(): void {
    this.#awaited?.timer.cancel();
    this.#awaited = undefined;
  }
}
