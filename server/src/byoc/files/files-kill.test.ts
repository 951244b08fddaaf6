import { afterAll, beforeAll, expect, test } from 'vitest';
import { Partner } from '../../runtime/outbound/testing/partner.js';
import type { Child } from '../../testing/child.js';
import { Children } from '../testing/children.js';
import { Rig } from '../testing/rig.js';

let children: Children;
beforeAll(async () => {
  children = await Children.build('files-kill-test');
}, 60_000);
afterAll(() => children.stop());

test('I-53 A file that a killed process was fetching fails where the agent sees it, and the thread goes on', async () => {
  const rig = await Rig.start();
  await rig.stopMiddleware();
  const partner = await Partner.start(() => undefined);
  let child = await start();
  try {
    const thread = await rig.open();
    const url = `http://127.0.0.1:${partner.port}/a.png`;
    expect((await rig.reply(thread, 'look', { attachments: [{ friendlyName: 'a.png', url }] })).status).toBe(200);
    await rig.reply(thread, 'next');
    await partner.until(({ requests }) => requests.length === 1);
    await child.kill();
    child = await start();
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.story(thread)).toEqual(['next']);
    await rig.cxone.until(() => rig.cxone.statuses.length === 2);
    const [failed] = rig.cxone.statuses.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ reason: 'attachment_lost' });
    expect(partner.requests).toHaveLength(1);
  } finally {
    await rig.stop();
    await partner.stop();
  }

  async function start(): Promise<Child> {
    const started = await children.middleware(children.place('store'), rig.cxone.base, rig.platform.url);
    rig.atPort(started.port);
    return started;
  }
});
