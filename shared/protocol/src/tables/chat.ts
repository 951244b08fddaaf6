import { machineOf, type Transition } from './transition.js';

/** Who can be in a chat. `External` is everybody who is no person of the contact centre: bots, routing, the system. */
export const CHAT_PARTY_TYPES = ['Client', 'Agent', 'Supervisor', 'External'] as const;
export type ChatPartyType = (typeof CHAT_PARTY_TYPES)[number];

/** What a transcript is made of. Clients know these and no others; a foreign name makes some drop the whole message. */
export const CHAT_EVENT_TYPES = [
  'ParticipantJoined',
  'ParticipantLeft',
  'Message',
  'PushUrl',
  'TypingStarted',
  'TypingStopped',
  'NicknameUpdated',
  'FileUploaded',
  'FileDeleted',
  'CustomNotice',
  'Notice',
  'IdleAlert',
  'IdleClose',
] as const;
export type ChatEventType = (typeof CHAT_EVENT_TYPES)[number];

/** One conversation. */
export const CHAT_STATES = ['Null', 'Waiting', 'Offered', 'Served', 'Ended'] as const;
export type ChatState = (typeof CHAT_STATES)[number];
export type ChatTrigger =
  | 'Requested'
  | 'OfferedToAgent'
  | 'OfferRefused'
  | 'AgentTookOver'
  | 'AgentLeftDuringOffer'
  | 'SentBackToQueue'
  | 'Closed';

export const CHAT_TABLE: readonly Transition<ChatState, ChatTrigger>[] = [
  { from: 'Null', on: 'Requested', to: 'Waiting', spec: 'A chat begins when a customer asks for one.' },
  { from: 'Waiting', on: 'OfferedToAgent', to: 'Offered', spec: 'A ready agent with a free place is asked.' },
  { from: 'Offered', on: 'OfferRefused', to: 'Waiting', spec: 'Declined, not answered, or withdrawn: back in front.' },
  { from: 'Offered', on: 'AgentTookOver', to: 'Served', spec: 'Accepted: the agent owns the chat.' },
  {
    from: 'Waiting',
    on: 'AgentTookOver',
    to: 'Served',
    spec: 'An agent from elsewhere, a script for example, joined.',
  },
  {
    from: 'Served',
    on: 'AgentLeftDuringOffer',
    to: 'Offered',
    spec: 'Nobody serves, but a transfer is pending: the chat does not end.',
  },
  { from: 'Served', on: 'SentBackToQueue', to: 'Waiting', spec: 'Transferred to a service, or left by a lost agent.' },
  { from: 'Waiting', on: 'Closed', to: 'Ended', spec: 'The customer gave up, or time did.' },
  { from: 'Offered', on: 'Closed', to: 'Ended', spec: 'The customer gave up, or time did; the offer is withdrawn.' },
  { from: 'Served', on: 'Closed', to: 'Ended', spec: 'Either side ended it, or nobody was left to serve.' },
];

export const chat = /* @__PURE__ */ machineOf(CHAT_TABLE);

/** One agent's place for one chat: what counts against the agent's capacity. */
export const CHAT_PLACE_STATES = ['Free', 'Offered', 'Engaged', 'AfterWork'] as const;
export type ChatPlaceState = (typeof CHAT_PLACE_STATES)[number];
export type ChatPlaceTrigger = 'Offered' | 'Accepted' | 'OfferOver' | 'Left' | 'LeftToAfterWork' | 'WorkDone';

export const CHAT_PLACE_TABLE: readonly Transition<ChatPlaceState, ChatPlaceTrigger>[] = [
  { from: 'Free', on: 'Offered', to: 'Offered', spec: 'An offer takes a place, so that no agent is asked too often.' },
  { from: 'Offered', on: 'Accepted', to: 'Engaged', spec: 'The agent joins the chat.' },
  { from: 'Offered', on: 'OfferOver', to: 'Free', spec: 'Declined, not answered, or withdrawn.' },
  { from: 'Engaged', on: 'Left', to: 'Free', spec: 'Without after-chat work the place is free at once.' },
  { from: 'Engaged', on: 'LeftToAfterWork', to: 'AfterWork', spec: 'The chat is over for the agent, the work is not.' },
  { from: 'AfterWork', on: 'WorkDone', to: 'Free', spec: 'The agent says so, or the time for it is over.' },
];

export const chatPlace = /* @__PURE__ */ machineOf(CHAT_PLACE_TABLE);

/** An agent, as far as chats are concerned: readiness for chats is apart from that for calls. */
export const CHAT_AGENT_STATES = ['LoggedOut', 'NotReady', 'Ready'] as const;
export type ChatAgentState = (typeof CHAT_AGENT_STATES)[number];
export type ChatAgentTrigger = 'Login' | 'Ready' | 'NotReady' | 'OfferMissed' | 'Logout';

export const CHAT_AGENT_TABLE: readonly Transition<ChatAgentState, ChatAgentTrigger>[] = [
  { from: 'LoggedOut', on: 'Login', to: 'NotReady', spec: 'After login an agent is not ready.' },
  { from: 'NotReady', on: 'Ready', to: 'Ready', spec: 'Ready agents are offered chats up to their capacity.' },
  { from: 'Ready', on: 'Ready', to: 'Ready', spec: 'A repeat changes nothing, but forgives what was declined.' },
  { from: 'Ready', on: 'NotReady', to: 'NotReady', spec: 'No new offers; chats that are served go on.' },
  { from: 'NotReady', on: 'NotReady', to: 'NotReady', spec: 'A repeat changes nothing.' },
  { from: 'Ready', on: 'OfferMissed', to: 'NotReady', spec: 'Who does not answer an offer is probably not there.' },
  { from: 'NotReady', on: 'OfferMissed', to: 'NotReady', spec: 'Not ready already.' },
  { from: 'Ready', on: 'Logout', to: 'LoggedOut', spec: 'Served chats go to who is left, or back to the queue.' },
  { from: 'NotReady', on: 'Logout', to: 'LoggedOut', spec: 'Served chats go to who is left, or back to the queue.' },
];

export const chatAgent = /* @__PURE__ */ machineOf(CHAT_AGENT_TABLE);
