import type { TSchema } from 'typebox';
import { Clean, Clone } from 'typebox/value';
import { answerTold, type Journal } from '../runtime/journal.js';
import type { WorldAgent } from '../world/world-schema.js';

/**
 * What programs ask of this face and are told by it, as the journal has it. Operations are named by the ends of their
 * paths: `voice/calls/answer`. Who asks is named as an agent, because tokens, cookies and client ids are secrets.
 */
export class FaceJournal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  asked({ agentId }: WorldAgent, name: string, payload?: unknown): void {
    this.#journal.record('workspace', 'in', name, agentId, payload);
  }

  told({ agentId }: WorldAgent, name: string, payload?: unknown): void {
    this.#journal.record('workspace', 'out', name, agentId, payload);
  }

  /** Does what is asked, and tells how it was answered. */
  operation<Answer>(agent: WorldAgent, name: string, payload: unknown, act: () => Answer): Answer {
    this.asked(agent, name, payload);
    return answerTold((answer, about) => this.told(agent, answer, about), name, act);
  }
}

/** Parameters without what no schema asks for: who sends more than is needed may send anything, a secret among it. */
export function asSchemaHasIt(schema: TSchema, data: unknown): unknown {
  return Clean(schema, Clone(data));
}
