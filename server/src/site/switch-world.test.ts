import { describe, expect, it } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { PROFILES } from '../tserver/index.js';
import { checkWorld, readWorld } from '../world/world-file.js';
import { SwitchSettingsSchema } from '../world/switch-settings.js';
import { World } from '../world/world.js';
import { behaviourOf, switchWorldOf } from './switch-world.js';

const { data } = await readWorld('');

describe('the switch of a world file', () => {
  it('W-22 has every option of the switch, and those that are not given are of the profile', () => {
    const { errorCodes: _codes, ...options } = PROFILES.CSTA;
    expect(Object.keys(SwitchSettingsSchema.properties.options.properties).sort()).toEqual(Object.keys(options).sort());
    expect(behaviourOf(new World(data))).toEqual(PROFILES.SIP);
    const own = { profile: 'CSTA', options: { wrapUpTime: 30 }, errorCodes: { 'link-up': 58 } } as const;
    expect(behaviourOf(new World(checkWorld({ ...data, switch: own })))).toEqual({
      ...PROFILES.CSTA,
      wrapUpTime: 30,
      errorCodes: { ...PROFILES.CSTA.errorCodes, 'link-up': 58 },
    });
  });

  it('W-22 has routing points, virtual queues, overflow, no answer and wrap-up as they are written', () => {
    const [agent] = data.agents;
    const own = checkWorld({
      ...data,
      agents: [{ ...agent, wrapUpTime: 'untimed', noAnswer: { afterMs: 9_000, overflowTo: '8001' } }],
      queues: data.queues.map((queue) => ({ ...queue, overflow: { to: '7100', afterMs: 60_000, maxWaiting: 3 } })),
      routingPoints: [
        { dn: '9001', name: 'Main number' },
        { dn: '9002', name: 'By hand', strategy: 'client' },
      ],
      virtualQueues: [{ dn: '9501', name: 'Sales' }],
    });
    const { dns, agents } = switchWorldOf(new World(own));
    expect(dns.map(({ name: _name, ...row }) => row)).toEqual([
      { dn: '7001', type: 'DN', noAnswer: { afterMs: 9_000, overflowTo: '8001' } },
      { dn: '7100', type: 'DN' },
      { dn: '8001', type: 'Queue', overflow: { to: '7100', afterMs: 60_000, maxWaiting: 3 } },
      { dn: '8002', type: 'Queue', overflow: { to: '7100', afterMs: 60_000, maxWaiting: 3 } },
      { dn: '9001', type: 'RouteDN', strategy: {} },
      { dn: '9002', type: 'RouteDN' },
      { dn: '9501', type: 'Other' },
    ]);
    expect(agents).toEqual([{ agentId: '5001', queues: ['8001', '8002'], wrapUpTime: 'untimed' }]);
  });

  it('W-22 W-14 wraps up for thirty minutes of the world, which are none of a test', async () => {
    const server = await TestServer.start(
      {},
      { switch: { options: { wrapUpTime: 1_800 } } },
      { wallClock: new SystemClock() },
    );
    try {
      const { socket, session } = await server.atWork();
      const connectionId = await server.ring('8001');
      await server.command('accept', { session, connectionId });
      await socket.until('EventEstablished');
      await server.command('hangup', { session, connectionId });
      const wrapUp = await socket.until('EventAgentNotReady');
      expect(wrapUp.at(-1)).toMatchObject({ eventData: { workMode: 'AfterCallWork' } });

      const waits = async () => (await server.get<{ timers: { name: string }[] }>('/control/timers')).timers;
      expect((await waits()).map(({ name }) => name)).toContain('switch wrap-up:7001');
      await server.post('/control/clock', { advanceMs: 1_800_000 - 1 });
      expect((await waits()).map(({ name }) => name)).toContain('switch wrap-up:7001');
      await server.post('/control/clock', { advanceMs: 1 });
      expect((await socket.until('EventAgentReady')).at(-1)).toMatchObject({ eventData: { agentID: '5001' } });
    } finally {
      await server.stop();
    }
  });
});
