import { expect, type Page, test } from '@playwright/test';
import { servePage } from '../fixtures/page-server.js';
import { ServerProcess } from '../fixtures/server-process.js';

interface Seen {
  eventName: string;
  connectionId?: string;
  eventId?: string;
  direction?: string;
  ANI?: string;
}
interface Handler {
  makeAgentAvailable(): Promise<void>;
  makeAgentUnavailable(): Promise<void>;
  makeOutboundCall(phoneNumber: string, eventId: string): Promise<number>;
  acceptCall(): Promise<number>;
  rejectCall(): Promise<number>;
  hangupCall(): Promise<number>;
}
type ClientWindow = Window & { seen: Seen[]; handler: Handler };

const PAGE = new URL('../fixtures/vendor-handler-page.html', import.meta.url);

// A page on another localhost port, with the class of Oracle's guide and nothing of ours.
test.describe("a client written from Oracle's page", () => {
  let server: ServerProcess;
  let site: Awaited<ReturnType<typeof servePage>>;
  test.beforeEach(async ({ page }) => {
    server = await ServerProcess.start();
    site = await servePage(PAGE);
    await page.goto(`${site.url}?service=localhost:${server.port}`);
  });
  test.afterEach(async () => {
    site.close();
    await server.kill();
  });

  const seen = (page: Page) => page.evaluate(() => (window as unknown as ClientWindow).seen);
  const names = async (page: Page) => (await seen(page)).map(({ eventName }) => eventName);
  const tell = (page: Page, method: keyof Handler, ...args: string[]) =>
    page.evaluate(
      ([name, rest]) => {
        const { handler } = window as unknown as ClientWindow;
        return (handler[name] as (...values: string[]) => Promise<unknown>).apply(handler, rest);
      },
      [method, args] as const,
    );

  test('W-01 becomes available', async ({ page }) => {
    await tell(page, 'makeAgentAvailable');
    await expect.poll(() => names(page)).toEqual(['EventRegistered']);
  });

  test('W-02 takes a call and ends it, all on one socket', async ({ page }) => {
    await tell(page, 'makeAgentAvailable');
    await expect.poll(() => names(page)).toContain('EventRegistered');
    const connId = await server.ring('7001', '+14155550100');
    await expect.poll(() => names(page)).toContain('EventRinging');
    expect(await tell(page, 'acceptCall')).toBe(200);
    await expect.poll(() => names(page)).toContain('EventEstablished');
    expect(await tell(page, 'hangupCall')).toBe(200);
    await expect
      .poll(() => names(page))
      .toEqual(['EventRegistered', 'EventRinging', 'EventEstablished', 'EventReleased']);
    for (const frame of (await seen(page)).slice(1)) {
      expect(frame).toMatchObject({ connectionId: connId, eventId: connId, ANI: '+14155550100', direction: 'inbound' });
    }
  });

  test('W-02 declines a call', async ({ page }) => {
    await tell(page, 'makeAgentAvailable');
    await expect.poll(() => names(page)).toContain('EventRegistered');
    await server.ring();
    await expect.poll(() => names(page)).toContain('EventRinging');
    expect(await tell(page, 'rejectCall')).toBe(200);
    await expect.poll(() => names(page)).toEqual(['EventRegistered', 'EventRinging', 'EventReleased']);
  });

  test('W-03 dials, under the id that Fusion gave', async ({ page }) => {
    await tell(page, 'makeAgentAvailable');
    await expect.poll(() => names(page)).toContain('EventRegistered');
    expect(await tell(page, 'makeOutboundCall', '+14155550100', 'fusion-call-1')).toBe(200);
    await expect.poll(() => names(page)).toContain('EventRinging');
    const ringing = (await seen(page)).at(-1);
    expect(ringing).toMatchObject({ eventId: 'fusion-call-1', direction: 'outbound', ANI: '+14155550100' });
    await server.post(`/control/calls/${ringing?.connectionId}/answer`);
    await expect.poll(() => names(page)).toContain('EventEstablished');
  });

  test('is told by its socket when the server dies', async ({ page }) => {
    await tell(page, 'makeAgentAvailable');
    await expect.poll(() => names(page)).toContain('EventRegistered');
    await server.kill();
    await expect.poll(() => names(page)).toContain('lost');
  });
});
