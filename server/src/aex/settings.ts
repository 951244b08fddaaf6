import type { AexConfig } from '../runtime/config-aex.js';
import { ConfigError } from '../runtime/config.js';
import { knownSettings } from '../runtime/known-settings.js';
import { BRIDGE_RULES, type BridgeRules } from './core/rules.js';

/** @throws ConfigError with every problem found */
export function rulesOf({ rules }: AexConfig): BridgeRules {
  return knownSettings('/aex/rules', BRIDGE_RULES, rules);
}

/**
 * Nobody who is not on this machine may use the bridge without a key.
 * @throws ConfigError
 */
export function checkCallers({ callers }: AexConfig): void {
  const names = callers.map(({ name }) => name);
  const keys = callers.flatMap((caller) => caller.keys);
  const problems = [
    ...(new Set(names).size < names.length ? ['Setting /aex/callers has the same name twice.'] : []),
    ...(new Set(keys).size < keys.length ? ['Setting /aex/callers has the same key twice.'] : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}
