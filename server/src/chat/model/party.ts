import type { ChatPartyType } from '@fusion-cti/protocol';
import type { ChatEvent, PartyView, Visibility } from '../api.js';

/** Somebody in a chat. Who leaves and comes back is another party. */
export class Party {
  readonly participantId: number;
  readonly type: ChatPartyType;
  readonly visibility: Visibility;
  /** Whether neither coming nor going is told: the system, and parties that scripts speak for. */
  readonly silent: boolean;
  /** Of the world, where it is one of its agents. */
  readonly agentId: string | undefined;
  #from: ChatEvent['from'];
  active = true;
  readUpTo = 0;

  constructor(parts: Pick<Party, 'participantId' | 'type' | 'nickname' | 'visibility' | 'silent' | 'agentId'>) {
    this.participantId = parts.participantId;
    this.type = parts.type;
    this.#from = fromOf(parts);
    this.visibility = parts.visibility;
    this.silent = parts.silent;
    this.agentId = parts.agentId;
  }

  /** As whom this party writes: one object for all lines under one name. */
  get from(): ChatEvent['from'] {
    return this.#from;
  }

  get nickname(): string {
    return this.#from.nickname;
  }

  set nickname(nickname: string) {
    this.#from = { ...this.#from, nickname };
  }

  get serves(): boolean {
    return this.active && !this.silent && this.type === 'Agent';
  }

  view(): PartyView {
    const { participantId, type, nickname, visibility, active, readUpTo, agentId } = this;
    return { participantId, type, nickname, visibility, active, readUpTo, ...(agentId !== undefined && { agentId }) };
  }
}

function fromOf({ nickname, participantId, type }: ChatEvent['from']): ChatEvent['from'] {
  return { nickname, participantId, type };
}
