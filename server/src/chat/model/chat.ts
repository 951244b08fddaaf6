import { chat as machine, type ChatPartyType, type ChatState, type ChatTrigger } from '@fusion-cti/protocol';
import type {
  ChatEvent,
  ChatGlance,
  ChatMemory,
  ChatTimerName,
  ChatView,
  CustomerDetails,
  EndReason,
  OfferPurpose,
  PlaceInLine,
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
  /** Which service's rules they are. */
  readonly rulesOf: string;
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
  /** Where it waits; `undefined` when it does not. */
  line: PlaceInLine | undefined = undefined;
  /** Who does not want it, and at which of their turns of being ready. */
  readonly declined = new Map<Desk, number>();
  /** What happens when nobody says anything any more. */
  waitsFor: ChatTimerName | undefined = undefined;
  changedAt: number;
  endedAt: number | undefined = undefined;
  endReason: EndReason | undefined = undefined;
  #state: ChatState = 'Null';

  constructor(parts: Pick<Chat, 'chatId' | 'service' | 'rules' | 'details' | 'userData' | 'presence' | 'openedAt'>) {
    this.chatId = parts.chatId;
    this.service = parts.service;
    this.rulesOf = parts.service;
    this.rules = parts.rules;
    this.details = parts.details;
    this.userData = parts.userData;
    this.presence = parts.presence;
    this.openedAt = parts.openedAt;
    this.changedAt = parts.openedAt;
    this.files = new ChatFiles(parts.rules.files);
  }

  /** As it was in another process: the only way to a state that no table leads to. */
  static from(memory: ChatMemory, rules: ChatRules, transcript: readonly ChatEvent[]): Chat {
    const { chatId, rulesOf, customer: details, userData, presence, openedAt } = memory;
    const chat = new Chat({ chatId, service: rulesOf, rules, details, userData, presence, openedAt });
    for (const event of transcript) chat.transcript.push(event);
    for (const { agentId, active, readUpTo, ...party } of memory.parties) {
      chat.parties.push(Object.assign(new Party({ ...party, agentId }), { active, readUpTo }));
    }
    chat.service = memory.service;
    chat.owner = chat.party(memory.owner);
    chat.waitsFor = memory.waitsFor;
    chat.changedAt = memory.changedAt;
    chat.endedAt = memory.endedAt;
    chat.endReason = memory.endReason;
    chat.files.restore(memory);
    chat.#state = memory.state;
    return chat;
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

  /** By its number, whether or not it is still there. */
  party(participantId = 0): Party | undefined {
    return this.parties[participantId - 1];
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
