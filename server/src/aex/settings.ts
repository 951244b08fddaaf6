import type { AexConfig } from '../runtime/config-aex.js';
import { ConfigError } from '../runtime/config.js';
import { BRIDGE_RULES, type BridgeRules } from './core/rules.js';

/** @throws ConfigError with every problem found */
export function rulesOf({ rules }: AexConfig): BridgeRules {
  const known: Readonly<Record<string, unknown>> = { ...BRIDGE_RULES };
  const problems = Object.entries(rules).flatMap(([name, value]) => {
    if (!(name in known)) return [`Setting /aex/rules/${name} is not known.`];
    return typeof value === typeof known[name] ? [] : [`Setting /aex/rules/${name} must be ${typeof known[name]}.`];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...BRIDGE_RULES, ...(rules as Partial<BridgeRules>) };
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
