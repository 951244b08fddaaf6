import type { ByocConfig } from '../runtime/config-byoc.js';
import { ConfigError } from '../runtime/config.js';
import { BYOC_RULES, type ByocRules } from './core/rules.js';

/** @throws ConfigError with every problem found */
export function rulesOf({ rules }: ByocConfig): ByocRules {
  const known: Readonly<Record<string, unknown>> = { ...BYOC_RULES };
  const problems = Object.entries(rules).flatMap(([name, value]) => {
    if (!(name in known)) return [`Setting /byoc/rules/${name} is not known.`];
    return typeof value === typeof known[name] ? [] : [`Setting /byoc/rules/${name} must be ${typeof known[name]}.`];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...BYOC_RULES, ...(rules as Partial<ByocRules>) };
}

/** @throws ConfigError with every problem found */
export function checkBrands({ brands }: ByocConfig): void {
  const integrations = brands.flatMap((brand) => brand.integrations);
  const channels = integrations.flatMap((integration) => integration.channels);
  const problems = [
    ...twice(brands.map(({ id }) => String(id))).map((id) => `Setting /byoc/brands has the brand ${id} twice.`),
    ...twice(integrations.map(({ boxClientId }) => boxClientId)).map(
      (id) => `Setting /byoc/brands has the boxClientId ${id} twice: each integration needs its own.`,
    ),
    ...twice(channels.map(({ id }) => id)).map((id) => `Setting /byoc/brands has the channel ${id} twice.`),
    ...brands
      .filter(({ area, authBase, deBase }) => area === undefined && (authBase === undefined || deBase === undefined))
      .map(({ id }) => `Brand ${id} of /byoc/brands needs an area, or both authBase and deBase.`),
    ...channels
      .filter(({ webhook, widget }) => (webhook === undefined) === (widget === undefined))
      .map(({ id }) => `Channel ${id} of /byoc/brands needs a webhook or a widget, and not both.`),
    ...channels
      .filter(({ recipientPattern = '' }) => !isPattern(recipientPattern))
      .map(({ id }) => `Channel ${id} of /byoc/brands has a recipientPattern that is no regular expression.`),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, n) => names.indexOf(name) !== n))];
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
}
