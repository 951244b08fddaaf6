import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_AEX_CONFIG } from '../runtime/config-aex.js';
import { ManualClock } from '../runtime/clock.js';
import { BACKOFF } from '../runtime/outbound/index.js';
import { FakeResolver } from '../runtime/outbound/testing/fake-resolver.js';
import { accessTokens } from './backend/access-tokens.js';
import { RegionLine } from './backend/region-line.js';
import { BridgeMetrics } from './bridge-metrics.js';
import { rulesOf, checkCallers } from './settings.js';
import { regionsOf } from './regions.js';
import { keyInFile, Seal } from '../runtime/seal.js';
import { Rig } from './testing/rig.js';
import { ScriptedCloud } from './testing/scripted-cloud.js';

interface Letter {
  readonly id: number;
  readonly type: string;
  readonly reason: string;
  readonly tries: number;
}

let rig: Rig | undefined;
const folders: string[] = [];
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cti-aex-'));
  folders.push(folder);
  return folder;
}

describe('the event stream', () => {
  test('X-15 What is said while nobody listens is fetched, in order and once', async () => {
    rig = await Rig.start();
    const chat = await rig.listening();
    const agent = chat.join();
    chat.say(agent, 'one');
    await rig.told(chat.id, 'message');
    chat.cut();
    for (let n = 0; n < 250; n += 1) chat.say(agent, `missed ${n}`);
    await rig.aex.until(() => rig?.aex.of(chat.id).some(({ message }) => message === 'missed 249') ?? false);
    const missed = Array.from({ length: 250 }, (_, n) => `missed ${n}`);
    expect(rig.aex.story(chat.id)).toEqual(['agent-joined', 'one', ...missed]);
  });

  test('X-15 A stream that is silent for too long is dead, and opened again', async () => {
    rig = await Rig.start({ aex: { silenceMs: 50 } });
    await rig.open();
    const cloud = rig.cloud;
    await cloud.until(() => cloud.requests.filter((one) => one === 'stream').length >= 3);
  });

  test('X-15 What cannot be read is looked up', async () => {
    rig = await Rig.start();
    const chat = await rig.listening();
    const agent = chat.join();
    chat.frameFault = () => 'garble';
    chat.say(agent, 'in pieces');
    await rig.told(chat.id, 'message');
    chat.raw('[]');
    chat.raw('{"eventBody":7}');
    chat.frameFault = () => undefined;
    chat.say(agent, 'whole');
    await rig.aex.until(() => rig?.aex.story(chat.id).includes('whole') ?? false);
    expect(rig.aex.story(chat.id)).toEqual(['agent-joined', 'in pieces', 'whole']);
  });

  test('X-15 A chat that is unknown at the handshake is over, one without a right to it is an error', async () => {
    rig = await Rig.start();
    const [gone, expired] = [await rig.listening(), await rig.listening()];
    rig.cloud.fault = (operation) => (operation === 'stream' ? { status: 404 } : undefined);
    gone.cut();
    await rig.told(gone.id, 'ended');
    rig.cloud.fault = () => undefined;
    expired.isExpired = true;
    expired.cut();
    await rig.told(expired.id, 'ended');
    expect(rig.aex.story(gone.id)).toEqual(['ended']);
    expect(rig.aex.story(expired.id)).toEqual(['error', 'ended']);
  });

  test('X-27 A stream that cannot be opened any more ends the chat with an error, and the guest is taken out', async () => {
    rig = await Rig.start({ aex: { rules: { giveUpMs: 100 } } });
    const chat = await rig.listening();
    rig.cloud.fault = (operation) => (operation === 'stream' ? { status: 503 } : undefined);
    chat.cut();
    await rig.told(chat.id, 'ended');
    expect(rig.aex.story(chat.id)).toEqual(['error', 'ended']);
    expect(chat.ended).toBe(true);
  });
});

describe('publishing', () => {
  test('X-34 What fails is tried again in order, and what keeps failing is put aside', async () => {
    rig = await Rig.start({ aex: { publishTries: 3 } });
    const chat = await rig.listening();
    rig.aex.fault = ({ message }) => (message === 'two' ? 503 : undefined);
    const agent = chat.join();
    for (const text of ['one', 'two', 'three']) chat.say(agent, text);
    await rig.aex.until(() => rig?.aex.story(chat.id).includes('three') ?? false);
    expect(rig.aex.story(chat.id)).toEqual(['agent-joined', 'one', 'three']);
    const { body } = await rig.call<Letter[]>('GET', '/genesys_wrapper/dead_letters');
    expect(body).toMatchObject([{ type: 'message', reason: 'status 503', tries: 3 }]);
    expect(rig.aex.requests).toBe(3 + 3);
  });

  test('X-34 A token that is not taken is told at once, and a dead letter can be sent with another one, or forgotten', async () => {
    rig = await Rig.start();
    const chat = await rig.listening();
    rig.aex.fault = () => 401;
    chat.say(chat.join(), 'hello');
    const letters = async () => (await rig!.call<Letter[]>('GET', '/genesys_wrapper/dead_letters')).body;
    while ((await letters()).length < 2);
    expect((await letters()).map(({ type, tries }) => [type, tries])).toEqual([
      ['agent-joined', 1],
      ['message', 1],
    ]);
    rig.aex.fault = () => undefined;
    const [first, second] = await letters();
    const replay = `/genesys_wrapper/dead_letters/${second?.id}/replay`;
    expect((await rig.call('POST', replay, { token: 'Bearer fresh' })).status).toBe(202);
    await rig.told(chat.id, 'message');
    expect(rig.aex.authorizations).toEqual(['Bearer fresh']);
    expect((await rig.call('DELETE', `/genesys_wrapper/dead_letters/${first?.id}`)).status).toBe(204);
    expect(await letters()).toEqual([]);
    expect((await rig.call('POST', replay, {})).status).toBe(404);
  });

  test('X-34 The form of what is published is a template, and its sentences are in the user’s language', async () => {
    const publishTemplate = {
      kind: '{{type}}',
      text: '{{message}}',
      who: ['{{agent}}'],
      fixed: 7,
      context: '{{ReturnContext}}',
      conversationId: '{{conversationId}}',
    };
    rig = await Rig.start({ aex: { publishTemplate } });
    const request = rig.request();
    const chat = await rig.listening({ ...request, ReturnContext: { ...request.ReturnContext, lang: 'de-AT' } });
    chat.join('Anna');
    await rig.aex.until(() => (rig?.aex.publications.length ?? 0) > 0);
    expect(rig.aex.publications[0]).toMatchObject({
      kind: 'agent-joined',
      text: 'Anna ist jetzt im Chat',
      who: [{ displayName: 'Anna' }],
      fixed: 7,
      context: { lang: 'de-AT' },
    });
  });
});

describe('several instances', () => {
  test('X-35 Another instance takes what is said, and the one that owns the chat sends it', async () => {
    const store = join(newFolder(), 'store');
    rig = await Rig.start({ aex: { store } });
    const chat = await rig.listening();
    const first = rig.app;
    await rig.startBridge();
    expect(await rig.say(chat.id, 'by the other door')).toMatchObject({ body: true, reason: 'queued' });
    const cloud = rig.cloud;
    await cloud.until(() => chat.fromUser.length > 0);
    expect(chat.fromUser).toEqual(['by the other door']);
    expect((await rig.end(chat.id)).status).toBe(202);
    await rig.told(chat.id, 'ended');
    expect(rig.aex.story(chat.id)).toEqual(['ended']);
    await first?.close();
  });

  test('X-36 An instance that stops hands its chats over, and nothing of them is lost', async () => {
    const store = join(newFolder(), 'store');
    rig = await Rig.start({ aex: { store } });
    const chat = await rig.listening();
    const agent = chat.join();
    await rig.told(chat.id, 'agent-joined');
    const first = rig.app;
    await rig.startBridge();
    await first?.close();
    chat.say(agent, 'to the next one');
    await rig.told(chat.id, 'message');
    await rig.say(chat.id, 'and back');
    await rig.cloud.until(() => chat.fromUser.length > 0);
    expect(rig.aex.story(chat.id)).toEqual(['agent-joined', 'to the next one']);
    expect(chat.fromUser).toEqual(['and back']);
    expect(chat.ended).toBe(false);
  });
});

describe('settings and secrets', () => {
  test('X-09 A token is renewed at 80 % of its life', async () => {
    const cloud = await ScriptedCloud.start();
    const clock = new ManualClock();
    const config = { ...DEFAULT_AEX_CONFIG, emulator: cloud.base };
    const region = regionsOf(config, undefined).get('emulator.local')?.();
    if (region === undefined) throw new Error('There is no emulator');
    const line = new RegionLine(region, {
      config,
      clock,
      resolver: new FakeResolver({}),
      random: Math.random,
      backoff: BACKOFF,
      metrics: new BridgeMetrics(new Registry()),
    });
    const tokens = accessTokens(line, { clientId: 'id', clientSecret: 'secret' }, clock);
    expect(await tokens.get()).toBe('access-1');
    clock.advance(86_399_000 * 0.8 - 1);
    expect(await tokens.get()).toBe('access-1');
    clock.advance(1);
    expect(await tokens.get()).toBe('access-2');
    line.close();
    await cloud.stop();
  });

  test('X-42 What is sealed opens with the same key at the same place only', () => {
    const key = keyInFile(join(newFolder(), 'key'));
    const seal = new Seal(key);
    const sealed = seal.close('a secret', 'here');
    expect(sealed).not.toContain('secret');
    expect(seal.open(sealed, 'here')).toBe('a secret');
    expect(() => seal.open(sealed, 'there')).toThrow();
    expect(() => new Seal(Buffer.alloc(32)).open(sealed, 'here')).toThrow();
    const changed = Buffer.from(sealed, 'base64');
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(() => seal.open(changed.toString('base64'), 'here')).toThrow();
  });

  test('X-42 A key file that others may read, or that holds no key, is refused', () => {
    const path = join(newFolder(), 'key');
    writeFileSync(path, Buffer.alloc(32).toString('base64'), { mode: 0o644 });
    expect(() => keyInFile(path)).toThrow(/others may read it/);
    const short = join(newFolder(), 'key');
    writeFileSync(short, 'abc', { mode: 0o600 });
    expect(() => keyInFile(short)).toThrow(/does not hold 32 bytes/);
  });

  test('X-43 Settings that mean nothing are refused with a sentence', () => {
    expect(() => rulesOf({ ...DEFAULT_AEX_CONFIG, rules: { graceMS: 1 } })).toThrow(
      'Setting /aex/rules/graceMS is not known.',
    );
    expect(() => rulesOf({ ...DEFAULT_AEX_CONFIG, rules: { relayWorkflow: 1 } })).toThrow(
      '/aex/rules/relayWorkflow must be boolean.',
    );
    const caller = { name: 'acme', keys: ['1234567890123456'], returnTargets: [{ host: 'aex.example' }] };
    expect(() => checkCallers({ ...DEFAULT_AEX_CONFIG, callers: [caller, caller] })).toThrow(/same name twice/);
  });
});
