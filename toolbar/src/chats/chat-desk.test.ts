import { describe, expect, it } from 'vitest';
import type { ChatFrameBody, ChatSnapshot } from '@fusion-cti/protocol';
import { ChatDoor } from '../chat-door.js';
import { frameMemory, memoryOf } from '../fusion/contact-memory.js';
import { aChat, aLine } from '../state/testing/a-chat.js';
import type { ChatTold } from '../state/chats-state.js';
import { Desk } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

const OFFER = { purpose: 'queue', expiresInMs: 30_000 } as const;

/** A desk in a Fusion that has a channel for chats, and what its chats are asked. */
class ChatBench {
  readonly asked: string[] = [];
  readonly posted: string[] = [];
  refuse: Error | undefined;
  door: ChatDoor;

  private constructor(readonly desk: Desk) {
    this.door = this.#newDoor();
  }

  static async open(channels: readonly string[] = ['PHONE', 'CHAT']): Promise<ChatBench> {
    const desk = new Desk();
    desk.fusion.channels = channels;
    await desk.handler.initialize();
    return new ChatBench(desk);
  }

  /** The page is loaded again, and goes on with the state of the one before. */
  async reload(): Promise<ChatBench> {
    const desk = new Desk(undefined, this.desk);
    desk.store.dispatch({ type: 'chats', chats: this.desk.store.state.chats });
    await desk.handler.initialize();
    return new ChatBench(desk);
  }

  #newDoor(): ChatDoor {
    const { handler: fusion, store, board, clock, frame, log } = this.desk;
    return new ChatDoor({
      fusion,
      store,
      board,
      clock,
      memory: frameMemory(frame, { newId: () => 'frame-1' }, () => undefined),
      log: (text) => log.push(text),
      http: {
        serviceUrl: 'http://cti.test',
        ids: { newId: () => 'id' },
        session: () => 's1',
        command: async ({ type, ...fields }) => {
          this.asked.push([type, ...Object.values<unknown>(fields)].join(' '));
          if (this.refuse !== undefined) throw this.refuse;
        },
        fetch: async (url, init) => {
          const { authorization } = init?.headers as Record<string, string>;
          this.posted.push(
            `${init?.method ?? 'GET'} ${(url as string).replace('http://cti.test', '')} ${authorization}`,
          );
          return new Response('bytes');
        },
      },
    });
  }

  async hears(...told: (ChatFrameBody | ChatTold)[]): Promise<void> {
    for (const one of told) this.door.told(one);
    await loaded();
  }

  get told(): readonly string[] {
    return this.desk.fusion.requests
      .filter(({ operation }) => operation.includes('Comm'))
      .map(({ operation, fields, channel }) =>
        [channel, operation, fields.EventId, fields.Reason].filter(Boolean).join(' '),
      );
  }

  get list() {
    return this.desk.store.state.chats.list;
  }
}

/** The part of the page that reads chats comes a moment later. */
async function loaded(): Promise<void> {
  await import('./chat-desk.js');
  for (let n = 0; n < 5; n += 1) await settled();
}

const offered = (over: Partial<ChatSnapshot> = {}): ChatFrameBody => ({
  eventName: 'ChatOffered',
  chatId: 'c1',
  chat: aChat({ place: 'Offered', offer: OFFER, transcript: [], ...over }),
});
const joined: ChatFrameBody = { eventName: 'ChatJoined', chatId: 'c1', chat: aChat() };
const accepted: ChatFrameBody = { eventName: 'ChatOfferOver', chatId: 'c1', outcome: 'accepted' };
const left: ChatFrameBody = { eventName: 'ChatPlace', chatId: 'c1', place: 'Free' };
const snapshot = (...chats: ChatSnapshot[]): ChatTold => ({ eventName: 'snapshot', chats, chatAgent: 'Ready' });

describe('chats and Fusion', () => {
  it('D-10 Fusion hears of a chat as of a call: offered, started, closed, once each, in order and on its channel', async () => {
    const bench = await ChatBench.open();
    await bench.hears(offered({ userData: { SVCMCA_SR_NUM: 'SR1', secret: 'x' } }), accepted, joined, left, left);
    expect(bench.told).toEqual([
      'CHAT newCommEvent c1-1',
      'CHAT startCommEvent c1-1',
      'CHAT closeCommEvent c1-1 WRAPUP',
    ]);
    expect(bench.desk.fusion.last('newCommEvent')?.inData).toEqual({
      channel: 'CHAT',
      channelType: 'ORA_SVC_CHAT',
      SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_INBOUND',
      SVCMCA_EMAIL: 'rita@example.com',
      SVCMCA_DISPLAY_NAME: 'Rita',
      SVCMCA_OFFER_TIMEOUT_SEC: '30',
      SVCMCA_SR_NUM: 'SR1',
    });
  });

  it.each([
    ['declined', 'REJECT'],
    ['missed', 'TIMEOUT'],
    ['withdrawn', 'ABANDONED'],
  ] as const)('D-10 An offer that was %s is closed with %s', async (outcome, reason) => {
    const bench = await ChatBench.open();
    await bench.hears(offered(), { eventName: 'ChatOfferOver', chatId: 'c1', outcome });
    expect(bench.told).toEqual(['CHAT newCommEvent c1-1', `CHAT closeCommEvent c1-1 ${reason}`]);
    expect(bench.list).toEqual([]);
  });

  it('D-10 A page that is loaded again tells Fusion nothing twice, whether all is told anew or only what was missed', async () => {
    for (const back of [snapshot(aChat()), { eventName: 'resumed' } as const]) {
      const before = await ChatBench.open();
      await before.hears(offered(), accepted, joined);
      const bench = await before.reload();
      await bench.hears(back, left);
      expect(bench.told).toEqual([
        'CHAT newCommEvent c1-1',
        'CHAT startCommEvent c1-1',
        'CHAT closeCommEvent c1-1 WRAPUP',
      ]);
    }
  });

  it('D-10 What ended while nobody looked is closed once, and calls are none of its business', async () => {
    const before = await ChatBench.open();
    before.desk.events.incomingCallHandler({
      trigger: 'EventRinging',
      eventId: 'e1',
      connectionId: 'e1',
      direction: 'inbound',
      number: '1',
    });
    await before.hears(offered(), accepted, joined);
    const bench = await before.reload();
    await bench.hears(snapshot(), snapshot());
    expect(bench.told.slice(3)).toEqual(['CHAT closeCommEvent c1-1 WRAPUP']);
    const memory = frameMemory(bench.desk.frame, { newId: () => 'frame-1' }, () => undefined);
    expect(memoryOf('CHAT', memory).all()).toEqual([]);
  });

  it('D-10 The name that Fusion found is the customer’s', async () => {
    const bench = await ChatBench.open();
    bench.desk.fusion.answers.set('newCommEvent', ({ inData }) => ({
      result: 'success',
      outData: { ...inData, SVCMCA_CONTACT_NAME: 'Rita Moss' },
    }));
    await bench.hears(offered());
    expect(bench.list).toMatchObject([{ name: 'Rita Moss' }]);
    await bench.desk.fusion.chatCommand('onDataUpdated', { eventId: 'c1-1', updateType: 'CUSTOMER_DATA', outData: {} });
  });

  it('D-11 Without a channel for chats in Fusion the toolbar takes none', async () => {
    expect((await ChatBench.open(['PHONE'])).desk.handler.takesChats).toBe(false);
    expect((await ChatBench.open()).desk.handler.takesChats).toBe(true);
    expect(new Desk().handler.takesChats).toBe(false);
  });

  it('D-12 Fusion’s own buttons accept, decline and end a chat, and close its wrap-up', async () => {
    const bench = await ChatBench.open();
    const ask = (command: string) => bench.door.interactionCommand({ command, eventId: 'c1-1', channel: 'CHAT' });
    await bench.hears(offered());
    await ask('accept');
    await ask('reject');
    await bench.hears(accepted, joined);
    expect(await ask('accept')).toEqual({ ok: true });
    await ask('disconnect');
    expect(bench.asked).toEqual(['chatAccept c1', 'chatDecline c1', 'chatEnd c1']);
    expect((await ask('hold')).ok).toBe(false);
    await bench.hears({ eventName: 'ChatPlace', chatId: 'c1', place: 'AfterWork' });
    bench.door.dataUpdated({ eventId: 'c1-1', updateType: 'WRAPUP_CLOSED', outData: {}, channel: 'CHAT' });
    await loaded();
    expect(bench.asked.at(-1)).toBe('chatDone c1');
    expect(bench.list).toEqual([]);
    expect(await ask('accept')).toEqual({ ok: false, text: 'There is no such chat any more.' });
  });

  it('D-13 What is told of chats waits for what reads it, and for the next page', async () => {
    const bench = await ChatBench.open();
    bench.door.told(offered());
    bench.door.told(joined);
    expect(bench.desk.store.state.chats).toMatchObject({ list: [], inbox: [{ chatId: 'c1' }, { chatId: 'c1' }] });
    const next = await bench.reload();
    next.door.goOnWith(frameMemory(next.desk.frame, { newId: () => 'frame-1' }, () => undefined));
    await loaded();
    expect(next.desk.store.state.chats).toMatchObject({ list: [{ chatId: 'c1', place: 'Engaged' }], inbox: [] });
  });

  it('D-13 A frame that is not of this protocol is ignored, and the next one is not', async () => {
    const bench = await ChatBench.open();
    await bench.hears({ eventName: 'ChatDance' }, joined);
    expect(bench.list).toHaveLength(1);
    expect(bench.desk.log.join()).toContain('ignored');
  });
});

describe('what an agent does in chats', () => {
  async function inChat(): Promise<ChatBench> {
    const bench = await ChatBench.open();
    await bench.hears(joined);
    return bench;
  }

  it('D-15 Typing is told when it begins and ends, and not at each key', async () => {
    const bench = await inChat();
    for (const text of ['H', 'He', 'Hel']) await bench.door.do({ do: 'draft', chatId: 'c1', text });
    expect(bench.asked).toEqual(['chatTyping c1']);
    bench.desk.clock.advance(5000);
    expect(bench.asked).toEqual(['chatTyping c1', 'chatTyping c1 true']);
    await bench.door.do({ do: 'draft', chatId: 'c1', text: 'Hello' });
    await bench.door.do({ do: 'say', chatId: 'c1', text: 'Hello' });
    await bench.door.do({ do: 'draft', chatId: 'c1', text: '' });
    bench.desk.clock.advance(60_000);
    expect(bench.asked.slice(2)).toEqual(['chatTyping c1', 'chatSay c1 Hello']);
    for (let n = 0; n < 30; n += 1) {
      await bench.door.do({ do: 'draft', chatId: 'c1', text: 'x'.repeat(n + 1) });
      bench.desk.clock.advance(1000);
    }
    expect(bench.asked.slice(4)).toEqual(['chatTyping c1', 'chatTyping c1', 'chatTyping c1', 'chatTyping c1']);
  });

  it('D-14 What has been seen is told once', async () => {
    const bench = await inChat();
    await bench.hears({ eventName: 'ChatEvent', chatId: 'c1', event: aLine({ index: 3, text: 'Hi' }) });
    for (const index of [3, 3, 2]) await bench.door.do({ do: 'read', chatId: 'c1', index });
    expect(bench.asked).toEqual(['chatRead c1 3']);
  });

  it('D-16 What did not work is told at the chat, and gone with the next try', async () => {
    const bench = await inChat();
    bench.refuse = new Error('Not now.');
    expect(await bench.door.do({ do: 'end', chatId: 'c1' })).toEqual({ ok: false, text: 'Not now.' });
    expect(bench.list).toMatchObject([{ problem: { what: 'end', why: 'Not now.' } }]);
    bench.refuse = undefined;
    await bench.door.do({ do: 'transfer', chatId: 'c1', to: '5002' });
    expect(bench.list[0]).not.toHaveProperty('problem');
    expect(bench.list[0]).not.toHaveProperty('asked');
    expect(bench.asked).toEqual(['chatEnd c1', 'chatTransfer c1 5002']);
  });

  it('D-08 Files are sent and fetched with the session, and never by an address alone', async () => {
    const bench = await inChat();
    await bench.door.do({ do: 'sendFile', chatId: 'c1', file: new File(['x'], 'a b.txt') });
    const outcome = await bench.door.do({ do: 'saveFile', chatId: 'c1', fileId: 'F1', name: 'note.txt' });
    expect(bench.posted).toEqual([
      'POST /genesys/chats/c1/files?name=a+b.txt&commandId=id Bearer s1',
      'GET /genesys/chats/c1/files/F1 Bearer s1',
    ]);
    expect(outcome).toMatchObject({ ok: true, outData: { name: 'note.txt' } });
  });
});
