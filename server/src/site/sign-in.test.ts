import { afterEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';

const AGENTS = [
  { agentId: '5001', name: 'Ava Martin', dn: '7001', password: 'hush', queues: [] },
  { agentId: '5002', name: 'Ben Okafor', dn: '7002', password: 'quiet', queues: [] },
];

describe('signing in', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  /** Each way in, with an answer to who is there. */
  const WAYS: Readonly<Record<string, (agent: string, password: string) => Promise<{ status: number }>>> = {
    ticket: (agent, password) => server.post('/genesys/session', { agent, password }),
    token: (username, password) => server.post('/auth/v3/oauth/token', { grant_type: 'password', username, password }),
    login: (username, password) => server.post('/workspace/v3/login', { username, password }),
  };
  const names = Object.keys(WAYS);
  const enter = async (way: string, agent: string, password: string) => (await WAYS[way]!(agent, password)).status;

  it('S-06 counts the guesses at one agent together, whichever face they come to', async () => {
    server = await TestServer.start({ limits: { signInBurst: names.length } }, { agents: AGENTS });
    for (const way of names) expect(await enter(way, '5001', 'guess'), way).toBe(401);
    for (const way of names) expect(await enter(way, '5001', 'hush'), way).toBe(429);
    expect(await enter('ticket', '5002', 'quiet')).toBe(200);
    server.clock.advance(1000);
    expect(await enter('token', '5001', 'hush')).toBe(200);
  });

  it.each(names)('S-09 tells a stranger by %s neither who is there nor whose password it was', async (way) => {
    server = await TestServer.start({ open: false }, { agents: AGENTS });
    expect(await enter(way, 'nobody', 'hush')).toBe(401);
    expect(await enter(way, '5002', 'hush')).toBe(401);
    expect(await enter(way, '5002', 'quiet')).toBe(200);
  });
});
