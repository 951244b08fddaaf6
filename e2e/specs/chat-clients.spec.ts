import { expect, type Page, test } from '@playwright/test';
import { serveChatPage } from '../fixtures/chat-page.js';
import { ServerProcess } from '../fixtures/server-process.js';

interface Envelope {
  readonly messages: readonly { index: number; type: string; from: { type: string } }[];
  readonly chatEnded: boolean;
  readonly secureKey?: string;
  readonly chatId: string;
}
interface Library {
  configure(options: object): void;
  unregisterTransport(type: string): void;
  getTransportTypes(): string[];
  getTransport(): { type: string };
  addListener(channel: string, hear: (message: { data: Envelope }) => void): void;
  handshake(done: (answer: { successful: boolean }) => void): void;
  publish(channel: string, data: object, done: (answer: { successful: boolean }) => void): void;
  disconnect(done: () => void): void;
}
type CustomerWindow = Window & { CometD: new () => Library; client: Library; heard: Envelope[] };

const CHANNEL = '/service/chatV2/customer-support';
/** As everybody else has it: `server/src/gms/compatibility.test.ts`. */
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

test.describe("a customer's page in a browser", () => {
  let server: ServerProcess;
  let site: Awaited<ReturnType<typeof serveChatPage>>;
  test.beforeEach(async ({ page }) => {
    server = await ServerProcess.start();
    site = await serveChatPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'CometD' in window);
  });
  test.afterEach(async () => {
    site.close();
    await server.kill();
  });

  for (const transport of ['websocket', 'long-polling', 'callback-polling']) {
    test(`N-73 cometd in a page, by ${transport}: a whole chat with a file, each event once and in order`, async ({
      page,
    }) => {
      await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
      await start(page, transport);
      await ask(page, 'requestChat', { firstName: 'Joan', lastName: 'Smith' });
      await expect.poll(() => lines(page)).toHaveLength(1);
      const { chatId } = await first(page);
      await server.post(`/control/chats/${chatId}/accept`);
      await expect.poll(() => lines(page)).toHaveLength(2);
      await ask(page, 'startTyping', { message: 'He' });
      await ask(page, 'sendMessage', { message: 'Hello' });
      await expect.poll(() => lines(page)).toHaveLength(4);
      await server.post(`/control/chats/${chatId}/say`, { text: 'Good morning' });
      await expect.poll(() => lines(page)).toHaveLength(5);
      expect(await upload(page)).toBe(0);
      await expect.poll(() => lines(page)).toHaveLength(6);
      await ask(page, 'updateNickname', { nickname: 'Jo' });
      await ask(page, 'disconnect');
      await expect.poll(() => lines(page)).toEqual(TRACE);
      expect(await page.evaluate(() => (window as unknown as CustomerWindow).client.getTransport().type)).toBe(
        transport,
      );
    });
  }

  async function start(page: Page, transport: string): Promise<void> {
    const shaken = await page.evaluate(
      async ([url, type, channel]) => {
        const self = window as unknown as CustomerWindow;
        const client = new self.CometD();
        self.client = client;
        self.heard = [];
        for (const other of client.getTransportTypes()) if (other !== type) client.unregisterTransport(other);
        client.configure({ url });
        client.addListener(channel, ({ data }) => self.heard.push(data));
        return new Promise<boolean>((resolve) => client.handshake(({ successful }) => resolve(successful)));
      },
      [`http://localhost:${server.port}/genesys/cometd`, transport, CHANNEL] as const,
    );
    expect(shaken).toBe(true);
  }

  const ask = (page: Page, operation: string, fields: object = {}) =>
    page.evaluate(
      ([channel, name, given]) => {
        const { client, heard } = window as unknown as CustomerWindow;
        const secureKey = heard.findLast((envelope) => envelope.secureKey !== undefined)?.secureKey;
        return new Promise<void>((resolve) =>
          client.publish(channel, { operation: name, secureKey, ...given }, () => resolve()),
        );
      },
      [CHANNEL, operation, fields] as const,
    );

  /** Another origin's file, with the cookies of the page: the browser asks first whether it may. */
  const upload = (page: Page) =>
    page.evaluate(async (url) => {
      const { heard } = window as unknown as CustomerWindow;
      const form = new FormData();
      form.append('operation', 'fileUpload');
      form.append('secureKey', heard[0]?.secureKey ?? '');
      form.append('file', new File(['hello'], 'a.txt'));
      const answer = await fetch(url, { method: 'POST', body: form, credentials: 'include' });
      return ((await answer.json()) as { statusCode: number }).statusCode;
    }, `http://localhost:${server.port}/genesys/2/chat-ntf`);

  const first = (page: Page) => page.evaluate(() => (window as unknown as CustomerWindow).heard[0]!);

  const lines = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as CustomerWindow).heard.flatMap(({ messages, chatEnded }) => [
        ...messages.map(({ index, from, type }) => `${index} ${from.type} ${type}`),
        ...(chatEnded ? ['ended'] : []),
      ]),
    );
});
