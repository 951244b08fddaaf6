import { ConfigError } from './config.js';

/**
 * Settings of which each has a default that also says of what type it is.
 * @param path where the configuration has them, for example `/aex/rules`
 * @throws ConfigError with every problem found
 */
export function knownSettings<T extends object>(
  path: string,
  defaults: T,
  given: Readonly<Record<string, unknown>>,
): T {
  const types = new Map(Object.entries(defaults).map(([name, value]) => [name, typeof value]));
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const type = types.get(name);
    if (type === undefined) return [`Setting ${path}/${name} is not known.`];
    return typeof value === type ? [] : [`Setting ${path}/${name} must be ${type}.`];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...defaults, ...(given as Partial<T>) };
}
