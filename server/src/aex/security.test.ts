import { afterEach, describe, expect, test } from 'vitest';
import { FakeResolver } from '../runtime/outbound/testing/fake-resolver.js';
import { DEFAULT_AEX_CONFIG } from '../runtime/config-aex.js';
import { DEFAULT_CONFIG } from '../runtime/config.js';
import { logOptions } from '../runtime/log.js';
import { pino } from 'pino';
import { OtherSide } from '../testing/other-side.js';
import { Rig } from './testing/rig.js';

const KEY = 'key-of-acme-number-one';
const headers = { authorization: `Bearer ${KEY}` };

let rig: Rig;
let bait: OtherSide | undefined;
afterEach(async () => {
  await rig.stop();
  await bait?.stop();
  bait = undefined;
});

/** A server that nobody should call. */
async function startBait(): Promise<{ url: string; calls: string[] }> {
  const calls: string[] = [];
  bait = await new OtherSide((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.end();
  }).listen();
  return { url: `${bait.url}/`, calls };
}

describe('where the bridge goes', () => {
  test.each([
    'https://usw2.pure.cloud',
    'usw2.pure.cloud:443',
    'user@usw2.pure.cloud',
    'usw2.pure.cloud/x',
    'usw2.pure.cloud.',
    'USW2.pure.cloud',
    'usw2.pure.cloud.evil.example',
    'pure.cloud',
    '127.0.0.1',
    '[::1]',
    'usw2.pure.clоud',
    'localhost',
    '__proto__',
    'emulator.local.',
  ])('X-30 The hostname %s is none of the regions', async (hostname) => {
    rig = await Rig.start();
    expect(await rig.initiate({ ...rig.request(), hostname })).toMatchObject({
      status: 403,
      body: { error: 'host_not_allowed' },
    });
  });

  test('X-30 The emulator is no region outside open mode, unless it is named', async () => {
    rig = await Rig.start({
      open: false,
      aex: { emulator: '', callers: [{ name: 'acme', keys: [KEY], returnTargets: [{ host: '127.0.0.1' }] }] },
    });
    rig.headers = headers;
    expect(await rig.initiate()).toMatchObject({ status: 403, body: { error: 'host_not_allowed' } });
  });

  test('X-30 A region that leads into a private network is not called', async () => {
    const resolver = new FakeResolver({ 'api.usw2.pure.cloud': [['10.1.2.3']] });
    rig = await Rig.start({ resolver });
    expect(await rig.initiate({ ...rig.request(), hostname: 'usw2.pure.cloud' })).toMatchObject({ status: 502 });
    expect(resolver.asked).toEqual(['api.usw2.pure.cloud']);
  });

  const acme = {
    name: 'acme',
    keys: [KEY],
    returnTargets: [{ host: 'aex.example', path: '/api/livechat' }],
  };
  test.each([
    'http://aex.example/api/livechat/publish',
    'https://evil.example/api/livechat/publish',
    'https://aex.example/other',
    'https://aex.example/api/livechat/../../x',
    'https://aex.example:8443/api/livechat/publish',
    'https://user:pass@aex.example/api/livechat/publish',
    'https://aex.example./api/livechat/publish',
    'https://169.254.169.254/api/livechat/publish',
    'https://0x7f.1/api/livechat/publish',
    'file:///etc/passwd',
    'no address',
  ])('X-31 The return address %s is refused', async (url) => {
    rig = await Rig.start({
      aex: { callers: [acme] },
      resolver: new FakeResolver({ 'aex.example': [['93.184.216.34']] }),
    });
    rig.headers = headers;
    const request = rig.request();
    expect(await rig.initiate({ ...request, ReturnEndpoints: { ...request.ReturnEndpoints, url } })).toMatchObject({
      status: 403,
      body: { error: 'return_url_not_allowed' },
    });
    expect(rig.cloud.requests).toEqual([]);
  });

  test.each(['10.0.0.1', '169.254.169.254', '127.0.0.1', '100.64.0.1', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
    'X-31 A return address whose name leads to %s is refused',
    async (address) => {
      rig = await Rig.start({
        aex: { callers: [acme] },
        resolver: new FakeResolver({ 'aex.example': [['93.184.216.34', address]] }),
      });
      rig.headers = headers;
      const request = rig.request();
      const url = 'https://aex.example/api/livechat/publish';
      expect(await rig.initiate({ ...request, ReturnEndpoints: { ...request.ReturnEndpoints, url } })).toMatchObject({
        status: 403,
      });
    },
  );

  test('X-31 A name that leads elsewhere once it was judged is judged again at each publish', async () => {
    const resolver = new FakeResolver({ 'aex.test': [['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254']] });
    const target = { host: 'aex.test', ports: 'any' as const, networks: ['127.0.0.0/8'], plain: true };
    rig = await Rig.start({ aex: { callers: [{ ...acme, returnTargets: [target] }] }, resolver });
    rig.headers = headers;
    const request = rig.request();
    const url = rig.aex.url.replace('127.0.0.1', 'aex.test');
    const chat = await rig.open({ ...request, ReturnEndpoints: { ...request.ReturnEndpoints, url } });
    const agent = chat.join();
    await rig.told(chat.id, 'agent-joined');
    chat.say(agent, 'not for cloud metadata');
    const dead = () => rig.log.some((line) => line.includes('could not be published'));
    while (!dead()) await new Promise((resolve) => setImmediate(resolve));
    expect(rig.log.find((line) => line.includes('could not be published'))).toContain('outbound-address-forbidden');
  });

  test('X-31 A publish that is redirected goes nowhere, and is put aside', async () => {
    const { url, calls } = await startBait();
    rig = await Rig.start();
    const redirect = new OtherSide((_request, response) => void response.writeHead(307, { location: url }).end());
    await redirect.listen();
    const request = rig.request();
    const from = `${redirect.url}/publish`;
    const chat = await rig.open({ ...request, ReturnEndpoints: { ...request.ReturnEndpoints, url: from } });
    chat.join();
    await letters(1);
    await redirect.stop();
    expect(calls).toEqual([]);
    expect((await letters(1))[0]).toMatchObject({ type: 'agent-joined', reason: 'outbound-redirected' });
  });

  test.each([
    'wss://evil.example/v1/token/x',
    'ws://carrier-pigeon.usw2.pure.cloud/v1/token/x',
    'wss://usw2.pure.cloud.evil.example/x',
    'https://127.0.0.1/',
    'no address',
  ])('X-32 An event stream at %s is not opened, and its chat is ended', async (uri) => {
    rig = await Rig.start();
    rig.cloud.streamUri = () => uri;
    expect(await rig.initiate()).toMatchObject({ status: 502, body: { error: 'upstream_error' } });
    const [chat] = rig.cloud.chats.values();
    expect(chat?.ended).toBe(true);
  });
});

describe('what the bridge tells nobody', () => {
  test('X-33 No secret, name or text is in the log or in an answer, whatever goes wrong', async () => {
    const oauth = [{ domain: 'emulator.local', clientId: 'client', clientSecret: 'very-secret-client-secret' }];
    rig = await Rig.start({ aex: { oauth } });
    const chat = await rig.open();
    const agent = chat.join('Agatha');
    let n = 0;
    rig.cloud.fault = () => ((n += 1) % 3 === 0 ? { status: 500 } : undefined);
    rig.aex.fault = () => ((n += 1) % 2 === 0 ? 500 : undefined);
    for (let word = 0; word < 10; word += 1) {
      await rig.say(chat.id, `a word of the user ${word}`);
      chat.say(agent, `a word of the agent ${word}`);
      if (word % 3 === 0) chat.cut();
    }
    chat.isExpired = true;
    chat.cut();
    await rig.told(chat.id, 'ended');
    rig.cloud.fault = (operation) => (operation === 'create' ? { status: 400 } : undefined);
    const answers = [
      await rig.initiate(),
      await rig.initiate({ ...rig.request(), hostname: 'very-secret-client-secret' }),
      await rig.call('GET', `/genesys_wrapper/conversations/${chat.id}`),
      await rig.call('GET', '/genesys_wrapper/dead_letters'),
    ];
    const everything = `${rig.log.join('\n')}\n${JSON.stringify(answers)}`;
    expect(everything).toContain(chat.id);
    expect(everything).not.toMatch(
      /guest-|v1\/token|PLACEHOLDER|very-secret|a word of|Agatha|user@example|\+1222|Basic /,
    );
  });

  test('X-33 The configuration is logged without its secrets', async () => {
    rig = await Rig.start();
    const lines: string[] = [];
    const { stream: _stream, ...options } = logOptions('info');
    const secret = 'very-secret-very-secret';
    const aex = {
      ...DEFAULT_AEX_CONFIG,
      adminToken: secret,
      sealKey: secret,
      store: `redis://:${secret}@host`,
      callers: [{ name: 'acme', keys: [secret], returnTargets: [{ host: 'aex.example' }] }],
      oauth: [{ domain: 'usw2.pure.cloud', clientId: 'id', clientSecret: secret }],
    };
    pino(options, { write: (line: string) => void lines.push(line) }).info(
      { config: { ...DEFAULT_CONFIG, aex } },
      'configuration',
    );
    expect(lines[0]).toContain('aex.example');
    expect(lines[0]).not.toContain(secret);
  });
});

async function letters(atLeast: number): Promise<Record<string, unknown>[]> {
  for (;;) {
    const { body } = await rig.call<Record<string, unknown>[]>('GET', '/genesys_wrapper/dead_letters');
    if (body.length >= atLeast) return body;
  }
}
