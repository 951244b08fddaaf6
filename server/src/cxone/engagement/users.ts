import type { World } from '../../world/world.js';
import type { CxoneUser } from './model.js';

/** Speaks for nobody. */
export const BOT_USER_ID = 1;

/** The agents of the world, as users of CXone. Their numbers are their AgentIDs, where those are numbers. */
export function userOf(world: World, agentId: string): CxoneUser | undefined {
  const agent = world.agent(agentId);
  if (agent === undefined) return undefined;
  const [firstName = '', ...others] = agent.name.split(' ');
  const number = Number(agent.agentId);
  return {
    id: Number.isSafeInteger(number) && number > 0 ? number : BOT_USER_ID + 1 + world.data.agents.indexOf(agent),
    incontactId: agent.agentId,
    firstName,
    surname: others.join(' '),
    nickname: agent.chat?.nickname ?? agent.name,
    loginUsername: agent.agentId,
    emailAddress: null,
    imageUrl: null,
    isBotUser: false,
    isSurveyUser: false,
  };
}

/** Whoever speaks in a conversation and is no agent of the world. */
export function botUser(nickname: string): CxoneUser {
  return {
    id: BOT_USER_ID,
    incontactId: 'bot',
    firstName: nickname,
    surname: '',
    nickname,
    loginUsername: 'bot',
    emailAddress: null,
    imageUrl: null,
    isBotUser: true,
    isSurveyUser: false,
  };
}
