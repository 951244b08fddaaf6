import { AGENT_COMMANDS, AGENT_STATES, CHANNEL_TYPES, CHANNELS, TOOLBAR_FEATURES } from '@oracle/uef-sdk';
import { isOwnConsultation } from '../state/contacts.js';
import { live } from '../state/selectors.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import { supportedCommands } from './interaction-commands.js';
import type { CommandOutcome, Payload } from './uef-response.js';

/** What an agent command of Fusion may look at and do. */
export interface AgentDesk {
  readonly state: ToolbarState;
  readonly isLoggedIn: boolean;
  readonly transcripts: boolean;
  fusionIdOf(eventId: string): string;
  makeAvailable(): Promise<CommandOutcome>;
  makeUnavailable(): Promise<CommandOutcome>;
}

type Answerer = (desk: AgentDesk) => Promise<CommandOutcome>;

const ANSWERS: Readonly<Record<string, Answerer>> = {
  [AGENT_COMMANDS.getActiveInteractionCommands]: async ({ state: { connection }, transcripts }) =>
    answer({
      supportedCommands: supportedCommands(connection),
      supportedFeatures: [{ name: TOOLBAR_FEATURES.transcriptEnabled, isEnabled: transcripts }],
    }),
  [AGENT_COMMANDS.getCurrentAgentState]: async (desk) => answer(agentState(desk)),
  [AGENT_COMMANDS.getActiveEngagements]: async ({ state, fusionIdOf }) => {
    const told = live(state).filter((contact) => !isOwnConsultation(contact));
    const engagements = told.map(({ eventId }) => ({ eventId: fusionIdOf(eventId) }));
    return answer({ activeCount: engagements.length, engagements });
  },
  [AGENT_COMMANDS.makeAvailable]: (desk) => desk.makeAvailable(),
  [AGENT_COMMANDS.makeUnavailable]: (desk) => desk.makeUnavailable(),
};

export async function answerAgentCommand(command: string, desk: AgentDesk): Promise<CommandOutcome> {
  const answerer = ANSWERS[command];
  return answerer === undefined ? { ok: false, text: `This toolbar does not support "${command}".` } : answerer(desk);
}

function agentState({ state: { availability }, isLoggedIn }: AgentDesk): Payload {
  const isAvailable = availability.phase === 'available';
  const { why = 'Unavailable', code = null } = availability.phase === 'unavailable' ? availability : {};
  const words = isAvailable ? 'Available' : why;
  return {
    channel: CHANNELS.PHONE,
    channelType: CHANNEL_TYPES.PHONE,
    isAvailable,
    isLoggedIn,
    state: isAvailable ? AGENT_STATES.AVAILABLE : AGENT_STATES.UNAVAILABLE,
    stateDisplayString: words,
    reason: code,
    reasonDisplayString: words,
  };
}

function answer(outData: Payload): CommandOutcome {
  return { ok: true, outData };
}
