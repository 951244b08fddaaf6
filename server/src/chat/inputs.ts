import type { ChatInput, ChatInputKind, ChatInputOf, ChatRefusal, ChatResult } from './api.js';
import type { ChatContext } from './context.js';
import { AGENT_INPUTS } from './agent-inputs.js';
import { CHAT_INPUTS } from './chat-inputs.js';
import { PARTY_INPUTS } from './party-inputs.js';

/** What an input made, or why it is refused. */
export type Outcome = Omit<ChatResult, 'news' | 'refused'> | ChatRefusal | undefined;

type Inputs = {
  readonly [Kind in ChatInputKind]: (context: ChatContext, input: ChatInputOf<Kind>) => Outcome;
};

/** What each input does. A new input is a new row. */
const INPUTS: Inputs = { ...CHAT_INPUTS, ...PARTY_INPUTS, ...AGENT_INPUTS };

export function perform<Kind extends ChatInputKind>(
  context: ChatContext,
  input: ChatInputOf<Kind> & ChatInput,
): Outcome {
  return INPUTS[input.kind](context, input);
}
