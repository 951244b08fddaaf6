import { isRecord } from '@fusion-cti/protocol';
import { answerPayload, text } from './uef-response.js';

export interface ToolbarConfiguration {
  /** Fusion's id of the agent; empty when Fusion does not say. */
  readonly agentId: string;
  readonly features: readonly string[];
}

/** The answer to getConfiguration. `features` is a list in one place and one text with commas in the other. */
export function readConfiguration(response: unknown): ToolbarConfiguration {
  const { configuration } = answerPayload(response);
  if (!isRecord(configuration)) return { agentId: '', features: [] };
  const { features } = configuration;
  const names: readonly unknown[] = Array.isArray(features) ? features : text(features).split(',');
  return {
    agentId: text(configuration.agentId),
    features: names.map((name) => text(name).trim()).filter((name) => name !== ''),
  };
}
