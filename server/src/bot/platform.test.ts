import { expect, test } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { CountingIds } from '../runtime/ids.js';
import { Journal } from '../runtime/journal.js';
import { answerTo } from './assistant.js';
import { Platform, type PlatformOptions } from './platform.js';
import type { Publication } from './schemas.js';

function platformAt(clock: ManualClock): Platform {
  const journal = new Journal(() => clock.now(), 100);
  return new Platform({
    chats: { ids: new CountingIds(), clock, journal },
    wallClock: clock,
  } as unknown as PlatformOptions);
}

test('E-06 What the bridge publishes twice is shown once, and somebody types for four seconds', () => {
  const clock = new ManualClock();
  const platform = platformAt(clock);
  const talk = platform.begin({ name: 'Maria' });
  const other = platform.begin({ name: 'Ben' });
  const tell = (type: Publication['type'], messageId: string, token = talk.token) =>
    platform.hear(`Bearer ${token}`, {
      ReturnContext: { ConversationId: talk.id },
      type,
      message: `Said in ${messageId}`,
      messageId,
      agent: { displayName: 'Ava' },
    });
  tell('message', 'm-1');
  tell('message', 'm-1');
  tell('message', 'm-2');
  expect(() => tell('message', 'm-3', other.token)).toThrow(/session/i);
  expect(talk.lines.map(({ text }) => text).slice(1)).toEqual(['Said in m-1', 'Said in m-2']);
  tell('typing', 't-1');
  expect(talk.typing).toBe('Ava');
  clock.advance(4000);
  expect(talk.typing).toBe('');
});

test('E-06 Pages that write faster than people do are slowed down', () => {
  const platform = platformAt(new ManualClock());
  const { id } = platform.begin({ name: 'Maria' });
  expect(() => {
    for (let n = 0; n < 200; n += 1) platform.say(id, 'hello');
  }).toThrow(expect.objectContaining({ code: 'rate-limited' }));
});

test.each(['agent', 'I want to talk to a PERSON', 'is there somebody?', 'Human, please!'])(
  'E-04 "%s" asks for a person',
  (text) => expect(answerTo(text).wantsPerson).toBe(true),
);

test.each(['agency fees', 'Where is my order?', 'personal data', ''])('E-04 "%s" does not', (text) =>
  expect(answerTo(text).wantsPerson).toBe(false),
);
