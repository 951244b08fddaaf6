import type { ChatPartyType } from '@fusion-cti/protocol';
import type { PartyView, Visibility } from '../api.js';

/** Somebody in a chat. Who leaves and comes back is another party. */
export class Party {
  readonly participantId: number;
  readonly type: ChatPartyType;
  readonly visibility: Visibility;
  /** Whether neither coming nor going is told: the system, and parties that scripts speak for. */
  readonly silent: boolean;
  /** Of the world, where it is one of its agents. */
  readonly agentId: string | undefined;
  nickname: string;
  active = true;
  readUpTo = 0;

  constructor(parts: Pick<Party, 'participantId' | 'type' | 'nickname' | 'visibility' | 'silent' | 'agentId'>) {
    this.participantId = parts.participantId;
    this.type = parts.type;
    this.nickname = parts.nickname;
    this.visibility = parts.visibility;
    this.silent = parts.silent;
    this.agentId = parts.agentId;
  }

  get serves(): boolean {
    return this.active && !this.silent && this.type === 'Agent';
  }

  view(): PartyView {
    const { participantId, type, nickname, visibility, active, readUpTo, agentId } = this;
    return { participantId, type, nickname, visibility, active, readUpTo, ...(agentId !== undefined && { agentId }) };
  }
}
