import type { World } from '../world/world.js';
import type { WorkspaceSession } from './session.js';

/**
 * The agent as the API shows a user. Programs take `employeeId` for the agent's id and `agentLogin` for the number of
 * the line, and may name the line by `defaultPlace` too: places have the names of their lines here.
 * @param now milliseconds since 1970
 */
export function userOf({ agent, activeLine }: WorkspaceSession, now: number) {
  const { agentId, name, dn } = agent;
  const [firstName = name, ...rest] = name.split(' ');
  return {
    userName: agentId,
    employeeId: agentId,
    agentId,
    agentLogin: dn,
    defaultPlace: dn,
    firstName,
    lastName: rest.join(' '),
    ...(activeLine !== undefined && {
      activeSession: { dn: activeLine.book.apiDn(), calls: activeLine.book.apiCalls(now) },
    }),
  };
}

/** A world has queues, and none of the other things that a configuration may hold. */
export function configurationOf({ data }: World) {
  return {
    actionCodes: [],
    agentGroups: data.queues.map(({ dn, name }) => ({ name, number: dn })),
    businessAttributes: [],
    settings: {},
    transactions: [],
  };
}
