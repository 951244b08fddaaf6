import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { CUSTOMERS, hears, linesOf } from './testing/customers.js';

/** The same of everybody, however they come. `e2e/specs/chat-clients.spec.ts` has it of a page in a browser. */
const TRACE = [
  '1 Client ParticipantJoined',
  '2 Agent ParticipantJoined',
  '3 Client TypingStarted',
  '4 Client Message',
  '5 Agent Message',
  '6 Client FileUploaded',
  '7 Client NicknameUpdated',
  'ended',
];

describe('clients of all kinds', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
  });
  afterEach(() => server.stop());

  it.each(CUSTOMERS)('N-73 %s: a whole chat with a file, each event once and in order', async (_name, make) => {
    const customer = make();
    await customer.connect(server);
    await customer.ask('requestChat', { firstName: 'Joan', lastName: 'Smith', userData: { a: '1' } });
    await hears(customer, 1);
    const { secureKey = '', chatId = '' } = customer.heard[0]!;
    const agent = (deed: string, body: object = {}) => server.post(`/control/chats/${chatId}/${deed}`, body);
    await agent('accept');
    await hears(customer, 2);
    await customer.ask('startTyping', { message: 'He' });
    await hears(customer, 3);
    await customer.ask('sendMessage', { message: 'Hello', messageType: 'text' });
    await hears(customer, 4);
    await agent('say', { text: 'Good morning' });
    await hears(customer, 5);
    // Misspelt, and without an operation: as real clients write them.
    const limits = await post({ operation: 'fileGetsLimits', secureKey });
    expect(limits.messages[0]?.text).toBe('file-client-cfg-get');
    await post({ secureKey }, new File(['hello'], 'a.txt'));
    await hears(customer, 6);
    await customer.ask('updateNickname', { nickname: 'Jo' });
    await hears(customer, 7);
    await customer.ask('disconnect');
    await hears(customer, 8);
    expect(linesOf(customer.heard)).toEqual(TRACE);
    await customer.leave();
  });

  async function post(fields: Record<string, string>, file?: File): Promise<Envelope> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    if (file !== undefined) form.append('file', file);
    const response = await fetch(`${server.url}/genesys/2/chat-ntf`, { method: 'POST', body: form });
    return (await response.json()) as Envelope;
  }
});
