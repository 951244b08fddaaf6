import { type ChatRules, DEFAULT_CHAT_RULES } from '../chat/index.js';
import type { World } from '../world/world.js';

/** The rules of a service: Genesys' own, then those of the world file for all services, then those for this one. */
export function chatRulesOf(world: World, service: string): ChatRules {
  let rules = DEFAULT_CHAT_RULES;
  for (const { gms: _ofTheFace, inactivity, userData, files, ...options } of world.chatOptions(service)) {
    rules = {
      ...rules,
      ...options,
      inactivity: { ...rules.inactivity, ...inactivity },
      userData: { ...rules.userData, ...userData },
      files: { ...rules.files, ...files },
    };
  }
  return rules;
}
