import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Envelope } from './envelope.js';
import { envelopeJson } from './envelope-json.js';

const text = fc.string({ unit: 'binary' });
const word = fc.stringMatching(/^[0-9A-Za-z+/=]{0,40}$/);
const count = fc.nat();
const anything = fc.dictionary(text, fc.jsonValue());

const message = fc.record(
  {
    from: fc.record({ nickname: text, participantId: count, type: fc.constantFrom('Client', 'Agent') }),
    index: count,
    text,
    messageType: text,
    type: fc.constantFrom('Message', 'TypingStarted', 'PushUrl'),
    utcTime: count,
    userData: fc.dictionary(text, text),
    eventAttributes: anything,
  },
  { requiredKeys: ['from', 'type', 'utcTime'] },
);

const envelope = fc.record(
  {
    messages: fc.array(message),
    chatEnded: fc.boolean(),
    statusCode: fc.constantFrom(0, 1, 2),
    alias: text,
    secureKey: word,
    userId: word,
    chatId: text,
    nextPosition: count,
    userData: fc.dictionary(text, text),
    errors: fc.array(fc.record({ code: count, advice: text })),
    monitored: fc.boolean(),
    channel: text,
    requestId: text,
  },
  { requiredKeys: ['messages', 'chatEnded', 'statusCode'] },
);

test('N-99 Whatever an envelope says, it is written as JSON.stringify would write it', () => {
  fc.assert(
    fc.property(envelope, (given) => {
      expect(JSON.parse(envelopeJson(given as Envelope))).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test('N-99 Fields that are not known are left out', () => {
  const said = { from: { nickname: 'Rita', participantId: 1, type: 'Client' }, type: 'Message', utcTime: 1 } as const;
  const given = {
    messages: [{ ...said, text: undefined }],
    chatEnded: true,
    statusCode: 0,
    secureKey: undefined,
  } as const;
  expect(envelopeJson(given)).toBe(JSON.stringify(given));
});
