import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandTypeOf, commandTypes, ERROR_CATALOGUE } from '@fusion-cti/protocol';
import { type Answer, TestServer } from '../testing/test-server.js';
import { bodyOf, spellingOf, withCalls } from './testing/command-bodies.js';
import { Worker } from './testing/worker.js';

const AGENTS = ['5001', '5002', '5003'];
/** Bodies of one command in one situation. */
const RUNS = 4;

type Team = readonly [ava: Worker, ben: Worker, chiara: Worker];

/** What the three of them are in the middle of. */
const SITUATIONS: Readonly<Record<string, (team: Team, server: TestServer) => Promise<unknown>>> = {
  'with nothing to do': async () => undefined,
  'while their phones ring': async (_team, server) => {
    for (const dn of ['7001', '7002', '8002']) await server.ring(dn);
  },
  'in a call each': async ([ava, ben, chiara]) => {
    for (const [worker, dn] of [
      [ava, '7001'],
      [ben, '7002'],
      [chiara, '7003'],
    ] as const)
      await worker.takes(dn);
  },
  'in a consultation': async ([ava, ben], server) => {
    await ava.takes('7001');
    await ava.consults(ben, 'initiateTransfer', '7002');
    await server.ring('7003');
  },
  'in a conference': async ([ava, ben, chiara]) => {
    await ava.takes('7001');
    await ava.consults(ben, 'initiateConference', '7002');
    await ava.does('completeConference');
    await chiara.does('makeCall', { toNumber: '+14155550199', connectionId: 'mine' });
  },
  'with two calls on hold': async ([ava, ben]) => {
    await ava.takes('7001');
    await ava.does('hold');
    await ava.does('makeCall', { toNumber: '7002', connectionId: 'mine' });
    await ben.does('accept');
    await ava.does('hold', { connectionId: 'mine' });
    await ben.does('hold');
  },
  'under supervision': async ([ava, ben, chiara]) => {
    await chiara.does('monitor', { dn: '7001', mode: 'coach', monitorType: 'AllCalls' });
    await ava.takes('7001');
    await ben.does('notReady', { reason: 'Lunch' });
  },
  'when they take no calls': async ([ava, ben, chiara]) => {
    await ava.takes('7001');
    await ava.does('logout');
    await ben.does('dndOn');
    await chiara.does('forward', { toNumber: '7001' });
  },
};

interface State {
  readonly calls: { readonly connId: string }[];
}

// Refused or not: nothing that a client can send makes the server fail, and what is refused has not happened.
describe('any command', () => {
  let server: TestServer;
  let team: Team;
  beforeEach(async () => {
    const many = 1_000_000;
    server = await TestServer.start({ limits: { commandBurst: many, signInBurst: many } });
  });
  afterEach(() => server.stop());

  const state = () => server.get<State>('/control/state');
  const arrange = async (situation: string) => {
    await server.post('/control/reset', {});
    const [ava, ben, chiara] = await Promise.all(AGENTS.map((agent) => Worker.start(server, agent)));
    team = [ava!, ben!, chiara!];
    await SITUATIONS[situation]!(team, server);
    return state();
  };
  const told = () => team.map(({ socket }) => socket.texts.length);
  const isOrderly = ({ status, body }: Answer) => {
    expect(status).toBeLessThan(500);
    if (status === 200) return;
    const { status: known, sentence } = ERROR_CATALOGUE[body.code!];
    expect({ status, message: body.message }).toEqual({ status: known, message: sentence });
  };

  it.each(Object.keys(SITUATIONS))('S-05 survives every command of agents %s', async (situation) => {
    let before = await arrange(situation);
    const accepted = new Set<string>();
    for (const type of commandTypes()) {
      const draw = fc.record({ who: fc.nat(2), spelling: spellingOf(type), body: bodyOf(type) });
      await fc.assert(
        fc.asyncProperty(draw, async ({ who, spelling, body }) => {
          const calls = before.calls.map(({ connId }) => connId);
          const heard = told();
          const answer = await team[who]!.ask(spelling, withCalls(body, calls));
          isOrderly(answer);
          if (answer.status === 200) {
            accepted.add(commandTypeOf(spelling)!);
            before = await arrange(situation);
          } else {
            expect(await state()).toEqual(before);
            expect(told()).toEqual(heard);
          }
        }),
        { numRuns: RUNS },
      );
    }
    // A test of refusals alone would not notice when bodies are never right.
    expect(accepted.size).toBeGreaterThan(3);
  });

  it('S-05 survives any JSON beside a session of agents in a consultation', async () => {
    const before = await arrange('in a consultation');
    const unlike = fc.jsonValue().filter((value) => typeof value !== 'object' || value === null || !('type' in value));
    await fc.assert(
      fc.asyncProperty(fc.nat(2), unlike, fc.boolean(), async (who, value, beside) => {
        const { session } = team[who]!;
        const body = beside ? { session, type: value } : value;
        const answer = await server.post('/genesys/events', body);
        isOrderly(answer);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(await state()).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('S-05 survives every command of nobody, and of somebody who does not exist', async () => {
    const before = await arrange('in a call each');
    const stranger = fc.oneof(fc.constant(undefined), fc.constantFrom('stolen', '', '__proto__'), fc.jsonValue());
    for (const type of commandTypes()) {
      await fc.assert(
        fc.asyncProperty(stranger, bodyOf(type), async (session, body) => {
          const calls = before.calls.map(({ connId }) => connId);
          const answer = await server.command(type, { ...withCalls(body, calls), session });
          isOrderly(answer);
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(await state()).toEqual(before);
        }),
        { numRuns: RUNS },
      );
    }
  });
});
