/** What the toolbar says about itself and its agent: configuration, readiness, state, abilities, size. */
import { AGENT_COMMANDS, CHANNELS, COMMAND_RESULTS, TOOLBAR_FEATURES, TOOLBAR_SIZE_LIMITS } from '@oracle/uef-sdk';
import type { CommandReply, HostAction, HostAnswer, UefHost } from '@oracle/uef-sdk/host';
import type { Clock } from '../clock.js';
import { configurationAnswer, namedFeatures, type FusionAgent } from './configuration.js';
import type { FusionStore } from './fusion-store.js';

export interface SessionParts {
  readonly store: FusionStore;
  readonly clock: Clock;
  readonly agent: () => FusionAgent;
  readonly link: () => Pick<UefHost, 'sendAgentCommand'>;
}

const DONE: HostAnswer = { result: 'success', outData: {} };
const LIMITS = TOOLBAR_SIZE_LIMITS.vertical;

export class ToolbarSession {
  readonly #parts: SessionParts;
  #askedForAbilities = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** A fresh page of the toolbar: it has announced nothing yet. Contacts stay, Fusion still has them. */
  begin(): void {
    this.#askedForAbilities = false;
    this.#parts.store.update({ ready: false, agent: {}, announced: undefined, disabledFeatures: [] });
  }

  getConfiguration({ data }: HostAction): HostAnswer {
    const configType = typeof data.configType === 'string' ? data.configType : '';
    return configurationAnswer(configType, this.#parts.agent(), this.#parts.clock.now());
  }

  disableFeature({ data }: HostAction): HostAnswer {
    const { store } = this.#parts;
    const disabled = new Set([...store.state.disabledFeatures, ...namedFeatures(data.features)]);
    store.update({ disabledFeatures: [...disabled] });
    return DONE;
  }

  readyForOperation({ data }: HostAction): HostAnswer {
    const ready = data.readiness === true;
    this.#parts.store.update({ ready });
    if (ready && !this.#askedForAbilities) {
      this.#askedForAbilities = true;
      void this.#askForAbilities();
    }
    return DONE;
  }

  agentState({ data, channel }: HostAction): HostAnswer {
    const { store } = this.#parts;
    const text = (field: string): string => (typeof data[field] === 'string' ? data[field] : '');
    const status = {
      isAvailable: data.isAvailable === true,
      isLoggedIn: data.isLoggedIn === true,
      state: text('state'),
      stateText: text('stateDisplayString'),
      reasonText: text('reasonDisplayString'),
    };
    store.update({ agent: { ...store.state.agent, [channel ?? CHANNELS.PHONE]: status } });
    return DONE;
  }

  /** A size beyond the limits is capped, and that is an error without a status: the publish still resolves. */
  setToolbarProperties({ data }: HostAction): HostAnswer {
    const width = typeof data.width === 'number' ? data.width : undefined;
    const height = typeof data.height === 'number' ? data.height : undefined;
    this.#parts.store.update({
      toolbarSize: {
        ...(width === undefined ? {} : { width: Math.min(width, LIMITS.width) }),
        ...(height === undefined ? {} : { height: Math.min(height, LIMITS.height) }),
      },
    });
    const capped = (width ?? 0) > LIMITS.width || (height ?? 0) > LIMITS.height;
    return capped ? { result: 'error', error: `The toolbar is at most ${LIMITS.width} by ${LIMITS.height}.` } : DONE;
  }

  /** Sends a command about the agent. What getActiveInteractionCommands brings is remembered. */
  async command(command: string): Promise<CommandReply> {
    const reply = await this.#parts.link().sendAgentCommand({ command });
    if (command === AGENT_COMMANDS.getActiveInteractionCommands && reply.result === COMMAND_RESULTS.SUCCESS) {
      this.#parts.store.update({ announced: abilities(reply.outData) });
    }
    return reply;
  }

  async #askForAbilities(): Promise<void> {
    const reply = await this.command(AGENT_COMMANDS.getActiveInteractionCommands);
    // A toolbar may announce nothing at all; one that answers with a failure has a fault worth showing.
    if (reply.settledBy === 'reply' && reply.result !== COMMAND_RESULTS.SUCCESS) {
      this.#parts.store.say('The toolbar did not say which call controls it has.', 'failure');
    }
  }
}

function abilities(outData: Readonly<Record<string, unknown>>): { commands: readonly string[]; transcript: boolean } {
  const { supportedCommands, supportedFeatures } = outData;
  const features: readonly unknown[] = Array.isArray(supportedFeatures) ? supportedFeatures : [];
  return {
    commands: Array.isArray(supportedCommands) ? supportedCommands.map(String) : [],
    transcript: features.some(isTranscript),
  };
}

function isTranscript(feature: unknown): boolean {
  if (typeof feature !== 'object' || feature === null) return false;
  const { name, isEnabled } = feature as { name?: unknown; isEnabled?: unknown };
  return name === TOOLBAR_FEATURES.transcriptEnabled && isEnabled === true;
}
