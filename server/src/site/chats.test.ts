import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { SystemIds } from '../runtime/ids.js';
import { Journal } from '../runtime/journal.js';
import { readWorld } from '../world/world-file.js';
import { Chats } from './chats.js';

describe('whoever follows a chat', () => {
  let chats: Chats;
  let heard: string[];
  beforeEach(async () => {
    const clock = new ManualClock();
    const journal = new Journal(() => clock.now(), 0);
    const [world, ids] = [await readWorld(''), new SystemIds(clock.now())];
    chats = new Chats({ world, clock, ids, journal, maxChats: 10, retentionMs: 1000, fileBytes: 10 });
    heard = [];
  });

  function open(): { readonly chatId: string; readonly news: ReturnType<Chats['do']>['news'] } {
    const presence = 'unwatched';
    const { chatId = '', news } = chats.do({ kind: 'open', service: 'customer-support', nickname: 'Rita', presence });
    return { chatId, news };
  }
  const say = (chatId: string, text: string) =>
    chats.do({ kind: 'post', chatId, by: 'customer', type: 'Message', text });
  const follow = (chatId: string, name: string, told?: Parameters<Chats['follow']>[2]) =>
    chats.follow(chatId, (item) => heard.push(`${name} ${item.kind === 'event' ? item.event.type : item.kind}`), told);

  it('hears of that chat, and of no other', () => {
    const [mine, other] = [open(), open()];
    follow(mine.chatId, 'mine');
    follow(other.chatId, 'other');
    say(mine.chatId, 'hello');
    expect(heard).toEqual(['mine Message']);
  });

  it('is told of its beginning, and only of that', () => {
    const { chatId, news } = open();
    const elsewhere = open().news;
    follow(chatId, 'late', [...elsewhere, ...news]);
    expect(heard).toEqual(['late state', 'late ParticipantJoined']);
  });

  it('hears to the last that it is forgotten, and then nothing', () => {
    const { chatId } = open();
    follow(chatId, 'mine');
    chats.do({ kind: 'end', chatId, by: 'system' });
    heard = [];
    chats.do({ kind: 'forget', chatId });
    expect(heard).toEqual(['mine forgotten']);
  });

  it('hears nothing after it has stopped, nor after all has begun anew', () => {
    const [one, two] = [open(), open()];
    follow(one.chatId, 'one');
    follow(two.chatId, 'two');
    chats.unfollow(one.chatId);
    say(one.chatId, 'hello');
    chats.reset();
    say(two.chatId, 'hello');
    expect(heard).toEqual([]);
  });
});
