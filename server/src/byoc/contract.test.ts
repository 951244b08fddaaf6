import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { OtherSide } from '../testing/other-side.js';
import { EmulatedCxone } from './testing/emulated-cxone.js';
import { BOX_SECRET } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';

const COMMAND = fileURLToPath(new URL('../../../scripts/byoc-contract.mjs', import.meta.url));
const EMULATOR = fileURLToPath(new URL('contract/emulator', import.meta.url));
const BOX = '/byoc/integration/box';
const PEOPLE = ['--set', 'recipient=user-1', '--set', 'stranger=lion', '--set', 'noChannel=elsewhere'];

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  while (ends.length > 0) await ends.pop()?.();
});

interface Played {
  readonly code: number;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly text: string;
}

test('J-90 A middleware is asked what CXone asks of one, by one command, and this one answers all of it', async () => {
  const { rig, thread } = await middleware();
  const played = await play(`${rig.url}${BOX}/`, thread, ...PEOPLE);
  expect(played, played.text).toMatchObject({ code: 0, failed: [], skipped: [] });
  expect(played.passed).toEqual([
    'no-token',
    'recipient-refused',
    'recipient-valid',
    'reply-3',
    'reply-again',
    'reply-older',
    'stale-token',
    'token-basic',
    'token-form',
    'token-json',
    'token-wrong-grant',
    'token-wrong-secret',
    'too-large',
    'typing',
    'wrong-brand',
    'wrong-channel',
  ]);
  await rig.platform.until(() => rig.platform.story(thread).includes('typing'));
  const words = rig.platform.told.flatMap(({ message }) => (message === undefined ? [] : [message.text]));
  expect(new Set(words)).toEqual(
    new Set([
      'Contract: the way of 3.0',
      'Contract: twice',
      'Contract: the older way',
      'Contract: with an old token, then with a new one',
    ]),
  );
  expect(words).toHaveLength(4);
});

test('J-90 A middleware that compares no token fails, and is told where', async () => {
  const { rig, thread } = await middleware();
  const careless = await withoutTokens(rig);
  const played = await play(careless + BOX, thread, ...PEOPLE);
  expect(played, played.text).toMatchObject({ code: 1, failed: ['no-token', 'stale-token'] });
  expect(played.text).toContain('step 1: status 200 instead of 401');
  expect(played.text).toContain('2 of 16 are not answered as CXone needs it.');
});

test('J-90 What nobody has a value for is left out, and so is what nobody wants', async () => {
  const { rig, thread } = await middleware();
  const played = await play(rig.url + BOX, thread, '--skip', 'too-large');
  expect(played, played.text).toMatchObject({
    code: 0,
    skipped: ['recipient-refused', 'recipient-valid', 'too-large'],
  });
  expect(played.text).toContain('needs --set stranger=…');
});

test.each([
  ['nobody answers', ['--box', 'http://127.0.0.1:9'], 'no answer'],
  ['the address is none', ['--box', 'nowhere'], '--box is no address of the web: nowhere'],
  ['something is missing', ['--thread', ''], 'Missing: --thread'],
  ['the brand is no number', ['--brand', 'jungle'], '--brand is no number: jungle'],
  ['the time is none', ['--timeout', 'long'], '--timeout is no number of milliseconds: long'],
  ['a value has no name', ['--set', 'recipient'], '--set wants name=value'],
  ['an option is not known', ['--boxes', 'x'], "Unknown option '--boxes'"],
  ['there is no such fixture', ['--skip', 'nothing'], 'There is no fixture "nothing" to skip.'],
])('J-90 The command says what to do when %s', async (_why, more, sentence) => {
  const { code, text } = await play('http://127.0.0.1:9', 'thread', ...more);
  expect(code).toBe(1);
  expect(text).toContain(sentence);
  expect(text).not.toContain('at file:');
});

test('J-91 The emulator refuses a message whose words are where no documented field is', async () => {
  const cxone = await EmulatedCxone.start();
  ends.push(() => cxone.stop());
  const own = ['--client', 'api-client', '--secret', 'api-secret', '--fixtures', EMULATOR];
  const played = await play(cxone.base, 'contract', ...own, '--set', 'key=key=id', '--set', 'keySecret=key=secret');
  expect(played, played.text).toMatchObject({ code: 0, passed: ['message-text'], skipped: [] });
});

async function middleware(): Promise<{ readonly rig: Rig; readonly thread: string }> {
  const rig = await Rig.start({ channel: { recipients: 'known', recipientPattern: '^user-\\d+$' } });
  ends.push(() => rig.stop());
  return { rig, thread: await rig.open() };
}

/** The same middleware behind something that lets everybody in. @returns its address */
async function withoutTokens(rig: Rig): Promise<string> {
  const token = await rig.token();
  const side = new OtherSide(async ({ url = '', method = '', headers }, response, body) => {
    const isCallback = !url.endsWith('/token');
    const answer = await fetch(rig.url + url, {
      method,
      headers: {
        'content-type': headers['content-type'] ?? '',
        ...(headers.authorization !== undefined && { authorization: headers.authorization }),
        ...(isCallback && { authorization: `Bearer ${token}` }),
      },
      body,
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  });
  await side.listen();
  ends.push(() => side.stop());
  return side.url;
}

/** @param more options, which count more than those that came before */
function play(box: string, thread: string, ...more: readonly string[]): Promise<Played> {
  const given = [
    '--box',
    box,
    '--client',
    'box-client',
    '--secret',
    BOX_SECRET,
    '--brand',
    '1234',
    '--channel',
    'hole',
  ];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...given, '--thread', thread, ...more], (_error, out, err) => {
      const marked = (mark: string) => [...out.matchAll(new RegExp(`^${mark} ([\\w-]+):`, 'gm'))].map(([, id]) => id!);
      const [passed, failed, skipped] = [marked('✓'), marked('✗'), marked('-')];
      resolve({ code: child.exitCode ?? -1, passed, failed, skipped, text: out + err });
    });
  });
}
