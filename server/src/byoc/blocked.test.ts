import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Rig } from './testing/rig.js';

let rig: Rig;
let folder: string | undefined;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

const PATH = '/byoc/support/blocked/hole';
const block = (user: string, reason = 'abuse') => rig.call('PUT', `${PATH}/${encodeURIComponent(user)}`, { reason });
const people = async () => (await rig.call<{ people: { user: string }[] }>('GET', PATH)).body.people;

test('I-63 Who is shut out is refused, on every thread of the channel, until let in again', async () => {
  rig = await Rig.start();
  const thread = await rig.open();
  expect((await block('user-1')).status).toBe(204);
  const refused = { status: 403, body: { error: 'blocked' } };
  expect(await rig.say('angry', thread)).toMatchObject(refused);
  expect(await rig.say('angry again')).toMatchObject(refused);
  expect(await rig.event({ type: 'typing', threadId: thread, isTyping: true })).toMatchObject(refused);
  expect((await rig.event({ type: 'left', threadId: thread })).status).toBe(202);
  expect((await rig.say('friendly', undefined, { customer: { id: 'user-2' } })).status).toBe(202);
  // People are known by their channel: elsewhere the same id is somebody else.
  const elsewhere = { type: 'message', customer: { id: 'user-1' }, message: { id: 'm', text: 'x' } };
  expect((await rig.event(elsewhere, { channel: 'pond' })).status).toBe(202);
  await rig.cxone.until(() => rig.cxone.messages.length === 3);
  expect(rig.cxone.texts(thread)).toEqual(['hello']);
  expect((await rig.call('DELETE', `${PATH}/user-1`)).status).toBe(204);
  expect(await rig.call('DELETE', `${PATH}/user-1`)).toMatchObject({ status: 404, body: { error: 'unknown_person' } });
  expect((await rig.say('sorry', thread)).status).toBe(202);
});

test('I-63 No agent writes first to who is shut out, and is told so', async () => {
  rig = await Rig.start();
  await block('user-1');
  const body = { endUserRecipients: [{ idOnExternalPlatform: 'user-1' }] };
  expect(await rig.box('/1.0/channel/hole/recipients/validation', body)).toMatchObject({
    status: 400,
    body: { displayErrorMessage: 'This person is shut out of the channel.' },
  });
  expect((await rig.outbound()).status).toBe(400);
});

test('I-64 The list is shown page by page, survives a restart, and names nobody in the store', async () => {
  folder = mkdtempSync(join(tmpdir(), 'cti-blocked-'));
  rig = await Rig.start({ byoc: { store: join(folder, 'store') } });
  const users = Array.from({ length: 101 }, (_one, n) => `person/${n}@herd`);
  for (const user of users) expect((await block(user)).status).toBe(204);
  await rig.stopMiddleware();
  await rig.startMiddleware();
  expect(await people()).toHaveLength(100);
  const first = (await rig.call<{ people: { user: string }[]; after: string }>('GET', PATH)).body;
  const second = (await rig.call<{ people: { user: string }[]; after: string }>('GET', `${PATH}?after=${first.after}`))
    .body;
  expect([...first.people, ...second.people].map(({ user }) => user).toSorted()).toEqual(users.toSorted());
  expect(second.after).toBe('');
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
  expect(bytes.join('')).not.toContain('@herd');
  expect((await rig.call('PUT', '/byoc/support/blocked/nowhere/x', {})).status).toBe(404);
});

test('I-64 Only support staff shuts people out', async () => {
  rig = await Rig.start({ open: false, byoc: { adminToken: 'support-token' } });
  expect((await block('user-1')).status).toBe(401);
  expect((await rig.call('GET', PATH)).status).toBe(401);
  const staff = { authorization: 'Bearer support-token' };
  expect((await rig.call('PUT', `${PATH}/user-1`, {}, staff)).status).toBe(204);
});
