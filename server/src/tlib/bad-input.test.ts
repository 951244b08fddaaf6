import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { T_ATTRIBUTES, T_ERRORS, T_REQUESTS, type TAttributeName, type TRequestName } from '@fusion-cti/protocol';
import { TestServer } from '../testing/test-server.js';
import { LibrarySocket } from './testing/library-socket.js';

const A = '7001';
const B = '7002';

// Whatever comes is answered by one EventError to who sent it, changes nothing, and ends nothing.
describe('bad input to the T-Library face', () => {
  let server: TestServer;
  let client: LibrarySocket;
  let witness: LibrarySocket;
  let ConnID: string;
  beforeEach(async () => {
    server = await TestServer.start();
    client = await LibrarySocket.registered(server, A, B, '8001');
    witness = await LibrarySocket.registered(server, A, B, '8001');
    await client.ask({ request: 'RequestAgentLogin', ThisDN: A, AgentID: '5001' });
    ConnID = (await client.ask({ request: 'RequestMakeCall', ThisDN: A, OtherDN: B })).ConnID!;
    await client.ask({ request: 'RequestAnswerCall', ThisDN: B, ConnID });
    await client.heard();
    await witness.heard();
  });
  afterEach(() => server.stop());

  const state = () => server.get('/control/state');
  const raw = (data: string | Buffer) => client.socket.webSocket.send(data);

  /** Sends something, and looks that nothing but one EventError came of it. */
  const refused = async (send: () => void) => {
    const before = await state();
    send();
    const told = await client.heard();
    expect(told).toMatchObject([{ event: 'EventError' }]);
    expect(await witness.heard()).toEqual([]);
    expect(await state()).toEqual(before);
    return told[0]!;
  };

  const CASES: readonly [what: string, message: unknown, code: keyof typeof T_ERRORS, referenceId?: number][] = [
    ['a list', [{ request: 'RequestQueryServer' }], 51],
    ['a number', 7, 51],
    ['nothing', null, 51],
    ['an object without a request', { ReferenceID: 3, ThisDN: A }, 51, 3],
    ['a request that is not one of T-Library’s', { ReferenceID: 4, request: 'RequestCoffee' }, 51, 4],
    ['a name that every object has', { ReferenceID: 4, request: 'constructor' }, 51, 4],
    ['an event', { ReferenceID: 4, event: 'EventRinging', ThisDN: A }, 51, 4],
    ['a request in another spelling', { ReferenceID: 4, request: 'requestQueryServer' }, 51, 4],
    ['a request that this switch has not', { ReferenceID: 5, request: 'RequestRegisterAll' }, 51, 5],
    ['a missing attribute', { ReferenceID: 6, request: 'RequestMakeCall', ThisDN: A }, 53, 6],
    ['an attribute of the wrong kind', { ReferenceID: 7, request: 'RequestRegisterAddress', ThisDN: 7001 }, 53, 7],
    ['an attribute that no request has', { ReferenceID: 8, request: 'RequestQueryServer', Colour: 'red' }, 53, 8],
    ['an attribute of another request', { ReferenceID: 8, request: 'RequestQueryServer', ThisDN: A }, 53, 8],
    [
      'a word of no enumeration',
      { ReferenceID: 9, request: 'RequestAgentReady', ThisDN: A, AgentWorkMode: 'Eager' },
      53,
      9,
    ],
    ['a number that no answer could bring back', { ReferenceID: 'x', request: 'RequestSetDNDOn', ThisDN: A }, 53],
    ['half a number', { ReferenceID: 0.5, request: 'RequestSetDNDOn', ThisDN: A }, 53],
    ['a number too large to be exact', { ReferenceID: 2 ** 60, request: 'RequestSetDNDOn', ThisDN: A }, 53],
    ['no number where one is announced', { ReferenceID: null, request: 'RequestSetDNDOn', ThisDN: A }, 53],
    [
      'a list that is none',
      { ReferenceID: 1, request: 'RequestMakeCall', ThisDN: A, OtherDN: B, UserData: { a: 1 } },
      53,
      1,
    ],
    ['a DN that nobody knows', { ReferenceID: 10, request: 'RequestRegisterAddress', ThisDN: '1' }, 59, 10],
    ['a DN that it has not registered', { ReferenceID: 11, request: 'RequestSetDNDOn', ThisDN: '7003' }, 41, 11],
    [
      'a call that is not there',
      { ReferenceID: 12, request: 'RequestHoldCall', ThisDN: A, ConnID: '0'.repeat(16) },
      56,
      12,
    ],
    ['a call to nobody', { ReferenceID: 13, request: 'RequestMakeCall', ThisDN: A, OtherDN: '' }, 71, 13],
    [
      'a second login elsewhere',
      { ReferenceID: 14, request: 'RequestAgentLogin', ThisDN: B, AgentID: '5001' },
      1704,
      14,
    ],
  ];

  it.each(CASES)('T-07 answers %s with its code, and changes nothing', async (_what, message, code, referenceId) => {
    const error = await refused(() => client.send(message));
    expect(error).toMatchObject({ ErrorCode: code, ErrorMessage: T_ERRORS[code].message });
    expect(error.ReferenceID).toBe(referenceId);
    expect(error.EventSequenceNumber).toBeGreaterThan(0);
  });

  it.each<[string, string | Buffer]>([
    ['text that is no JSON', '{"request":'],
    ['nothing at all', ''],
    ['bytes', Buffer.from('{"request":"RequestQueryServer"}')],
    ['JSON of no end of depth', '['.repeat(30_000)],
    ['a key that could reach every object', '{"request":"RequestQueryServer","__proto__":{"ThisDN":"7001"}}'],
  ])('T-07 answers %s, and the connection stays', async (_what, data) => {
    await refused(() => raw(data));
    expect(await client.ask({ request: 'RequestQueryServer' })).toMatchObject({ event: 'EventServerInfo' });
  });

  it('T-07 repeats what the request was about, as far as it is what it should be', async () => {
    const error = await refused(() =>
      client.send({ request: 'RequestHoldCall', ThisDN: A, ConnID: 'x'.repeat(9_000) }),
    );
    expect(error).toMatchObject({ ThisDN: A, ErrorCode: 53 });
    expect(error).not.toHaveProperty('ConnID');
  });

  it('T-07 keeps what is no request out of the journal', async () => {
    client.send({ request: 'RequestAgentLogin', ThisDN: A, AgentID: 5001, Password: 'hunter2' });
    client.send({ request: 'hunter2' });
    await client.settled();
    const { entries } = await server.get<{ entries: { name: string }[] }>('/control/journal');
    expect(entries.filter(({ name }) => name === 'no request')).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toContain('hunter2');
  });

  it('T-07 tells in the journal what a request lacked, or had wrong', async () => {
    client.send({ request: 'RequestAgentLogin', ReferenceID: 7, ThisDN: A, AgentID: 5001 });
    client.send({ request: 'RequestMakeCall', thisDN: A, OtherDN: '7002' });
    client.send({ request: 'RequestHoldEverything' });
    client.send({ request: 'RequestQueryServer', hunter2: 1 });
    await client.settled();
    const { entries } = await server.get<{ entries: { name: string; payload: object }[] }>('/control/journal');
    const payloads = entries.filter(({ name }) => name === 'no request').map(({ payload }) => payload);
    expect(payloads).toEqual([
      { client: 'tlib:1', referenceId: 7, code: 53, attribute: 'AgentID' },
      { client: 'tlib:1', referenceId: 0, code: 53, attribute: 'ThisDN' },
      { client: 'tlib:1', referenceId: 0, code: 51 },
      { client: 'tlib:1', referenceId: 0, code: 53 },
    ]);
  });

  it('T-07 survives any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        await refused(() => raw(text));
      }),
      { numRuns: 200 },
    );
  });

  it('T-07 survives any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        await refused(() => raw(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each(Object.keys(T_REQUESTS) as TRequestName[])('T-07 survives every near miss of %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(
        nearMiss(name, () => ConnID),
        async (message) => {
          const error = await refused(() => client.send({ ReferenceID: 99, ...message }));
          expect([51, 53, 71, 1012]).toContain(error.ErrorCode);
          expect(error.ReferenceID).toBe(99);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('T-07 fails on one connection only, when the server itself fails', async () => {
    await server.stop();
    const failing = () => {
      throw new Error('No ids left');
    };
    server = await TestServer.start({}, {}, { ids: { ...failingIds, connId: failing } });
    const [one, two] = [await LibrarySocket.registered(server, A), await LibrarySocket.registered(server, B)];
    one.send({ request: 'RequestMakeCall', ThisDN: A, OtherDN: B });
    expect(await one.socket.closed()).toMatchObject({ code: 1011 });
    expect(await two.ask({ request: 'RequestQueryServer' })).toMatchObject({ event: 'EventServerInfo' });
  });
});

const failingIds = { secret: () => 's', uuid: () => 'u', callUuid: () => '0'.repeat(32) };

/** A request in which one thing is wrong, and everything else could be done at once. */
function nearMiss(name: TRequestName, connId: () => string): fc.Arbitrary<Record<string, unknown>> {
  const { required, optional } = T_REQUESTS[name];
  const right = fc.record<Record<string, unknown>>(
    Object.fromEntries([...required, ...optional].map((attribute) => [attribute, rightValue(attribute, connId)])),
    { requiredKeys: [...required] },
  );
  const request = right.map((attributes) => ({ request: name, ...attributes }));
  const spoilt = (attribute: TAttributeName) =>
    fc.tuple(request, wrongValue(attribute)).map(([good, value]) => ({ ...good, [attribute]: value }));
  const known = new Set<string>([...required, ...optional, 'request', 'ReferenceID']);
  const unknown = fc.oneof(
    fc.constantFrom(...Object.keys(T_ATTRIBUTES)),
    fc.string({ minLength: 1 }).filter((key) => !/^[0-9]/.test(key)),
  );
  return fc.oneof(
    ...required.map((attribute) => request.map(({ [attribute]: _missing, ...rest }: Record<string, unknown>) => rest)),
    ...[...required, ...optional].map(spoilt),
    fc
      .tuple(
        request,
        unknown.filter((key) => !known.has(key)),
        fc.jsonValue(),
      )
      .map(([good, key, value]) => ({ ...good, [key]: value })),
  );
}

function rightValue(attribute: TAttributeName, connId: () => string): fc.Arbitrary<unknown> {
  const { kind } = T_ATTRIBUTES[attribute];
  if (typeof kind !== 'string') return fc.constantFrom(...Object.keys(kind));
  return {
    str: () => fc.string({ maxLength: 20 }),
    int: () => fc.integer(),
    dn: () => fc.constantFrom(A, B, '8001', '+14155550100'),
    connId: () => fc.constant(undefined).map(connId),
    digits: () => fc.constantFrom('1', '12#'),
    kvList: () => fc.constantFrom([], [{ key: 'a', type: 'str', value: 'b' }]),
  }[kind]();
}

/** JSON that the attribute cannot be. */
function wrongValue(attribute: TAttributeName): fc.Arbitrary<unknown> {
  const { kind } = T_ATTRIBUTES[attribute];
  const isText = typeof kind !== 'string' || ['str', 'dn', 'connId', 'digits'].includes(kind);
  const otherKinds = fc.jsonValue().filter((value) => {
    if (isText) return typeof value !== 'string';
    return kind === 'int' ? !Number.isSafeInteger(value) : !Array.isArray(value) || value.length > 0;
  });
  const tooLong = fc.constant('x'.repeat(300));
  return isText ? fc.oneof(otherKinds, tooLong) : otherKinds;
}
