import { type AgentState, type KVList, NOT_READY_REASON_KEY } from '@fusion-cti/protocol';
import type { Site } from '../site/site.js';
import type { WorldAgent } from '../world/world-schema.js';

/** An agent whose calls another may listen to. */
export interface Colleague {
  readonly agentId: string;
  readonly name: string;
  readonly dn: string;
  readonly state: AgentState;
  readonly workMode?: string;
  /** In words. */
  readonly reason?: string;
  readonly forMs: number;
  readonly onCall: boolean;
}

/** As many as anybody can look after. A world in which everybody may listen to everybody can be a large one. */
const MOST = 200;

/** What those do now whom this agent may listen to. */
export function colleaguesOf(site: Site, agent: WorldAgent): readonly Colleague[] {
  return site.world
    .colleaguesOf(agent)
    .slice(0, MOST)
    .map((colleague) => asSeen(site, colleague));
}

function asSeen(site: Site, colleague: WorldAgent): Colleague {
  const { agentId, name, dn } = colleague;
  const seen = site.dn(dn);
  const there = seen?.agentId === agentId ? seen : undefined;
  const absent = there?.agentState === 'NotReady';
  const code = absent ? reasonCode(there.reasons) : undefined;
  const text = site.world.notReadyReasons(colleague).find((reason) => reason.code === code)?.text ?? code;
  return {
    agentId,
    name,
    dn,
    state: there?.agentState ?? 'Null',
    ...(absent && there.agentWorkMode !== undefined && { workMode: there.agentWorkMode }),
    ...(text !== undefined && { reason: text }),
    forMs: Math.max(0, site.clock.now() - (seen?.since ?? site.clock.now())),
    onCall: site.partiesOn(dn).length > 0,
  };
}

function reasonCode(reasons: KVList | undefined): string | undefined {
  const value = reasons?.find(({ key }) => key === NOT_READY_REASON_KEY)?.value;
  return typeof value === 'string' ? value : undefined;
}
