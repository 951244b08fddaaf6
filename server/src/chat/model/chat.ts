import { chat as machine, type ChatPartyType, type ChatState, type ChatTrigger } from '@fusion-cti/protocol';
import type {
  ChatEvent,
  ChatGlance,
  ChatTimerName,
  ChatView,
  CustomerDetails,
  EndReason,
  OfferPurpose,
  Presence,
  Visibility,
  Who,
} from '../api.js';
import { advance } from '../fault.js';
import type { ChatRules } from '../rules.js';
import type { Desk } from './desk.js';
import { ChatFiles } from './files.js';
import { Party } from './party.js';

/** An agent is being asked. */
export interface Offer {
  readonly desk: Desk;
  readonly purpose: OfferPurpose;
  /** Who asks; `undefined`: the queue. */
  readonly from: Party | undefined;
}

/** One conversation, and all that belongs to it. It changes nothing by itself and tells nobody. */
export class Chat {
  readonly chatId: string;
  readonly rules: ChatRules;
  readonly openedAt: number;
  readonly details: CustomerDetails;
  readonly files: ChatFiles;
  readonly transcript: ChatEvent[] = [];
  readonly parties: Party[] = [];
  userData: Readonly<Record<string, string>>;
  service: string;
  presence: Presence;
  owner: Party | undefined = undefined;
  offer: Offer | undefined = undefined;
  /** What happens when nobody says anything any more. */
  waitsFor: ChatTimerName | undefined = undefined;
  changedAt: number;
  endedAt: number | undefined = undefined;
  endReason: EndReason | undefined = undefined;
  #state: ChatState = 'Null';

  constructor(parts: Pick<Chat, 'chatId' | 'service' | 'rules' | 'details' | 'userData' | 'presence' | 'openedAt'>) {
    this.chatId = parts.chatId;
    this.service = parts.service;
    this.rules = parts.rules;
    this.details = parts.details;
    this.userData = parts.userData;
    this.presence = parts.presence;
    this.openedAt = parts.openedAt;
    this.changedAt = parts.openedAt;
    this.files = new ChatFiles(parts.rules.files);
  }

  get state(): ChatState {
    return this.#state;
  }

  get ended(): boolean {
    return this.#state === 'Ended';
  }

  advance(trigger: ChatTrigger): void {
    this.#state = advance(machine, this.#state, trigger, `chat ${this.chatId}`);
  }

  /** The number of the next line. */
  get nextIndex(): number {
    return this.transcript.length + 1;
  }

  addParty(
    type: ChatPartyType,
    nickname: string,
    extra: { visibility?: Visibility | undefined; silent?: boolean | undefined; agentId?: string } = {},
  ): Party {
    const { visibility = 'all', silent = false, agentId } = extra;
    const party = new Party({ participantId: this.parties.length + 1, type, nickname, visibility, silent, agentId });
    this.parties.push(party);
    return party;
  }

  /** Whoever is meant, if in the chat now. */
  find(who: Who): Party | undefined {
    if (who === 'customer') return this.customer?.active === true ? this.customer : undefined;
    if ('agentId' in who) return this.#activeWhere(({ agentId }) => agentId === who.agentId);
    return this.#activeWhere(({ participantId }) => participantId === who.participantId);
  }

  /** The customer, also after the end. */
  get customer(): Party | undefined {
    return this.parties[0];
  }

  /** Who serves, the longest first. */
  get agents(): readonly Party[] {
    return this.parties.filter(({ serves }) => serves);
  }

  get monitored(): boolean {
    return this.parties.some(({ active, type, visibility }) => active && type === 'Supervisor' && visibility === 'all');
  }

  glance(): ChatGlance {
    const { nextIndex, monitored } = this;
    return { state: this.#state === 'Null' ? 'Waiting' : this.#state, nextIndex, monitored };
  }

  view(): ChatView {
    return {
      chatId: this.chatId,
      service: this.service,
      state: this.#state === 'Null' ? 'Waiting' : this.#state,
      openedAt: this.openedAt,
      changedAt: this.changedAt,
      ...(this.endedAt !== undefined && { endedAt: this.endedAt }),
      ...(this.endReason !== undefined && { endReason: this.endReason }),
      parties: this.parties.map((party) => party.view()),
      ...(this.owner !== undefined && { owner: this.owner.participantId }),
      ...(this.offer !== undefined && { offeredTo: this.offer.desk.agentId }),
      customer: this.details,
      userData: this.userData,
      files: this.files.all,
      nextIndex: this.nextIndex,
      monitored: this.monitored,
    };
  }

  #activeWhere(fits: (party: Party) => boolean): Party | undefined {
    return this.parties.find((party) => party.active && fits(party));
  }
}
