import { subprotocolsFor } from '@fusion-cti/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until, type WireMessage } from '../bayeux/testing/endpoint.js';
import { ManualClock } from '../runtime/clock.js';
import type { Envelope } from './envelope.js';
import { TestServer } from '../testing/test-server.js';
import { type Keeping, RedisKeeper, redisKeeper } from './testing/keepings.js';
import { type GmsAnswer, RestClient } from './testing/rest-client.js';

const ANSWER_MS = 7_000;
const redis = redisKeeper();

describe.runIf(redis !== undefined)('chats while their Redis is away', () => {
  const keeper = redis ?? new RedisKeeper('');
  let keeping: Keeping;
  let clock: ManualClock;
  let server: TestServer;
  beforeAll(() => keeper.begin());
  afterAll(() => keeper.end());
  beforeEach(async () => {
    keeping = keeper.place();
    clock = new ManualClock();
    await start();
  });
  afterEach(() => server.stop());

  async function start(): Promise<void> {
    const chat = { defaults: { gms: { profile: 'silent' }, inactivity: { alertMs: 0 }, files: { needAgent: false } } };
    server = await TestServer.start(
      { gms: { ...keeping, answerMs: ANSWER_MS } },
      { chat },
      { clock, wallClock: clock },
    );
  }
  const held = () => clock.pending().filter(({ name }) => name === 'chat keeper answer').length;
  /** All of them are on their way at once. */
  async function late<T>(...asked: readonly Promise<T>[]): Promise<readonly T[]> {
    await until(() => held() === asked.length);
    clock.advance(ANSWER_MS - 1);
    expect(held()).toBe(asked.length);
    clock.advance(1);
    expect(held()).toBe(0);
    return Promise.all(asked);
  }
  /** Asks until it is answered: how long a connection takes to come back is not the clock's. */
  async function askAgain<T>(ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
    for (;;) {
      let isAnswered = false;
      const asked = ask().finally(() => (isAnswered = true));
      await until(() => {
        clock.advance(10);
        return isAnswered;
      });
      const answer = await asked;
      if (isGood(answer)) return answer;
    }
  }
  const isOk = ({ status }: GmsAnswer) => status === 200;
  const textsIn = ({ body }: GmsAnswer) =>
    body.messages.flatMap(({ type, text = '' }) => (type === 'Message' ? [text] : []));

  it('N-98 A client of CometD is told in time too, and of what was done when it is safe', async () => {
    const CHANNEL = '/service/chatV2/customer-support';
    const post = async (message: object): Promise<readonly WireMessage[]> => {
      const { body } = await server.post('/genesys/cometd', [message]);
      return body as unknown as readonly WireMessage[];
    };
    const [{ clientId } = { clientId: undefined }] = await post({ channel: '/meta/handshake' });
    const say = (data: object) => post({ channel: CHANNEL, clientId, data });
    const opened = await say({ operation: 'requestChat', nickname: 'Rita' });
    const { chatId, alias, secureKey } = opened.find(({ data }) => data !== undefined)?.data as Envelope;

    await keeper.kill();
    const [answer] = await late(say({ operation: 'sendMessage', secureKey, message: 'late' }));
    const refusal = { chatId, alias, chatEnded: false, statusCode: 1, messages: [], errors: [{ code: 911 }] };
    expect(answer).toMatchObject([{ successful: true }, { channel: CHANNEL, data: refusal }]);

    await keeper.startAgain();
    const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling' };
    const [, ...told] = await askAgain(
      () => post(connect),
      ({ length }) => length > 1,
    );
    expect(told).toMatchObject([
      { channel: CHANNEL, data: { statusCode: 0, messages: [{ type: 'Message', text: 'late' }] } },
    ]);
  });

  it('N-98 Answers are refused in time, with a code and in the words of each face; nothing is lost or comes twice', async () => {
    const client = await new RestClient(server).begin();
    const { chatId, alias, secureKey } = client.ids;
    const form = new FormData();
    form.append('secureKey', secureKey);
    form.append('file', new Blob(['content']), 'a.txt');
    const fileId = (await client.send(`/${chatId}/file`, form)).body.userData?.['file-id'] ?? '';
    expect((await client.in('send', { message: 'sure' })).body.statusCode).toBe(0);

    const { body: desk } = await server.post('/genesys/session', { agent: '5001', chats: true });
    const socket = server.open({}, subprotocolsFor(desk.ticket as string));
    const frames = [await socket.next(), await socket.next()];
    const session = frames.flatMap((frame) => (frame.kind === 'hello' ? [frame.frame.session] : []))[0];
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    await server.post(`/control/chats/${chatId}/accept`, {});

    await keeper.kill();
    const answers = await late(
      client.in('send', { message: 'late', transcriptPosition: 1 }),
      client.in('refresh'),
      new RestClient(server).post('', { nickname: 'Another' }),
    );
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([
        503,
        {
          messages: [],
          chatEnded: false,
          statusCode: 1,
          ...(body !== answers[2]?.body && { chatId }),
          errors: [{ code: 911, advice: expect.stringMatching(/referenceId\[\d+\]$/) as string }],
        },
      ]);
    }
    const [command] = await late(server.command('chatSay', { session, chatId, text: 'from the desk' }));
    expect(command).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    const [page] = await late(client.download(`file/${fileId}/download`));
    expect([page?.status, page?.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(page?.headers.get('content-disposition')).toBeNull();
    expect(await page?.text()).toMatch(/referenceId\[\d+\]/);
    const others = await late(
      fetch(`${server.url}/genesys/2/mock/sessions/keys`),
      fetch(`${server.url}/control/chats`),
    );
    expect(others.map(({ status }) => status)).toEqual([503, 503]);
    expect(await Promise.all(others.map((answer) => answer.json()))).toMatchObject([
      { error: 'unavailable' },
      { code: 'store-unavailable' },
    ]);

    await keeper.startAgain();
    expect(textsIn(await askAgain(() => client.in('refresh'), isOk))).toEqual(['sure', 'late', 'from the desk']);
    expect((await client.in('send', { message: 'as ever' })).body).toMatchObject({ statusCode: 0, alias, secureKey });
    await server.stop();
    await start();
    const again = Object.assign(new RestClient(server), { last: client.last });
    expect(textsIn(await again.in('refresh'))).toEqual(['sure', 'late', 'from the desk', 'as ever']);
  });
});
