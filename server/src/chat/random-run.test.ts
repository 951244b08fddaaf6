import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatInput, ChatNews, Who } from './api.js';
import { Rig } from './testing/rig.js';

const AGENTS = ['A', 'B', 'C', 'D', 'E'] as const;
const CUSTOMERS = 10;

/** What somebody does; a chat is meant by its customer, as nobody knows its id beforehand. */
type Deed = (chatId: string) => ChatInput;

const agentId = fc.constantFrom(...AGENTS);
const by: fc.Arbitrary<Who> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Who>('customer') },
  { weight: 4, arbitrary: agentId.map((id): Who => ({ agentId: id })) },
  fc.integer({ min: 1, max: 6 }).map((participantId): Who => ({ participantId })),
);
const posts = fc.constantFrom('Message', 'TypingStarted', 'TypingStopped', 'PushUrl', 'CustomNotice', 'Notice');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(by, posts, fc.constantFrom('all', 'agents'))
      .map(([who, type, visibility]): Deed => (chatId) => ({
        kind: 'post',
        chatId,
        by: who,
        type,
        visibility,
        text: 'x',
      })),
  },
  { weight: 6, arbitrary: agentId.map((id): Deed => (chatId) => ({ kind: 'accept', chatId, agentId: id })) },
  { weight: 4, arbitrary: agentId.map((id): Deed => () => ({ kind: 'ready', agentId: id })) },
  { weight: 3, arbitrary: agentId.map((id): Deed => () => ({ kind: 'login', agentId: id })) },
  agentId.map((id): Deed => () => ({ kind: 'notReady', agentId: id })),
  agentId.map((id): Deed => () => ({ kind: 'logout', agentId: id })),
  agentId.map((id): Deed => (chatId) => ({ kind: 'decline', chatId, agentId: id })),
  agentId.map((id): Deed => (chatId) => ({ kind: 'workDone', chatId, agentId: id })),
  agentId.map((id): Deed => (chatId) => ({ kind: 'requeue', chatId, agentId: id, service: 'other' })),
  agentId.map((id): Deed => (chatId) => ({ kind: 'supervise', chatId, agentId: id, visibility: 'agents' })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('transfer', 'conference'), agentId, agentId)
      .map(([kind, from, to]): Deed => (chatId) => ({ kind, chatId, agentId: from, to })),
  },
  by.map((who): Deed => (chatId) => ({ kind: 'leave', chatId, by: who })),
  by.map((who): Deed => (chatId) => ({ kind: 'rename', chatId, by: who, nickname: 'renamed' })),
  by.map((who): Deed => (chatId) => ({ kind: 'uploadFile', chatId, by: who, name: 'a.txt', bytes: 1 })),
  fc
    .constantFrom('External', 'Agent', 'Supervisor')
    .map((type): Deed => (chatId) => ({ kind: 'join', chatId, type, nickname: 'guest' })),
  fc.constant<Deed>((chatId) => ({ kind: 'end', chatId, by: 'customer' })),
  fc.constant<Deed>((chatId) => ({ kind: 'skip', chatId, count: 2 })),
  fc.constant<Deed>((chatId) => ({ kind: 'forget', chatId })),
);
const moment = fc.oneof(
  { weight: 12, arbitrary: fc.record({ customer: fc.nat(CUSTOMERS - 1), deed }) },
  { weight: 1, arbitrary: fc.record({ elapse: fc.constantFrom(1, 5_000, 31_000, 260_000) }) },
);
const afterWorkMs = fc.constantFrom(0, 5_000, 'untimed' as const);

// A run is long here, so there are a tenth as many as elsewhere. CTI_RANDOM_RUNS makes the search longer.
const RUNS = Math.ceil(Number(process.env.CTI_RANDOM_RUNS ?? 600) / 10);

test(
  'M-20 Whatever ten customers and five agents do, numbers have no gap, every chat has one owner, and no agent too much',
  () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 20, maxLength: 250 }), afterWorkMs, (moments, work) => {
        const rig = new Rig({ rules: { afterWorkMs: work }, retentionMs: 500_000 });
        const heard = new Map<string, number>();
        const chats = Array.from({ length: CUSTOMERS }, (_, n) => rig.open(`customer-${n}`));
        for (const event of moments) {
          if ('elapse' in event) rig.elapse(event.elapse);
          else {
            const chatId = chats[event.customer]!;
            const { refused, news } = rig.do(event.deed(chatId));
            if (refused !== undefined) expect(news).toEqual([]);
            if (rig.server.chat(chatId) === undefined) {
              chats[event.customer] = rig.open(`customer-${event.customer}`);
            }
          }
          const told = rig.news.splice(0);
          checkNews(told, heard);
          // Nothing changes untold, so only what was told of has to be looked at.
          const touched = new Set(told.map((news) => ('chatId' in news ? news.chatId : '')));
          checkChats(rig, (chatId) => touched.has(chatId));
          checkAgents(rig);
        }
        checkChats(rig, () => true);
        checkTwin(rig);
        for (const { chatId } of rig.server.chats()) {
          const indices = rig.server.transcript(chatId).map(({ index }) => index);
          expect(indices).toEqual(indices.map((_, n) => n + 1));
        }
      }),
      { numRuns: RUNS },
    );
  },
  30_000 + RUNS * 500,
);

/** Told in order, each number once, and none left out. */
function checkNews(news: readonly ChatNews[], heard: Map<string, number>): void {
  for (const item of news) {
    if (item.kind !== 'event') continue;
    expect(item.event.index).toBe((heard.get(item.chatId) ?? 0) + 1);
    heard.set(item.chatId, item.event.index);
  }
}

function checkChats({ server, reminders }: Rig, wanted: (chatId: string) => boolean): void {
  for (const { chatId, state, parties, owner, offeredTo } of server.chats()) {
    if (!wanted(chatId)) continue;
    expect(parties.map(({ participantId }) => participantId)).toEqual(parties.map((_, n) => n + 1));
    const serving = parties.filter(({ active, type }) => active && type === 'Agent');
    // One owner, who serves it, exactly while it is served.
    expect(owner !== undefined).toBe(state === 'Served');
    if (owner !== undefined) expect(serving.map(({ participantId }) => participantId)).toContain(owner);
    if (state === 'Offered') expect(offeredTo).toBeDefined();
    if (state === 'Waiting') expect([offeredTo, serving]).toEqual([undefined, []]);
    if (state === 'Ended') expect([offeredTo, parties.filter(({ active }) => active)]).toEqual([undefined, []]);
    expect(reminders.has(`offer:${chatId}`)).toBe(offeredTo !== undefined);
    expect(reminders.has(`retention:${chatId}`)).toBe(state === 'Ended');
    // Nobody is in a chat twice.
    const agents = parties.flatMap(({ active, agentId }) => (active && agentId !== undefined ? [agentId] : []));
    expect(new Set(agents).size).toBe(agents.length);
    for (const { agentId } of serving) {
      if (agentId === undefined) continue;
      expect(server.agent(agentId)?.places).toContainEqual({ chatId, state: 'Engaged' });
    }
  }
}

/** Another process that goes on from what is kept knows the same. */
function checkTwin({ server, options }: Rig): void {
  const ids = server.chats().map(({ chatId }) => chatId);
  const kept = ids.map((chatId) => ({ memory: server.memory(chatId)!, transcript: server.transcript(chatId) }));
  const agents = AGENTS.map((id) => server.agentMemory(id)!);
  const twin = new Rig(options);
  const { news } = twin.server.resume(...(JSON.parse(JSON.stringify([kept, agents])) as [typeof kept, typeof agents]));
  // Only that nobody is ready before having come back.
  expect(news.filter(({ kind }) => kind !== 'agent')).toEqual([]);
  expect(twin.server.chats()).toEqual(server.chats());
  expect(ids.map((chatId) => twin.server.memory(chatId))).toEqual(kept.map(({ memory }) => memory));
  for (const chatId of ids) expect(twin.server.transcript(chatId)).toEqual(server.transcript(chatId));
  for (const { agentId, places, state } of server.agents()) {
    const inChats = places.filter(({ chatId }) => ids.includes(chatId));
    expect(new Set(twin.server.agent(agentId)?.places)).toEqual(new Set(inChats));
    expect(twin.server.agent(agentId)?.state).toBe(state === 'Ready' ? 'NotReady' : state);
  }
  checkChats(twin, () => false);
  checkAgents(twin);
}

function checkAgents({ server }: Rig): void {
  for (const { agentId, places, capacity, state } of server.agents()) {
    expect(places.length).toBeLessThanOrEqual(capacity);
    if (state === 'LoggedOut') expect(places).toEqual([]);
    for (const place of places) {
      const chat = server.chat(place.chatId);
      if (place.state === 'Offered') expect(chat?.offeredTo).toBe(agentId);
      if (place.state !== 'Engaged') continue;
      expect(chat?.parties.some((party) => party.active && party.agentId === agentId && party.type === 'Agent')).toBe(
        true,
      );
    }
  }
}
