import type { Floor } from './floor.js';
import type { LoadAgent } from './agent-fleet.js';

/** What callers and agents do, from the first ring to the last receiver. Each is one call, or two that belong together. */
export const CALL_KINDS = {
  /** Ring, answer, release. @param answered told the milliseconds from the command to its event */
  async simple(floor: Floor, answered?: (milliseconds: number) => void): Promise<void> {
    const agent = floor.take();
    await ring(floor, agent);
    const due = performance.now();
    await floor.command(agent, 'accept', {}, [agent, 'EventEstablished']);
    answered?.(performance.now() - due);
    await floor.command(agent, 'hangup', {}, [agent, 'EventOnHook']);
    floor.giveBack(agent);
  },

  /** The same through a queue, which finds the agent. */
  async queue(floor: Floor): Promise<void> {
    const agent = await answeredFromQueue(floor);
    await floor.command(agent, 'hangup', {}, [agent, 'EventOnHook']);
  },

  /** From a queue, then to a colleague who was consulted first. */
  async transfer(floor: Floor): Promise<void> {
    const agent = await answeredFromQueue(floor);
    const colleague = await consult(floor, agent, 'initiateTransfer');
    await floor.command(agent, 'completeTransfer', {}, [agent, 'EventOnHook']);
    await floor.command(colleague, 'hangup', {}, [colleague, 'EventOnHook']);
    floor.giveBack(colleague);
  },

  /** From a queue, then three in one call, of whom one leaves before the others. */
  async conference(floor: Floor): Promise<void> {
    const agent = await answeredFromQueue(floor);
    const colleague = await consult(floor, agent, 'initiateConference');
    await floor.command(agent, 'completeConference', {}, [agent, 'EventPartyAdded']);
    await floor.command(colleague, 'hangup', {}, [colleague, 'EventOnHook']);
    await floor.command(agent, 'hangup', {}, [agent, 'EventOnHook']);
    floor.giveBack(colleague);
  },

  /** A supervisor listens from the answer to the end. */
  async supervision(floor: Floor): Promise<void> {
    const supervisor = floor.take();
    const agent = floor.take();
    const monitoring = { dn: agent.dn, monitorType: 'OneCall' };
    await floor.command(supervisor, 'monitor', monitoring, [supervisor, 'EventMonitoringNextCall']);
    await ring(floor, agent);
    await floor.command(agent, 'accept', {}, [agent, 'EventEstablished'], [supervisor, 'EventEstablished']);
    await floor.command(agent, 'hangup', {}, [agent, 'EventOnHook'], [supervisor, 'EventOnHook']);
    floor.giveBack(supervisor);
    floor.giveBack(agent);
  },
} as const satisfies Record<string, (floor: Floor) => Promise<void>>;

export type CallKind = keyof typeof CALL_KINDS;

async function ring(floor: Floor, agent: LoadAgent): Promise<void> {
  const ringing = agent.expect('EventRinging');
  await floor.callComesTo(agent.dn);
  await ringing;
}

async function answeredFromQueue(floor: Floor): Promise<LoadAgent> {
  const rings = floor.nextToRing();
  await floor.callComesTo(floor.queue);
  const agent = await rings;
  await floor.command(agent, 'accept', {}, [agent, 'EventEstablished']);
  return agent;
}

async function consult(floor: Floor, agent: LoadAgent, how: 'initiateTransfer' | 'initiateConference') {
  const colleague = floor.take();
  await floor.command(agent, how, { toNumber: colleague.dn }, [colleague, 'EventRinging']);
  await floor.command(colleague, 'accept', {}, [agent, 'EventEstablished'], [colleague, 'EventEstablished']);
  return colleague;
}
